import { Instant, Pence, SignedPence } from '../../events/values.ts';
import { system } from '../domain/actor.ts';
import { openTask } from '../domain/change-task.ts';
import { type Change, change, create, type Versioned } from '../domain/decision.ts';
import { type Account, credit, debit, entry, type JournalEntry, type Posting } from '../domain/journal.ts';
import { later, officeDeadline } from '../domain/office-days.ts';
import {
  type BalanceMovement,
  entryIdsOf,
  feesToBook,
  matchPayout,
  type Payout,
  type PayoutDifference,
  type ProviderPayout,
  payoutEntryIdOf,
  type RefundsNotGone,
  refundsIn,
} from '../domain/settle-payout.ts';
import type { Payments } from '../payments/interface.ts';
import { decideAndCommit } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';

export type SettleDeps = Pick<Deps, 'store' | 'settings' | 'now' | 'pause'> & { readonly payments: Payments };

/** There is one a day, and the provider shows them for ever: a year of them is four pages, and no silence is longer. */
const daysOfPayouts = 366;
/** Entries one transaction takes beside the record, the task and the trail. */
const feesACommit = 40;

/** So many pence go from one account into another; the other way, when it is less than nothing. */
const moveBetween = (from: Account, to: Account, amount: number): readonly Posting[] => {
  const size = Pence.parse(Math.abs(amount));
  return amount < 0 ? [debit(from, size), credit(to, size)] : [debit(to, size), credit(from, size)];
};

/** A payout brings money to the bank. When more was taken from us than came, the provider collects it there instead. */
const bankEntry = ({ payoutId, amount, arrivesOn }: ProviderPayout, now: Instant): JournalEntry => ({
  ...entry(payoutEntryIdOf(payoutId), now, moveBetween('clearing', 'bank', amount)),
  effectiveOn: arrivesOn,
});

/** A fee reduces what the provider owes us; one it gives back adds to it. */
const feeEntry = ({ entryId, amount }: { entryId: string; amount: number }, now: Instant): JournalEntry =>
  entry(entryId, now, moveBetween('clearing', 'fees', amount));

const commit = async (
  deps: SettleDeps,
  about: string,
  did: string,
  why: string,
  changes: readonly Change[],
  entries: readonly JournalEntry[],
) => ({
  decisions: [
    {
      about: `payout/${about}` as const,
      did,
      why,
      by: system,
      at: deps.now(),
      changes,
      relies: [],
      entries,
      facts: [],
    },
  ],
  value: undefined,
});

/** Books the provider's own fees among the movements, some at a time; once each, by the movement. */
async function bookFees(deps: SettleDeps, payoutId: string, movements: readonly BalanceMovement[]): Promise<void> {
  const ids = entryIdsOf(movements).filter((id) => id.startsWith('provider-fee:'));
  for (let first = 0; first < ids.length; first += feesACommit) {
    const some = movements.filter((movement) =>
      entryIdsOf([movement]).some((id) => ids.slice(first, first + feesACommit).includes(id)),
    );
    const done = await decideAndCommit(deps, async () => {
      const booked = await readBooked(deps, some);
      const entries = feesToBook(some, booked).map((fee) => feeEntry(fee, deps.now()));
      if (entries.length === 0) return { ok: true, value: { decisions: [], value: undefined } };
      return { ok: true, value: await commit(deps, payoutId, 'book-provider-fees', 'told by the payout', [], entries) };
    });
    if (!done.ok) throw new Error(done.refusal.because);
  }
}

/** The entries of movements, as far as they are booked, by their ids. */
export async function readBooked(deps: SettleDeps, movements: readonly BalanceMovement[]) {
  const entries = await deps.store.entries([...new Set(entryIdsOf(movements))]);
  return new Map(entries.map((booked) => [booked.id, booked]));
}

/** The refunds among movements whose money has not gone for the books. */
export async function readNotGone(
  { store }: SettleDeps,
  movements: readonly BalanceMovement[],
): Promise<RefundsNotGone> {
  const ids = refundsIn(movements);
  const refunds = ids.length === 0 ? [] : await store.getMany('refund', ids);
  return new Map(
    refunds.flatMap(({ id, value: { state } }) => (state === 'pending' || state === 'failed' ? [[id, state]] : [])),
  );
}

function payoutAfter(
  before: Versioned<'payout'> | undefined,
  payout: ProviderPayout,
  checked: { readonly differences: readonly PayoutDifference[]; readonly movements: number },
  now: Instant,
): Payout {
  return {
    id: payout.payoutId,
    amount: SignedPence.parse(payout.amount),
    arrivedOn: payout.arrivesOn,
    bookedAt: before?.value.bookedAt ?? now,
    checkedAt: now,
    movements: checked.movements,
    state: checked.differences.length === 0 ? 'matched' : 'differs',
    differences: checked.differences.slice(0, mostDifferences),
  };
}

/** As many as a page shows and a record holds. */
const mostDifferences = 200;

