import type { Versioned } from '../../../shared/domain/decision.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Facts, Listing, More, Onward } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { payoutsPath } from '../../../shared/staff/words/references.ts';
import { ledgerSum, sumCell } from '../../../shared/staff/words/sums.ts';
import { shortDate, shortTime } from '../../../shared/staff/words/times.ts';
import type { Page } from '../../../shared/store/interface.ts';

type Payouts = Page<Versioned<'payout'>>;

export interface PayoutsPageProps {
  readonly visit: Visit;
  readonly differing: Payouts;
  readonly matched: Payouts;
  /** What the books say that the provider still owes us, in pence; undefined when the journal is longer than is read. */
  readonly atProvider: number | undefined;
}

/** What the payment provider paid to our bank, and whether the books agree, payout by payout. */
export function PayoutsPage({ visit, differing, matched, atProvider }: PayoutsPageProps) {
  return (
    <ConsolePage visit={visit} title="Payouts" above={[{ text: 'Journal', path: '/console/journal' }]}>
      <h1 class="govuk-heading-l">Payouts</h1>
      <p class="govuk-body">
        The payment provider pays to our bank what gifts came to, less its fees and what went back. Each payout that has
        arrived is compared with the books once a day, movement by movement, until it matches.
      </p>
      <Facts
        rows={[
          {
            key: 'Not paid out yet',
            value:
              atProvider === undefined
                ? 'There is more in the journal than this page reads'
                : `${ledgerSum(atProvider)}, by the books`,
          },
        ]}
      />
      <Differing payouts={differing} />
      <Listing
        caption="Payouts that match the books"
        empty="No payout has been compared yet."
        firstCellIsHeader
        head={[
          'Arrived',
          'Payout',
          'Compared',
          { text: 'Movements', format: 'numeric' },
          { text: 'Amount', format: 'numeric' },
        ]}
        rows={matched.items.map(({ value }) => [
          shortDate(value.arrivedOn),
          value.id,
          shortTime(value.checkedAt),
          { text: String(value.movements), format: 'numeric' as const },
          sumCell(value.amount),
        ])}
      />
      <Onward list="Payouts" text="Earlier payouts" path={payoutsPath} query={{}} after={matched.next} />
    </ConsolePage>
  );
}

function Differing({ payouts }: { readonly payouts: Payouts }) {
  if (payouts.items.length === 0) {
    return <Listing caption="Payouts that differ" empty="Every payout that has arrived matches the books." rows={[]} />;
  }
  return (
    <>
      <h2 class="govuk-heading-m">Payouts that differ</h2>
      {payouts.items.map(({ value }) => (
        <>
          <Facts
            rows={[
              { key: 'Payout', value: value.id },
              { key: 'Arrived', value: shortDate(value.arrivedOn) },
              { key: 'Amount', value: ledgerSum(value.amount) },
              { key: 'Last compared', value: shortTime(value.checkedAt) },
            ]}
          />
          <Listing
            caption={`What differs in ${value.id}`}
            empty=""
            head={[
              'Movement',
              'Entry in the journal',
              { text: 'At the provider', format: 'numeric' },
              { text: 'In the books', format: 'numeric' },
              { text: 'Difference', format: 'numeric' },
            ]}
            rows={value.differences.map(({ movementId, entryId, provider, books }) => [
              movementId,
              entryId ?? 'None is known for it',
              sumCell(provider),
              sumCell(books),
              sumCell(provider - books),
            ])}
          />
        </>
      ))}
      <More when={payouts.next !== undefined}>More payouts differ than are shown here.</More>
    </>
  );
}
