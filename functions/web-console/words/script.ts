import { answeredByAnotherWords, neutralSender, voicemailWords } from '../../../shared/domain/call-words.ts';
import type { Referral } from '../../../shared/domain/referral.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';
import type { TaskKind } from '../../../shared/domain/task.ts';
import { timesInWords } from '../../../shared/staff/words/case.ts';

/** One part of a call: what the part is, and what to do or say in it. */
export interface ScriptPart {
  readonly heading: string;
  readonly lines: readonly string[];
}

type Kind = Pick<Referral, 'contact'>;

const whenToCall = ({ contact }: Kind): ScriptPart => ({
  heading: 'When to call',
  lines:
    contact.channel === 'none'
      ? [
          'Do not call and do not write: the person asked for that. They look at their own page.',
          'If they call us, ask for their reference before anything else.',
        ]
      : [
          contact.times.length === 0
            ? 'They named no times: any time in the day will do.'
            : `Call ${timesInWords(contact.times)}, and at no other time.`,
          ...(contact.channel === 'email'
            ? ['They would rather be written to. Call only if they gave a number for it.']
            : []),
        ],
});

const toOthers = (settings: CharitySettings): ScriptPart => ({
  heading: 'If somebody else answers',
  lines: [`Say only: “${answeredByAnotherWords(settings)}”`, 'Do not ask for the person by their whole name.'],
});

const onVoicemail = ({ contact }: Kind, settings: CharitySettings): ScriptPart => ({
  heading: 'If voicemail answers',
  lines:
    contact.voicemail === 'no'
      ? ['Leave no message, and hang up.']
      : [`Read this out as it stands: “${voicemailWords(settings)}”`],
});

/** Before the person says that they are alone, nothing is said that a person beside them should not hear. */
const opening = ({ contact }: Kind, settings: CharitySettings): ScriptPart => ({
  heading: 'When the person answers',
  lines: [
    `“Hello, this is the ${neutralSender(settings)}. You asked us to get in touch. Is this a good moment, and can you talk freely?”`,
    'If not: “When would be better?” Thank them, hang up, and call again then.',
    contact.mayReveal === 'service'
      ? `You may say that you call from ${settings.charity.serviceName}.`
      : 'Do not say what this service is until they have said that they can talk freely.',
  ],
});

const subjects: Partial<Record<TaskKind, readonly string[]>> = {
  'confirm-referral': [
    'Ask whether they made this request themself, and whether they want to go on.',
    'Explain confidentiality and its limits again, before they tell you anything.',
    'Do not ask what happened. If they begin to tell you, say kindly that the assessor will listen to that.',
    'Then record on the case page that it is theirs, or close it if it is not.',
  ],
  'obtain-consent': [
    'Say that a professional thought we could help, and ask whether they agree to that.',
    'Explain confidentiality and its limits, before they tell you anything.',
    'Ask what the professional may be told, one thing at a time. They may say no to all of it.',
    'Then record their consent on the case page, or close the referral if they do not want it.',
  ],
  'same-day-call': [
    'Ask first how they are, and whether they are safe today. Listen.',
    'Give them the crisis numbers below, and ask them to note one down.',
    'If you think that somebody is at risk of serious harm, tell the safeguarding lead at once.',
    'Their telephone or computer may be in the hands of the police: say so, and ask how best to reach them.',
  ],
  'tell-outcome': [
    'Tell them in plain words what was decided and why, and what they can do now.',
    'If another service can help them better, offer to give them its number.',
    'Ask how they are with this news. Give them the crisis numbers below.',
    'Do not record this task before they know.',
  ],
  'call-client': [
    'Say that a therapist was found, and that the therapist will get in touch as they asked.',
    'Ask whether the way to reach them is still safe.',
  ],
};

/** What may be said follows from what the person allowed. Read it before you dial. */
export function scriptFor(kind: TaskKind, referral: Kind, settings: CharitySettings): readonly ScriptPart[] {
  const subject = subjects[kind];
  if (subject === undefined) return [];
  const about: ScriptPart = { heading: 'What to talk about', lines: subject };
  if (referral.contact.channel === 'none') return [whenToCall(referral), about];
  return [
    whenToCall(referral),
    toOthers(settings),
    onVoicemail(referral, settings),
    opening(referral, settings),
    about,
  ];
}

/** The same in a line, for a list of calls. */
export function howToReach({ contact }: Kind): string {
  if (contact.channel === 'none') return 'Do not contact them';
  const voicemail = contact.voicemail === 'no' ? 'no voicemail' : 'neutral voicemail';
  const channel = contact.channel === 'email' ? 'Prefers email' : 'Telephone';
  return `${channel}; ${timesInWords(contact.times)}; ${voicemail}`;
}
