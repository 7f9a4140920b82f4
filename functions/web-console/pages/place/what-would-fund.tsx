import { pounds } from '../../../../shared/domain/money-words.ts';
import { referenceOf } from '../../../../shared/domain/referral.ts';
import { Listing, To } from '../../../../shared/staff/pages/parts.tsx';
import { placePath } from '../../../../shared/staff/words/references.ts';
import { sumCell } from '../../../../shared/staff/words/sums.ts';
import type { Told } from '../../queries/explain-place.ts';

/** What an entry waits for: what it may use, who stands before it on each fund, and what would fund it. */
export function WhatWouldFund({ told }: { readonly told: Told }) {
  return (
    <section>
      <h2 class="govuk-heading-m">What it waits for</h2>
      <p class="govuk-body">
        {!told.isWhole
          ? `It needs ${pounds(told.cost)}. More wait before it, or more gifts are there, than this page counts, so it cannot say which gift would be enough. What is left is an estimate.`
          : told.isFunded
            ? `There is money for it: the next pass reserves ${pounds(told.cost)}.`
            : `It needs ${pounds(told.cost)}. It may use ${pounds(told.within)} now, so ${pounds(told.missing)} is missing.`}
      </p>
      <Listing
        caption="Which funds may pay for it, and what would fund it"
        empty="No fund may pay for it."
        firstCellIsHeader
        head={[
          'Fund',
          { text: 'Left at its turn', format: 'numeric' },
          'Held back for',
          { text: 'A gift that would fund it', format: 'numeric' },
        ]}
        rows={told.funds.map(({ fund, left, blockedBy, giftThatFunds }) => [
          fund.name,
          sumCell(left),
          blockedBy === undefined
            ? 'Nobody'
            : {
                text: (
                  <To path={placePath(blockedBy.placeId)}>
                    {referenceOf(blockedBy.place.value.referralId)}, which is before it
                  </To>
                ),
              },
          !told.isWhole
            ? { text: 'Cannot be said', format: 'numeric' as const }
            : giftThatFunds === undefined
              ? { text: told.isFunded ? 'None needed' : 'Pays for nobody now', format: 'numeric' as const }
              : sumCell(giftThatFunds),
        ])}
      />
    </section>
  );
}
