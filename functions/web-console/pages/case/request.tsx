import { levelWords, modeWords } from '../../../../shared/domain/group-words.ts';
import { pounds } from '../../../../shared/domain/money-words.ts';
import type { Referral } from '../../../../shared/domain/referral.ts';
import { regionWords } from '../../../../shared/domain/region-words.ts';
import { Facts, Lines, StateTag } from '../../../../shared/staff/pages/parts.tsx';
import type { CaseFile } from '../../../../shared/staff/queries/case-file.ts';
import type { Visit } from '../../../../shared/staff/visit.ts';
import {
  agreedInWords,
  bandWords,
  channelWords,
  revealRule,
  signalWords,
  timesInWords,
  voicemailRule,
} from '../../../../shared/staff/words/case.ts';
import { groupText } from '../../../../shared/staff/words/groups.ts';
import { shortTime, waitInWords } from '../../../../shared/staff/words/times.ts';
import type { SummaryRow } from '../../../../shared/web/components/summary-list.tsx';

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const doorWords: Record<Referral['door'], string> = {
  self: 'The person themself',
  professional: 'A professional, for the person',
};

const signalsText = ({ referrer, state }: Referral): SummaryRow[] => {
  if (referrer === undefined) return [];
  const asked = state === 'submitted' || state === 'awaiting-consent';
  return [
    ...(referrer.agreed === undefined
      ? []
      : [{ key: 'Agreed, as the professional says', value: agreedInWords(referrer.agreed) }]),
    {
      key: asked ? 'The professional asks to be told' : 'The professional may be told',
      value:
        referrer.signals.length === 0
          ? 'Nothing'
          : { text: <Lines texts={referrer.signals.map((signal) => signalWords[signal])} /> },
    },
  ];
};

/** What was asked for, and for how long the person has waited. */
export function RequestFacts({ file, visit }: { readonly file: CaseFile; readonly visit: Visit }) {
  const referral = file.referral.value;
  const wait = waitInWords(referral.clock, referral.closing?.at ?? visit.now);
  return (
    <Facts
      card={{ title: { text: 'The request' } }}
      rows={[
        { key: 'What it is about', value: { text: <Lines texts={referral.groups.map(groupText)} /> } },
        { key: 'Asked by', value: doorWords[referral.door] },
        { key: 'Area', value: `${referral.area}, ${regionWords[referral.region]}` },
        { key: 'Wishes to meet', value: modeWords[referral.mode] },
        { key: 'Asked on', value: shortTime(referral.clock.startedAt) },
        { key: 'Has waited', value: `${wait.raw}; ${wait.adjusted} without pauses` },
        ...(referral.recentPoliceContact
          ? [{ key: 'To keep in mind', value: 'Contact with the police in the four weeks before they asked' }]
          : []),
        ...signalsText(referral),
        ...(referral.closing === undefined
          ? []
          : [
              {
                key: 'Closed',
                value: `${shortTime(referral.closing.at)}: ${referral.closing.reason}. ${
                  referral.closing.spokenTo ? 'The person knows.' : 'The person has not been told yet.'
                }`,
              },
            ]),
      ]}
    />
  );
}

/** How the person may be reached. Everybody who works on the case keeps to it. */
export function ContactRules({ referral }: { readonly referral: Referral }) {
  const { channel, times, voicemail, mayReveal } = referral.contact;
  return (
    <Facts
      card={{ title: { text: 'Safe contact' } }}
      rows={[
        { key: 'Reach them', value: channelWords[channel] },
        ...(channel === 'none'
          ? []
          : [
              { key: 'Call', value: capital(timesInWords(times)) },
              { key: 'On voicemail', value: voicemailRule[voicemail] },
            ]),
        { key: 'A message may say', value: revealRule[mayReveal] },
      ]}
    />
  );
}

/** What the assessor found. */
export function AssessmentFacts({ file }: { readonly file: CaseFile }) {
  const assessment = file.assessment?.value;
  if (assessment === undefined) return null;
  const { needs, means, band } = assessment;
  return (
    <Facts
      card={{ title: { text: 'Assessment' } }}
      rows={[
        { key: 'Priority', value: { text: <StateTag state={bandWords[band]} /> } },
        { key: 'Mainly', value: groupText(needs.primaryGroup) },
        {
          key: 'Also',
          value:
            needs.groups.length < 2
              ? 'Nothing else'
              : { text: <Lines texts={needs.groups.filter((group) => group !== needs.primaryGroup).map(groupText)} /> },
        },
        { key: 'Level of need', value: levelWords[needs.level] },
        { key: 'Will meet', value: modeWords[needs.mode] },
        { key: 'Sessions', value: String(needs.sessions) },
        {
          key: 'Means',
          value: means.canPayWhole
            ? 'Pays the whole fee, so needs no place'
            : `Contributes ${pounds(means.contribution)} a session, paid to the therapist`,
        },
        { key: 'Recorded on', value: shortTime(assessment.recordedAt) },
      ]}
    />
  );
}
