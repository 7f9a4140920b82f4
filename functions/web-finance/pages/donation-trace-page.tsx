import { receiptNumberOf } from '../../../shared/domain/donation.ts';
import { impactWords } from '../../../shared/domain/money-trace.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Facts, Listing, More, To } from '../../../shared/staff/pages/parts.tsx';
import type { DonationTraceReading } from '../../../shared/staff/queries/trace.ts';
import type { Visit } from '../../../shared/staff/visit.ts';
import { donationTracePath, giftPath } from '../../../shared/staff/words/references.ts';
import { ledgerSum, sumCell } from '../../../shared/staff/words/sums.ts';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { WarningText } from '../../../shared/web/components/warning-text.tsx';
import { originWords } from '../words/lots.ts';

export interface DonationTracePageProps {
  readonly visit: Visit;
  readonly reading: DonationTraceReading;
}

const counted = (count: number): string => (count === 1 ? '1 place' : `${count} places`);

/** Where the money of a gift is. Places are counted and never named: a gift is not linked to a case. */
export function DonationTracePage({ visit, reading }: DonationTracePageProps) {
  const { donation, trace, isWhole } = reading;
  const receipt = receiptNumberOf(donation.id);
  const { places } = trace;
  return (
    <ConsolePage
      visit={visit}
      title={`Where gift ${receipt} is`}
      above={[
        { text: 'Donations', path: '/console/donations' },
        { text: `Gift ${receipt}`, path: giftPath(donation.id) },
      ]}
    >
      <h1 class="govuk-heading-l">Where gift {receipt} is</h1>
      {isWhole && trace.lots.some(({ reconciles }) => !reconciles) ? (
        <WarningText>
          What is known of this gift does not add up. If it still does not in a minute, please tell whoever looks after
          the system.
        </WarningText>
      ) : null}
      <Facts
        rows={[
          { key: 'Came in all', value: ledgerSum(trace.came) },
          { key: 'Free', value: ledgerSum(trace.free) },
          { key: 'Held', value: `${ledgerSum(trace.held)}, for ${counted(places.heldFor)}` },
          { key: 'Spent', value: `${ledgerSum(trace.spent)}, on sessions of ${counted(places.paidFor)}` },
          { key: 'Refunded or disputed', value: ledgerSum(trace.refunded) },
          { key: 'Given to deficits of its fund', value: ledgerSum(trace.givenToDeficit) },
          { key: 'Set aside in the risk reserve', value: ledgerSum(trace.setAside) },
          { key: 'Given back beyond what was free', value: ledgerSum(trace.shortfall) },
        ]}
      />
      <InsetText>What the donor may be told: “{impactWords(places.inAll)}”</InsetText>
      <Lots reading={reading} />
      <More when={!isWhole}>
        This gift is in more places than this page adds up: held and spent are at least these.
      </More>
      <p class="govuk-body">
        <To path={`${donationTracePath(donation.id)}/export`}>Save this as a CSV file</To>
      </p>
    </ConsolePage>
  );
}

const Lots = ({ reading: { trace, fundNames } }: Pick<DonationTracePageProps, 'reading'>) => (
  <Listing
    caption="Its lots"
    empty="No money has come of it yet."
    firstCellIsHeader
    head={[
      'Lot',
      'Fund',
      ...['Amount', 'Free', 'Held', 'Spent', 'Refunded', 'Moved on', 'To deficits'].map((text) => ({
        text,
        format: 'numeric' as const,
      })),
    ]}
    rows={trace.lots.map(({ lot, held, spent }) => [
      originWords[lot.origin],
      fundNames.get(lot.fundId) ?? 'A fund',
      sumCell(lot.amount),
      sumCell(lot.free),
      sumCell(held),
      sumCell(spent),
      sumCell(lot.refunded),
      sumCell(lot.transferred),
      sumCell(lot.givenToDeficit),
    ])}
  />
);
