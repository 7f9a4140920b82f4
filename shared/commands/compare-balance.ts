import {
  type BalanceCheck,
  type BalanceReading,
  balanceCheckId,
  balanceTaskId,
  recordBalance,
} from '../domain/compare-balance.ts';
import { later } from '../domain/office-days.ts';
import { type ProviderPayout, payoutEntryIdOf } from '../domain/settle-payout.ts';
import { decideAndCommit } from './decide-and-commit.ts';
import { readLedger } from './read-ledger.ts';
import { readBooked, readNotGone, type SettleDeps } from './settle-payouts.ts';

/** Payouts of a month, and what moved in it: what is older has been paid out and held against the books. */
const daysLookedAt = 30;
const mostReadings = 5;

/** What `clearing` comes to, in pence; undefined when more was booked than one reading takes in. */
async function readClearing(deps: SettleDeps): Promise<number | undefined> {
  const { ledger, stoppedIn } = await readLedger(deps);
  if (stoppedIn !== undefined) return undefined;
  return ledger.reduce((sum, { account, debit, credit }) => sum + (account === 'clearing' ? debit - credit : 0), 0);
}

async function unbookedPayouts(deps: SettleDeps): Promise<readonly ProviderPayout[]> {
  const payouts: ProviderPayout[] = [];
  for await (const payout of deps.payments.listPayouts(later(deps.now(), { days: -daysLookedAt }))) {
    if (payout.status !== 'failed') payouts.push(payout);
  }
  const entries = await deps.store.entries(payouts.map(({ payoutId }) => payoutEntryIdOf(payoutId)));
  const booked = new Set(entries.map(({ id }) => id));
  return payouts.filter(({ payoutId }) => !booked.has(payoutEntryIdOf(payoutId)));
}

/**
 * Reads both sides at one moment: whatever is booked or moved between two readings makes them another, and they are read
 * again.
 * @returns undefined when they never stood still, or the books are longer than one reading
 */
async function readStill(deps: SettleDeps): Promise<BalanceReading | undefined> {
  const { payments, now } = deps;
  for (let count = 0; count < mostReadings; count += 1) {
    const books = await readClearing(deps);
    if (books === undefined) return undefined;
    const balance = await payments.fetchBalance();
    const movements = await payments.listBalanceMovements(later(now(), { days: -daysLookedAt }));
    const [payouts, booked, notGone] = await Promise.all([
      unbookedPayouts(deps),
      readBooked(deps, movements),
      readNotGone(deps, movements),
    ]);
    const [balanceAfter, booksAfter] = [await payments.fetchBalance(), await readClearing(deps)];
    const { availablePence: available, pendingPence: pending } = balanceAfter;
    const isStill = balance.availablePence + balance.pendingPence === available + pending && books === booksAfter;
    if (isStill) return { books, available, pending, payouts, movements, booked, notGone };
  }
  return undefined;
}

/**
 * Holds the account `clearing` against the balance that the provider reports, less what is under way: payouts that have
 * not arrived, and what moved there and cannot be booked yet. A difference is a task for finance until they agree again.
 * @returns undefined when the two never stood still: then the last comparison stays the last
 */
export async function compareBalance(deps: SettleDeps): Promise<BalanceCheck | undefined> {
  const compared = await decideAndCommit<BalanceCheck | undefined>(deps, async () => {
    const before = await deps.store.get('balance-check', balanceCheckId);
    const reading = await readStill(deps);
    if (reading === undefined) return { ok: true, value: { decisions: [], value: undefined } };
    const [task] = await deps.store.getMany('task', [balanceTaskId(before?.value.found ?? 0)]);
    const { check, decision } = recordBalance(before, reading, task, deps.now(), deps.settings);
    return { ok: true, value: { decisions: [decision], value: check } };
  });
  if (!compared.ok) throw new Error(compared.refusal.because);
  return compared.value;
}
