import { balanceCheckId } from '../../../shared/domain/compare-balance.ts';
import { show, type Visit } from '../../../shared/staff/visit.ts';
import { PayoutsPage } from '../pages/payouts-page.tsx';
import { readTrialBalance } from '../queries/journal.ts';

const aPage = 50;

/** The payouts that have arrived: all that differ, and those that match, the latest first. */
export async function showPayouts(visit: Visit): Promise<Response> {
  const { c, deps } = visit;
  const [differing, matched, trial, balance] = await Promise.all([
    deps.store.list('payout', 'payouts/differs', { limit: aPage, newestFirst: true }),
    deps.store.list('payout', 'payouts/matched', { limit: aPage, newestFirst: true, after: c.req.query('after') }),
    readTrialBalance(deps),
    deps.store.get('balance-check', balanceCheckId),
  ]);
  const clearing = trial.accounts.find(({ account }) => account === 'clearing')?.balance ?? 0;
  const atProvider = trial.stoppedIn === undefined ? clearing : undefined;
  const found = { differing, matched, atProvider, balance: balance?.value };
  return show(visit, <PayoutsPage visit={visit} {...found} />);
}
