import type { Instant } from '../../../../events/values.ts';
import type { CaseFile } from '../../../../shared/staff/queries/case-file.ts';
import { therapistReference } from '../../../../shared/staff/words/references.ts';
import { referralStateWords } from '../../../../shared/staff/words/states.ts';
import { shortDay } from '../../../../shared/staff/words/times.ts';

interface Chapter {
  readonly at: Instant;
  readonly what: string;
}

const told = (at: Instant | undefined, what: string): readonly Chapter[] => (at === undefined ? [] : [{ at, what }]);

function ofPlace({ place }: CaseFile): readonly Chapter[] {
  const value = place?.value;
  if (value === undefined) return [];
  return [
    ...('reservedAt' in value ? told(value.reservedAt, 'Money set aside for their place') : []),
    ...('approvedAt' in value ? told(value.approvedAt, 'The place approved') : []),
    ...('pausedAt' in value ? told(value.pausedAt, 'Therapy rests') : []),
    ...('endedAt' in value
      ? told(value.endedAt, 'reason' in value ? `The place ended: ${value.reason}` : 'The place ended')
      : []),
  ];
}

/** So many pauses are told one by one; of more, the first and the last. */
const fewPauses = 3;

function ofPauses({ referral }: CaseFile): readonly Chapter[] {
  const { pauses } = referral.value.clock;
  if (pauses.length <= fewPauses) {
    return pauses.flatMap(({ from, until }) => [...told(from, 'The wait paused'), ...told(until, 'The wait went on')]);
  }
  return [
    ...told(pauses[0]?.from, `The wait paused, for the first of ${pauses.length} times`),
    ...told(pauses.at(-1)?.until, 'The wait went on after the last pause'),
  ];
}

/** What happened, the first thing first: as the records of the case stand now, whatever was done and undone in between. */
function chaptersOf(file: CaseFile): readonly Chapter[] {
  const referral = file.referral.value;
  const chapters = [
    ...told(
      referral.clock.startedAt,
      referral.door === 'professional' ? 'Referred by a professional' : 'Asked for help',
    ),
    ...told(referral.confirmedAt, 'Spoken with; the request is theirs'),
    ...told(referral.assessment?.startedAt, 'An assessor took it up'),
    ...told(file.assessment?.value.recordedAt, 'Assessed'),
    ...ofPauses(file),
    ...ofPlace(file),
    ...file.offers.flatMap(({ value }) => {
      const who = therapistReference(value.therapistId);
      if (value.state === 'accepted' || value.state === 'ended') {
        return [
          ...told(value.answeredAt, `Therapist ${who} accepted`),
          ...told(value.endedAt, `Therapist ${who} has the case no more`),
        ];
      }
      return value.state === 'given-back'
        ? told(value.endedAt ?? value.answeredAt, `Therapist ${who} gave it back`)
        : [];
    }),
    ...told(referral.clock.endedAt, 'The first session'),
    ...told(referral.closing?.at, referral.closing === undefined ? '' : `Closed: ${closedAs(referral.closing)}`),
  ];
  return chapters.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const closedAs = ({
  category,
  reason,
}: {
  readonly category: keyof typeof referralStateWords;
  readonly reason: string;
}) => `${referralStateWords[category].text.toLowerCase()}, ${reason}`;

const dayLength = 24 * 60 * 60 * 1000;

/** `after 12 days`: how long a person waited for each step. */
function sinceBefore({ at }: Chapter, before: Chapter | undefined): string {
  if (before === undefined) return '';
  const days = Math.round((Date.parse(at) - Date.parse(before.at)) / dayLength);
  return days < 1 ? '' : days === 1 ? ', a day later' : `, ${days} days later`;
}

/** The case as a person would tell it; every single decision stands in the history below. */
export function Story({ file }: { readonly file: CaseFile }) {
  const chapters = chaptersOf(file);
  return (
    <section>
      <h2 class="govuk-heading-m">The story so far</h2>
      <ol class="govuk-list govuk-list--number govuk-list--spaced">
        {chapters.map((chapter, index) => (
          <li>
            <strong>{shortDay(chapter.at)}</strong>
            {sinceBefore(chapter, chapters[index - 1])}: {chapter.what}
          </li>
        ))}
      </ol>
    </section>
  );
}
