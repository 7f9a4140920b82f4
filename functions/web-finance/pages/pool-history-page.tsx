import type { Fund } from '../../../shared/domain/fund.ts';
import { grouped } from '../../../shared/domain/money-words.ts';
import type { PoolMonth } from '../../../shared/domain/pool-history.ts';
import { Bar, Chart, Key, scaleUpTo } from '../../../shared/staff/pages/chart.tsx';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, More, small } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { ledgerSum, sumCell } from '../../../shared/staff/words/sums.ts';
import { monthInWords } from '../../../shared/staff/words/times.ts';
import { ScrollRegion } from '../../../shared/web/components/scroll-region.tsx';

export const poolHistoryPath = '/console/pool/over-time';

export interface PoolHistoryPageProps {
  readonly visit: Visit;
  readonly funds: readonly Fund[];
  /** The fund whose months are shown; all funds together when there is none. */
  readonly fund: Fund | undefined;
  /** Oldest first. */
  readonly months: readonly PoolMonth[];
  readonly isIncomplete: boolean;
}

/** What was free and held when each month ended, and what was spent in it: as a chart, and every number as a table. */
export function PoolHistoryPage({ visit, funds, fund, months, isIncomplete }: PoolHistoryPageProps) {
  const whose = fund?.name ?? 'All funds';
  const hasDeficit = months.some(({ deficit }) => deficit !== 0);
  return (
    <ConsolePage visit={visit} title="Pool over time" above={[{ text: 'Pool', path: '/console/pool' }]}>
      <h1 class="govuk-heading-l">Pool over time</h1>
      <FundChoice funds={funds} fund={fund} />
      <h2 class="govuk-heading-m">{whose}</h2>
      <figure class="chart-figure">
        <ScrollRegion label="Chart of the pool over time">
          <HistoryChart whose={whose} months={months} />
        </ScrollRegion>
        <figcaption>
          <Key
            id="pool"
            of={[
              ['light', 'Free at the end of the month, gifts under review among it'],
              ['hatched', 'Held for places at the end of the month'],
              ['dark', 'Spent on sessions in the month'],
            ]}
          />
        </figcaption>
      </figure>
      <Listing
        caption={`${whose}, month by month`}
        empty="There is nothing in the books yet."
        firstCellIsHeader
        head={[
          'Month',
          { text: 'Free at its end', format: 'numeric' },
          { text: 'Held at its end', format: 'numeric' },
          { text: 'Spent in it', format: 'numeric' },
          ...(hasDeficit ? [{ text: 'Deficit at its end', format: 'numeric' as const }] : []),
        ]}
        rows={months
          .toReversed()
          .map(({ month, free, held, spent, deficit }) => [
            monthInWords(month),
            sumCell(free),
            sumCell(held),
            sumCell(spent),
            ...(hasDeficit ? [sumCell(deficit)] : []),
          ])}
      />
      <More when={isIncomplete}>There is more in the books than this page adds up, so these sums are not whole.</More>
      <p class="govuk-body">The last month is not over yet. Sums stand in the month in which they take effect.</p>
    </ConsolePage>
  );
}

function FundChoice({ funds, fund }: Pick<PoolHistoryPageProps, 'funds' | 'fund'>) {
  const choices = [
    { id: undefined, name: 'All funds', path: poolHistoryPath },
    ...funds.map(({ id, name }) => ({ id, name, path: `${poolHistoryPath}?fund=${id}` })),
  ];
  return (
    <nav aria-label="Which fund">
      <ul class="site-navigation__list govuk-!-margin-bottom-6">
        {choices.map(({ id, name, path }) => (
          <li>
            <a class={`site-navigation__link ${small}`} href={path} aria-current={id === fund?.id ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The left edge leaves room for `£100,000`. */
const leftEdge = 88;

function HistoryChart({ whose, months }: { readonly whose: string; readonly months: readonly PoolMonth[] }) {
  const scale = scaleUpTo(
    Math.max(0, ...months.map(({ free, held, spent }) => Math.max(free + held, spent))),
    leftEdge,
  );
  const each = (scale.end - scale.left) / Math.max(1, months.length);
  const wide = Math.min(48, each * 0.8);
  return (
    <Chart
      id="pool"
      title={`${whose}: free, held and spent, by month`}
      description={`${inShort(months)} The table below has every number.`}
      scale={scale}
      markText={(pence) => `£${grouped(Math.floor(pence / 100))}`}
      below={months.map(({ month }, index) => ({
        x: scale.left + (index + 0.5) * each,
        text: monthInWords(month).slice(0, 3),
        second: index === 0 || month.endsWith('-01') ? month.slice(0, 4) : undefined,
      }))}
    >
      {months.map(({ free, held, spent }, index) => {
        const x = scale.left + (index + 0.5) * each - wide / 2;
        return (
          <>
            <Bar
              id="pool"
              scale={scale}
              x={x}
              width={wide * 0.65}
              parts={[
                { amount: held, fill: 'hatched' },
                { amount: free, fill: 'light' },
              ]}
            />
            <Bar
              id="pool"
              scale={scale}
              x={x + wide * 0.65}
              width={wide * 0.35}
              parts={[{ amount: spent, fill: 'dark' }]}
            />
          </>
        );
      })}
    </Chart>
  );
}

/** From where to where it went. */
function inShort(months: readonly PoolMonth[]): string {
  const [first] = months;
  const last = months.at(-1);
  if (first === undefined || last === undefined) return 'There is nothing in the books yet.';
  const state = ({ month, free, held }: PoolMonth): string =>
    `${ledgerSum(free)} free and ${ledgerSum(held)} held in ${monthInWords(month)}`;
  const spent = months.reduce((sum, each) => sum + each.spent, 0);
  return first === last
    ? `${state(last)}, and ${ledgerSum(spent)} spent.`
    : `From ${state(first)} to ${state(last)}; ${ledgerSum(spent)} spent in these months.`;
}
