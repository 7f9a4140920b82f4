import type { BalanceCheck, NotBooked } from '../../../shared/domain/compare-balance.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import { later } from '../../../shared/domain/office-days.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Facts, Listing, More, Onward } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { payoutsPath } from '../../../shared/staff/words/references.ts';
import { ledgerSum, sumCell } from '../../../shared/staff/words/sums.ts';
import { shortDate, shortTime, untilInWords } from '../../../shared/staff/words/times.ts';
import type { Page } from '../../../shared/store/interface.ts';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { WarningText } from '../../../shared/web/components/warning-text.tsx';

type Payouts = Page<Versioned<'payout'>>;

export interface PayoutsPageProps {
  readonly visit: Visit;
  readonly differing: Payouts;
  readonly matched: Payouts;
  /** What the books say that the provider still owes us, in pence; undefined when the journal is longer than is read. */
  readonly atProvider: number | undefined;
  /** How the books stood against the provider’s own balance when they were last compared. */
  readonly balance: BalanceCheck | undefined;
}

/** What the payment provider paid to our bank, and whether the books agree, payout by payout. */
export function PayoutsPage({ visit, differing, matched, atProvider, balance }: PayoutsPageProps) {
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
      <Balance visit={visit} check={balance} />
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

const waitWords: Readonly<Record<NotBooked['waitsFor'], string>> = {
  report: 'Its report, within the hour',
  payout: 'Its payout: a fee is booked with it',
  refund: 'Its donor’s bank: it is booked once it arrives',
  overdue: 'Nothing: it should be in the books',
};

/** What the provider says that it has of ours, held against the books: line by line, down to the difference. */
function Balance({ visit, check }: { readonly visit: Visit; readonly check: BalanceCheck | undefined }) {
  if (check === undefined) {
    return (
      <InsetText>
        The balance at the provider has not been compared yet. It is every morning, after the payouts.
      </InsetText>
    );
  }
  const { now, deps } = visit;
  const { settlingHours } = deps.settings.checks;
  const { available, pending, onTheWay, underWay, books, difference, notBooked, at } = check;
  return (
    <>
      {later(at, { hours: settlingHours }) < now ? (
        <WarningText>
          {`The balance was last compared ${untilInWords(at, now)}, on ${shortTime(at)}. It should have been within ${settlingHours} hours: tell whoever runs this system.`}
        </WarningText>
      ) : null}
      {difference === 0 ? null : (
        <WarningText>
          {difference > 0
            ? `The provider has ${ledgerSum(difference)} more of ours than the books say.`
            : `The provider has ${ledgerSum(-difference)} less of ours than the books say.`}
        </WarningText>
      )}
      <Facts
        card={{ title: { text: `The balance at the provider, compared on ${shortTime(at)}` } }}
        rows={[
          { key: 'Can be paid out', value: ledgerSum(available) },
          { key: 'Not available yet', value: ledgerSum(pending) },
          { key: 'On its way to our bank', value: ledgerSum(onTheWay) },
          { key: 'Moved, and not booked yet', value: ledgerSum(underWay) },
          { key: 'By the books', value: ledgerSum(books) },
          { key: 'Difference', value: ledgerSum(difference) },
        ]}
      />
      {notBooked.length === 0 ? null : (
        <Listing
          caption="Moved at the provider, and not in the books"
          empty=""
          firstCellIsHeader
          head={['Movement', 'What', 'When', { text: 'Amount', format: 'numeric' }, 'What it waits for']}
          rows={notBooked.map((one) => [
            one.movementId,
            movementWords[one.what],
            shortTime(one.at),
            sumCell(one.amount),
            waitWords[one.waitsFor],
          ])}
        />
      )}
    </>
  );
}

const movementWords: Readonly<Record<NotBooked['what'], string>> = {
  gift: 'A gift',
  refund: 'A refund',
  'refund-failed': 'A refund that came back',
  dispute: 'Taken for a dispute',
  'dispute-returned': 'Given back of a dispute',
  'payout-failed': 'A payout that came back',
  'provider-fee': 'A fee of the provider',
  other: 'Of a kind that nobody books',
};

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
