import { dayInWords } from '../../../../shared/domain/date-words.ts';
import { pounds } from '../../../../shared/domain/money-words.ts';
import type { Session } from '../../../../shared/domain/session.ts';
import { outcomeWords, paymentWords } from '../../../../shared/domain/session-words.ts';
import { Lines, Listing } from '../../../../shared/staff/pages/parts.tsx';
import type { CaseFile } from '../../../../shared/staff/queries/case-file.ts';
import { therapistReference } from '../../../../shared/staff/words/references.ts';

const feeOf = ({ payment, cost }: Session): string =>
  payment === 'posted' || payment === 'in-review' || payment === 'short'
    ? `${paymentWords[payment]}: ${pounds(cost)}`
    : paymentWords[payment];

/** What came of the sessions; what was corrected shows what stood there before. */
export function Sessions({ file }: { readonly file: CaseFile }) {
  if (file.sessions.length === 0) return null;
  return (
    <Listing
      caption="Sessions"
      empty=""
      firstCellIsHeader
      head={['Day', 'What came of it', 'Fee', 'Therapist', 'Before it was corrected']}
      rows={file.sessions.map(({ value }) => [
        dayInWords(value.on),
        outcomeWords[value.outcome],
        feeOf(value),
        therapistReference(value.therapistId),
        {
          text: <Lines texts={value.earlier.map(({ on, outcome }) => `${dayInWords(on)}: ${outcomeWords[outcome]}`)} />,
        },
      ])}
    />
  );
}