/** A payout held against the books. */
interface Compared {
  readonly differences: readonly PayoutDifference[];
}

/** Books a payout that has arrived and holds it against the books; a difference is a task for finance, once. */
async function settlePayout(deps: SettleDeps, payout: ProviderPayout): Promise<Compared> {
  const movements = await deps.payments.listMovements(payout.payoutId);
  await bookFees(deps, payout.payoutId, movements);
  const settled = await decideAndCommit<Compared>(deps, async () => {
    const before = await deps.store.get('payout', payout.payoutId);
    if (before?.value.state === 'matched') return { ok: true, value: { decisions: [], value: { differences: [] } } };
    const [booked, notGone] = await Promise.all([readBooked(deps, movements), readNotGone(deps, movements)]);
    const differences = matchPayout(payout, movements, booked, notGone);
    const now = deps.now();
    const after = payoutAfter(before, payout, { differences, movements: movements.length }, now);
    const about = `payout/${payout.payoutId}`;
    const dueAt = officeDeadline(now, 1, deps.settings.office);
    const changes = [
      before === undefined ? create('payout', payout.payoutId, after) : change(before, after),
      ...(before === undefined && differences.length > 0
        ? [openTask('payout-difference', 'finance-checker', about, now, dueAt)]
        : []),
    ];
    const entries = before === undefined ? [bankEntry(payout, now)] : [];
    const why = differences.length === 0 ? 'every movement is in the books' : `${differences.length} do not match`;
    const decided = await commit(deps, payout.payoutId, 'settle-payout', why, changes, entries);
    return { ok: true, value: { ...decided, value: { differences } } };
  });
  if (!settled.ok) throw new Error(settled.refusal.because);
  return settled.value;
}

/** The bank sent it back: it is at the provider again, if we had booked it as arrived. */
async function returnPayout(deps: SettleDeps, { payoutId }: ProviderPayout): Promise<void> {
  const returned = await decideAndCommit(deps, async () => {
    const [booked, already] = await Promise.all([
      deps.store.entries([payoutEntryIdOf(payoutId)]),
      deps.store.entries([`payout:${payoutId}:returned`]),
    ]);
    const amount = booked[0]?.postings.find(({ account }) => account === 'bank')?.amount;
    if (amount === undefined || already.length > 0) return { ok: true, value: { decisions: [], value: undefined } };
    const back = entry(`payout:${payoutId}:returned`, deps.now(), moveBetween('bank', 'clearing', amount));
    return { ok: true, value: await commit(deps, payoutId, 'return-payout', 'the bank sent it back', [], [back]) };
  });
  if (!returned.ok) throw new Error(returned.refusal.because);
}

export interface Settled {
  readonly settled: number;
  /** Payouts that do not match the books, new or old. */
  readonly differing: number;
  /** What exactly does not match, of all of them. */
  readonly differences: readonly PayoutDifference[];
}

/** A payout was made so many days before it arrived at most, with a week to spare. */
const daysToArrive = 14;

/** From when on payouts are looked at: a year, and as far back as one that does not match yet. */
async function payoutsFrom({ store, now }: SettleDeps): Promise<Instant> {
  const usual = later(now(), { days: -daysOfPayouts });
  const { items } = await store.list('payout', 'payouts/differs', { limit: 1 });
  const [oldest] = items.map(({ value }) =>
    later(Instant.parse(`${value.arrivedOn}T00:00:00.000Z`), { days: -daysToArrive }),
  );
  return oldest !== undefined && oldest < usual ? oldest : usual;
}

/** @returns what came of it; undefined when there was nothing to hold against the books */
async function lookAt(deps: SettleDeps, payout: ProviderPayout): Promise<Compared | undefined> {
  if (payout.status === 'failed') {
    // Its money is at the provider again, but not what the provider kept or gave back for itself: no other payout tells of that.
    await bookFees(deps, payout.payoutId, await deps.payments.listMovements(payout.payoutId));
    await returnPayout(deps, payout);
  }
  if (payout.status !== 'settled') return undefined;
  const known = await deps.store.get('payout', payout.payoutId);
  return known?.value.state === 'matched' ? undefined : settlePayout(deps, payout);
}

/**
 * Holds every payout of the last year against the books: it is booked to the bank when it has arrived, each of its
 * movements must have its one entry, and what does not match is looked at again at every call until it does.
 * @throws the first failure, after all other payouts were looked at: one that cannot be read keeps none from the books
 */
export async function settlePayouts(deps: SettleDeps): Promise<Settled> {
  const compared: Compared[] = [];
  const failures: unknown[] = [];
  for await (const payout of deps.payments.listPayouts(await payoutsFrom(deps))) {
    try {
      const looked = await lookAt(deps, payout);
      if (looked !== undefined) compared.push(looked);
    } catch (failure) {
      failures.push(failure);
    }
  }
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  return {
    settled: compared.length,
    differing: compared.filter(({ differences }) => differences.length > 0).length,
    differences: compared.flatMap(({ differences }) => differences),
  };
}
