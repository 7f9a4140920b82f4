import { bookedMonths, readLedger } from '../../../shared/commands/read-ledger.ts';
import { poolHistory } from '../../../shared/domain/pool-history.ts';
import { readFunds } from '../../../shared/staff/queries/pool-truth.ts';
import { show, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import { PoolHistoryPage } from '../pages/pool-history-page.tsx';

/** As many as can be told apart in a chart. */
const monthsShown = 12;

/** The pool over time, of all funds or of one. */
export async function showPoolHistory(visit: Visit): Promise<Response> {
  const { deps, c } = visit;
  const funds = await readFunds(deps.store, deps.settings.pool.id);
  const asked = c.req.query('fund');
  const fund = funds.find(({ id }) => id === asked);
  if (asked !== undefined && fund === undefined) return showMissing(visit);
  const [months, { ledger, stoppedIn }] = await Promise.all([bookedMonths(deps), readLedger(deps)]);
  const history = poolHistory(ledger, months.slice(-monthsShown), fund?.id);
  return show(
    visit,
    <PoolHistoryPage visit={visit} funds={funds} fund={fund} months={history} isIncomplete={stoppedIn !== undefined} />,
  );
}
