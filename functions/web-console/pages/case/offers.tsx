import type { Allocation, Criterion } from '../../../../shared/domain/allocation.ts';
import { declineWords } from '../../../../shared/domain/decline-words.ts';
import { Listing, StateTag, To } from '../../../../shared/staff/pages/parts.tsx';
import type { CaseFile } from '../../../../shared/staff/queries/case-file.ts';
import { therapistPath, therapistReference } from '../../../../shared/staff/words/references.ts';
import { allocationStateWords } from '../../../../shared/staff/words/states.ts';
import { shortTime } from '../../../../shared/staff/words/times.ts';
import { Details } from '../../../../shared/web/components/details.tsx';

const share = (value: number): string => value.toFixed(2);

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const criterionRow = ({ name, value, cost, weight }: Criterion) => [
  capital(name),
  value,
  { text: share(cost), format: 'numeric' as const },
  { text: String(weight), format: 'numeric' as const },
  { text: share(cost * weight), format: 'numeric' as const },
];

/** Why this therapist: every criterion with its weight, and who was excluded by what. */
function Why({ allocation }: { readonly allocation: Allocation }) {
  const { criteria, cost, considered, excluded } = allocation.reasons;
  return (
    <Details summary={`Why this therapist (round ${allocation.round})`}>
      <p class="govuk-body">
        {considered} considered, {excluded.length} excluded. Of the others, this one had the lowest sum: {share(cost)}.
        Nought is the best for each criterion, one the worst.
      </p>
      <Listing
        caption={`What counted in round ${allocation.round}`}
        empty="Nothing was weighed."
        firstCellIsHeader
        head={[
          'Criterion',
          'Found',
          { text: 'Value', format: 'numeric' },
          { text: 'Weight', format: 'numeric' },
          { text: 'Counts', format: 'numeric' },
        ]}
        rows={criteria.map(criterionRow)}
      />
      <Listing
        caption={`Who was excluded in round ${allocation.round}, and by what`}
        empty="Nobody was excluded."
        firstCellIsHeader
        head={['Therapist', 'Because this therapist']}
        rows={excluded.map(({ therapistId, by }) => [therapistReference(therapistId), by.join('; ')])}
      />
    </Details>
  );
}

/** What came with the answer: why it was declined, or that one waits. */
const saidWith = ({ answer, declineReason }: Allocation): string => {
  if (answer !== undefined) return `An answer, which may be taken back until ${shortTime(answer.undoUntil)}`;
  return declineReason === undefined ? '' : declineWords[declineReason];
};

/** Every offer of this case, the latest first. */
export function Offers({ offers }: Pick<CaseFile, 'offers'>) {
  if (offers.length === 0) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">Offers</h2>
      <Listing
        caption="Offers of this case"
        isCaptionHidden
        empty=""
        firstCellIsHeader
        head={['Therapist', 'State', 'Offered', 'Answer by', 'Said']}
        rows={offers.map(({ value }) => [
          { text: <To path={therapistPath(value.therapistId)}>{therapistReference(value.therapistId)}</To> },
          { text: <StateTag state={allocationStateWords[value.state]} /> },
          shortTime(value.offeredAt),
          shortTime(value.respondBy),
          saidWith(value),
        ])}
      />
      {offers.map(({ value }) => (
        <Why allocation={value} />
      ))}
    </section>
  );
}
