import type { Fund } from '../../../shared/domain/fund.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Facts, Listing, More, To } from '../../../shared/staff/pages/parts.tsx';
import { mayOpen } from '../../../shared/staff/permissions.ts';
import type { FundState, PoolState } from '../../../shared/staff/queries/pool.ts';
import type { Visit } from '../../../shared/staff/visit.ts';
import { fundKindWords, restrictionWords } from '../../../shared/staff/words/funds.ts';
import { countCell, ledgerSum, sumCell } from '../../../shared/staff/words/sums.ts';
import { shortDate } from '../../../shared/staff/words/times.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { poolHistoryPath } from './pool-history-page.tsx';

export interface PoolPageProps {
  readonly visit: Visit;
  readonly pool: PoolState;
}

/** The funds, what is free in them and what is promised. */
export function PoolPage({ visit, pool }: PoolPageProps) {
  const { actor } = visit;
  return (
    <ConsolePage visit={visit} title="Pool">
      <h1 class="govuk-heading-l">Pool</h1>
      <Sums pool={pool} />
      <p class="govuk-body">
        <To path={poolHistoryPath}>The pool over time</To> ·{' '}
        <To path="/console/runway">How many places it can promise</To> ·{' '}
        <To path="/console/statements?of=funds">Statements</To> · <To path="/console/pool/reserve">Risk reserve</To>
      </p>
      <div class="govuk-button-group">
        {mayOpen(actor, 'giving-link') ? (
          <Button href="/console/pool/giving-link" variant="secondary">
            Make a giving link
          </Button>
        ) : null}
        {mayOpen(actor, 'open-fund') ? (
          <Button href="/console/pool/open-fund" variant="secondary">
            Open a fund
          </Button>
        ) : null}
      </div>
      {pool.funds.map(({ fund }) => (
        <FundFacts fund={fund} />
      ))}
    </ConsolePage>
  );
}

const total = (funds: readonly FundState[], of: (state: FundState) => number): number =>
  funds.reduce((sum, state) => sum + of(state), 0);

function Sums({ pool: { funds, commitments, isIncomplete } }: Pick<PoolPageProps, 'pool'>) {
  const someMore = isIncomplete || funds.some((state) => state.isIncomplete);
  return (
    <>
      <Listing
        caption="Money of the pool"
        empty="No fund is open yet. The first gift opens the general one."
        firstCellIsHeader
        head={[
          'Fund',
          { text: 'Free', format: 'numeric' },
          { text: 'Past its spend-by date', format: 'numeric' },
          { text: 'Under review', format: 'numeric' },
          { text: 'Held for places', format: 'numeric' },
          { text: 'Lots', format: 'numeric' },
          { text: 'Open commitments', format: 'numeric' },
        ]}
        rows={[
          ...funds.map(({ fund, free, pastItsDay, inReview, held, lots, commitments: count }) => [
            fund.state === 'open' ? fund.name : `${fund.name} (closed)`,
            sumCell(free),
            sumCell(pastItsDay),
            sumCell(inReview),
            sumCell(held),
            countCell(lots),
            countCell(count),
          ]),
          ...(funds.length === 0
            ? []
            : [
                [
                  'All funds',
                  sumCell(total(funds, ({ free }) => free)),
                  sumCell(total(funds, ({ pastItsDay }) => pastItsDay)),
                  sumCell(total(funds, ({ inReview }) => inReview)),
                  sumCell(total(funds, ({ held }) => held)),
                  countCell(total(funds, ({ lots }) => lots)),
                  countCell(commitments),
                ],
              ]),
        ]}
      />
      <More when={someMore}>There is more than this page adds up: each sum is at least what is shown.</More>
    </>
  );
}

function FundFacts({ fund }: { readonly fund: Fund }) {
  return (
    <Facts
      card={{ title: { text: fund.name } }}
      rows={[
        { key: 'Aim', value: fund.aim },
        { key: 'If that is met or cannot be', value: fund.secondaryPurpose },
        { key: 'Kind', value: fundKindWords[fund.kind] },
        { key: 'May pay for', value: restrictionWords(fund.restriction) },
        { key: 'Spend by', value: fund.spendBy === undefined ? 'No date' : shortDate(fund.spendBy) },
        { key: 'Order', value: String(fund.order) },
        ...(fund.deficit === 0 ? [] : [{ key: 'Deficit', value: ledgerSum(fund.deficit) }]),
      ]}
    />
  );
}
