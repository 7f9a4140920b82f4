import type { Actor } from '../domain/actor.ts';
import { balanceCheckId } from '../domain/compare-balance.ts';
import type { Versioned } from '../domain/decision.ts';
import { ledgerAuditId } from '../domain/ledger-audit.ts';
import { type Outcome, refuse } from '../domain/outcome.ts';
import {
  askToClose as decideAsk,
  closePeriod as decideClose,
  declineClosing as decideDecline,
} from '../domain/period.ts';
import { decideAndCommit, decided } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { missing } from './load-case.ts';
import { bookedMonths } from './read-ledger.ts';

export interface PeriodForm {
  /** `YYYY-MM` */
  readonly month: string;
  /** The version that the person saw; 0: there was no record. */
  readonly seen: number;
}

const changedSince = (seen: number, found: Versioned<'period'> | undefined): boolean => (found?.version ?? 0) !== seen;

const stale = () => refuse('changed-meanwhile', 'the month was changed since the page was shown');

/** Asks for a month to be closed; the second person decides. */
export const askToClose = (deps: Deps, { month, seen }: PeriodForm, by: Actor): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const months = await bookedMonths(deps);
    const at = months.indexOf(month);
    if (at === -1) return missing('period');
    const earlier = months[at - 1];
    const [before, previous] = await Promise.all([
      deps.store.get('period', month),
      earlier === undefined ? ('none' as const) : deps.store.get('period', earlier),
    ]);
    if (changedSince(seen, before)) return stale();
    return decided(decideAsk(month, before, previous, by, deps.now()), undefined);
  });

/** Closes a month for good. */
export const closePeriod = (deps: Deps, { month, seen }: PeriodForm, by: Actor): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const [before, audit, payouts, balance] = await Promise.all([
      deps.store.get('period', month),
      deps.store.get('ledger-audit', ledgerAuditId),
      deps.store.list('payout', 'payouts/differs', { limit: 1 }),
      deps.store.get('balance-check', balanceCheckId),
    ]);
    if (before === undefined) return missing('period');
    if (changedSince(seen, before)) return stale();
    return decided(decideClose(before, audit, { differing: payouts.items[0], balance }, by, deps.now()), undefined);
  });

export const declineClosing = (deps: Deps, { month, seen }: PeriodForm, by: Actor): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const before = await deps.store.get('period', month);
    if (before === undefined) return missing('period');
    if (changedSince(seen, before)) return stale();
    return decided(decideDecline(before, by, deps.now()), undefined);
  });
