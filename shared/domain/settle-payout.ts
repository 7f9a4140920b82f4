import * as z from 'zod';
import { Instant, LocalDate, SignedPence } from '../../events/values.ts';
import type { JournalEntry } from './journal.ts';

/** What moved. `provider-fee`: one that belongs to no payment. */
export const MovementKind = z.lazy(() =>
  z.enum(['gift', 'refund', 'refund-failed', 'dispute', 'dispute-returned', 'payout-failed', 'provider-fee', 'other']),
);

/** One movement of our balance at the payment provider. Pence; what comes in is positive. */
export interface BalanceMovement {
  readonly movementId: string;
  readonly what: z.infer<typeof MovementKind>;
  readonly amount: number;
  /** What the provider kept of it. */
  readonly fee: number;
  /** `amount − fee`: what it adds to the payout. */
  readonly net: number;
  /** The id in the journal of what moved: a payment, a refund (ours, if we asked for it), a dispute, a payout. */
  readonly source: string;
  readonly at: Instant;
}

/** Money on its way from the provider to our bank. */
export interface ProviderPayout {
  readonly payoutId: string;
  /** Pence; less than nothing when the provider collects from our bank what refunds and disputes took beyond our balance. */
  readonly amount: number;
  /** `settled`: it has arrived, and the list of its movements is whole. */
  readonly status: 'on-its-way' | 'settled' | 'failed';
  readonly arrivesOn: LocalDate;
  readonly at: Instant;
}

/** What the provider moved and the books do not, or the other way round; in pence, as it changes our balance there. */
export const PayoutDifference = z.lazy(() =>
  z.strictObject({
    movementId: z.string(),
    /** The journal entry that there should be; none for a movement that we know nothing to book for. */
    entryId: z.string().optional(),
    provider: z.int(),
    books: z.int(),
  }),
);
export type PayoutDifference = z.infer<typeof PayoutDifference>;

/** A payout that has reached the bank, held against the books. */
export const Payout = z.lazy(() =>
  z.strictObject({
    id: z.string(),
    amount: SignedPence,
    arrivedOn: LocalDate,
    bookedAt: Instant,
    checkedAt: Instant,
    movements: z.int().nonnegative(),
    state: z.enum(['matched', 'differs']),
    differences: z.array(PayoutDifference),
  }),
);
export type Payout = z.infer<typeof Payout>;

/** Until when every report of the provider is known to be stored. There is one. */
export const PaymentSweep = z.lazy(() => z.strictObject({ through: Instant }));
export type PaymentSweep = z.infer<typeof PaymentSweep>;

export const paymentSweepId = 'main';

interface Expected {
  readonly entryId: string;
  /** What it must change on `clearing`, in pence. */
  readonly clearing: number;
}

const someOf = (expected: readonly Expected[]): readonly Expected[] =>
  expected.filter(({ clearing }) => clearing !== 0);

/** The entries that a movement must have in the journal; undefined for one that nobody books. */
function entriesOf({ what, source, amount, fee, movementId }: BalanceMovement): readonly Expected[] | undefined {
  const own = (entryId: string): readonly Expected[] =>
    someOf([
      { entryId, clearing: amount },
      { entryId: `provider-fee:${movementId}`, clearing: -fee },
    ]);
  switch (what) {
    case 'gift':
      return someOf([
        { entryId: `donation:${source}`, clearing: amount },
        { entryId: `fee:${source}`, clearing: -fee },
      ]);
    case 'refund':
      return own(`refund:${source}:succeeded`);
    case 'refund-failed':
      return own(`refund:${source}:failed`);
    case 'dispute':
    case 'dispute-returned':
      return someOf([
        { entryId: `dispute:${source}:${what === 'dispute' ? 'withdrawn' : 'won'}:${movementId}`, clearing: amount },
        { entryId: `dispute:${source}:fee:${movementId}`, clearing: -fee },
      ]);
    case 'payout-failed':
      return own(`payout:${source}:returned`);
    case 'provider-fee':
      return someOf([{ entryId: `provider-fee:${movementId}`, clearing: amount - fee }]);
    case 'other':
      return undefined;
  }
}

/** The entry of a payout that has reached the bank. */
export const payoutEntryIdOf = (payoutId: string): string => `payout:${payoutId}`;

/** The ids of all entries that tell whether the movements are in the books: those they must have, and what went before. */
export const entryIdsOf = (movements: readonly BalanceMovement[]): readonly string[] =>
  movements.flatMap((movement) => [
    ...(entriesOf(movement)?.map(({ entryId }) => entryId) ?? []),
    ...(movement.what === 'payout-failed' ? [payoutEntryIdOf(movement.source)] : []),
    ...(movement.what === 'refund-failed' ? [`refund:${movement.source}:succeeded`] : []),
  ]);

