import type { Decision } from '../domain/decision.ts';
import { monthOf, monthsBetween } from '../domain/ledger-audit.ts';
import { type Outcome, refuse } from '../domain/outcome.ts';
import { earlierMonths, inOpenPeriod } from '../domain/period.ts';
import { BreaksSchema, type Store } from '../store/interface.ts';
import type { Deps } from './deps.ts';

export interface Decided<T> {
  /** None: what was wanted is so already. */
  readonly decisions: readonly Decision[];
  readonly value: T;
}

const tries = 6;

/**
 * The one place where closed months are kept closed: entries that would take effect in one are moved to the first open day,
 * with the date they are about, and the transaction relies on those months being as they were read. Entries that take
 * effect in the month they are booked in, which is never closed, cost no reading.
 */
async function inOpenPeriods(store: Store, decisions: readonly Decision[]): Promise<readonly Decision[]> {
  const [earliest] = earlierMonths(decisions.flatMap(({ entries }) => entries)).toSorted();
  const [first] = decisions;
  if (earliest === undefined || first === undefined) return decisions;
  const months = monthsBetween(earliest, monthOf(first.at));
  const periods = new Map((await store.getMany('period', months)).map((period) => [period.id, period]));
  const isClosed = (month: string): boolean => periods.get(month)?.value.state === 'closed';
  return decisions.map((decision) => {
    const own = earlierMonths(decision.entries);
    if (own.length === 0) return decision;
    const relies = own.map((id) => ({ kind: 'period' as const, id, version: periods.get(id)?.version ?? 0 }));
    const entries = decision.entries.map((entry) => inOpenPeriod(entry, isClosed));
    return { ...decision, entries, relies: [...decision.relies, ...relies] };
  });
}

/**
 * Load, decide, commit; when the race was lost, load and decide again, a bounded number of times with growing,
 * jittered pauses.
 * @param attempt loads afresh and decides; called once a try
 * @returns the value of the decision that was committed, the decision's refusal, or `changed-meanwhile` when the race
 * was lost every time: nothing was written then, and it may be tried again.
 */
export async function decideAndCommit<T>(
  { store, pause }: Pick<Deps, 'store' | 'pause'>,
  attempt: () => Promise<Outcome<Decided<T>>>,
): Promise<Outcome<T>> {
  for (let turn = 1; turn <= tries; turn += 1) {
    const decided = await attempt();
    if (!decided.ok) return decided;
    const { decisions, value } = decided.value;
    if (decisions.length === 0) return { ok: true, value };
    if (await commitUnlessTorn(store, decisions, turn)) return { ok: true, value };
    await pause(Math.random() * 20 * 2 ** turn);
  }
  return refuse('changed-meanwhile', 'somebody else is changing the same records; nothing was written');
}

/**
 * Records are read one after the other, so that somebody's commit may fall between: a decision on such a reading may make
 * no sense (an offer counted twice), and would lose its race if it could be written at all. Only one that makes no sense
 * time after time is a fault.
 */
async function commitUnlessTorn(store: Store, decisions: readonly Decision[], turn: number): Promise<boolean> {
  try {
    return (await store.commit(await inOpenPeriods(store, decisions))).ok;
  } catch (error) {
    if (error instanceof BreaksSchema && turn < tries) return false;
    throw error;
  }
}

/** The commonest shape: one decision, and the value that stands for it. */
export const decided = <T>(decision: Outcome<Decision>, value: T): Outcome<Decided<T>> =>
  decision.ok ? { ok: true, value: { decisions: [decision.value], value } } : decision;

/** Nothing to write: what was wanted is so already. */
export const settled = <T>(value: T): Outcome<Decided<T>> => ({ ok: true, value: { decisions: [], value } });