/** The refunds among the movements. */
export const refundsIn = (movements: readonly BalanceMovement[]): readonly string[] => [
  ...new Set(movements.flatMap(({ what, source }) => (what === 'refund' || what === 'refund-failed' ? [source] : []))),
];

const clearingOf = (entry: JournalEntry | undefined): number =>
  entry?.postings.filter(({ account }) => account === 'clearing').reduce((sum, { amount }) => sum + amount, 0) ?? 0;

/**
 * What the provider itself keeps outside payments (its monthly fees, a fee for a failed refund) is known only from the
 * movement: it is booked from there, to fees. Pence to take from clearing, by movement.
 */
export const feesToBook = (
  movements: readonly BalanceMovement[],
  booked: ReadonlyMap<string, JournalEntry>,
): readonly { readonly entryId: string; readonly amount: number }[] =>
  movements
    .flatMap((movement) => entriesOf(movement) ?? [])
    .filter(({ entryId }) => entryId.startsWith('provider-fee:') && !booked.has(entryId))
    .map(({ entryId, clearing }) => ({ entryId, amount: -clearing }));

/** How the refunds among the movements stand, for those whose money has not gone for the books. */
export type RefundsNotGone = ReadonlyMap<string, 'pending' | 'failed'>;

/**
 * What the books need not have. What went and came back before we ever looked: refunds that failed, payouts that the bank
 * did not take. For the books they never left, and what they moved at the provider cancels itself out: within this
 * payout, or with another one. And refunds that are pending: the provider takes their money when it begins, the books
 * set it aside until it says how they ended.
 */
function notExpected(
  movements: readonly BalanceMovement[],
  booked: ReadonlyMap<string, JournalEntry>,
  notGone: RefundsNotGone,
): ReadonlySet<string> {
  const cameBackHere = ({ source, net }: BalanceMovement): boolean =>
    movements.some((other) => other.what === 'refund-failed' && other.source === source && other.net === -net);
  const isNotExpected = (movement: BalanceMovement): boolean => {
    const { what, source } = movement;
    if (what === 'payout-failed') return !booked.has(payoutEntryIdOf(source));
    if (what !== 'refund' && what !== 'refund-failed') return false;
    if (booked.has(`refund:${source}:succeeded`)) return false;
    const isUnderWay = what === 'refund' && notGone.get(source) === 'pending';
    return isUnderWay || notGone.get(source) === 'failed' || cameBackHere(movement);
  };
  return new Set(movements.filter(isNotExpected).map(({ source }) => source));
}

/** Refunds whose money the provider has taken and the books have set aside: neither has come back nor arrived. */
export const refundsUnderWay = (
  movements: readonly BalanceMovement[],
  booked: ReadonlyMap<string, JournalEntry>,
  notGone: RefundsNotGone,
): readonly BalanceMovement[] =>
  movements.filter(
    ({ what, source }) =>
      what === 'refund' &&
      notGone.get(source) === 'pending' &&
      !booked.has(`refund:${source}:succeeded`) &&
      !movements.some((other) => other.what === 'refund-failed' && other.source === source),
  );

/**
 * Holds movements against the books: every charge, fee, refund and dispute among them has exactly one entry that moves
 * the same sum. What the movements themselves are booked from counts as booked.
 * @param booked the entries of {@link entryIdsOf}, as far as there are any
 * @param notGone refunds among the movements that are pending or failed, as far as the books know
 */
export function matchMovements(
  movements: readonly BalanceMovement[],
  booked: ReadonlyMap<string, JournalEntry>,
  notGone: RefundsNotGone,
): readonly PayoutDifference[] {
  const without = notExpected(movements, booked, notGone);
  return movements.flatMap((movement): readonly PayoutDifference[] => {
    const { movementId, net, source } = movement;
    if (without.has(source)) return [];
    const expected = entriesOf(movement);
    if (expected === undefined) return [{ movementId, provider: net, books: 0 }];
    const told = expected.reduce((sum, { clearing }) => sum + clearing, 0);
    return [
      ...expected.flatMap(({ entryId, clearing }) => {
        const books = entryId.startsWith('provider-fee:') ? clearing : clearingOf(booked.get(entryId));
        return books === clearing ? [] : [{ movementId, entryId, provider: clearing, books }];
      }),
      ...(told === net ? [] : [{ movementId, provider: net, books: told }]),
    ];
  });
}

/** Holds a payout against the books: as {@link matchMovements}, and the nets add up to what was paid out. */
export function matchPayout(
  payout: Pick<ProviderPayout, 'payoutId' | 'amount'>,
  movements: readonly BalanceMovement[],
  booked: ReadonlyMap<string, JournalEntry>,
  notGone: RefundsNotGone,
): readonly PayoutDifference[] {
  const differences = matchMovements(movements, booked, notGone);
  const sum = movements.reduce((total, { net }) => total + net, 0);
  if (sum === payout.amount) return differences;
  return [...differences, { movementId: payout.payoutId, provider: payout.amount, books: sum }];
}
