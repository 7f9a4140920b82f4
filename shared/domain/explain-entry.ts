import { type LocalDate, LotId, type Pence } from '../../events/values.ts';
import { allocate, type WaitingEntry } from './allocate.ts';
import { type Fund, isDrawable, type Lot, mayPay, paysForPlaces } from './fund.ts';

/** What one fund has for an entry at its turn, and what a gift to it would do. */
export interface FundForEntry<E extends WaitingEntry> {
  readonly fund: Fund;
  /** What is free in it once everybody before has drawn, in pence. */
  readonly left: Pence;
  /** The first of those before who may use it and could not be funded: until then nobody after may. */
  readonly blockedBy: E | undefined;
  /** The least gift to this fund with which a pass would fund the entry, in pence; nothing of a fund that pays nobody. */
  readonly giftThatFunds: Pence | undefined;
}

export interface EntryExplanation<E extends WaitingEntry> {
  /** Whether the next pass would reserve it. */
  readonly isFunded: boolean;
  readonly cost: Pence;
  /** What it may use at its turn, in pence, and what is missing. */
  readonly within: Pence;
  readonly missing: Pence;
  /** The funds whose restriction it satisfies, in their order. */
  readonly funds: readonly FundForEntry<E>[];
}

/** A gift that came now, without a date by which to spend it. */
const giftTo = (fund: Fund, amount: number, lots: readonly Lot[]): Lot => ({
  id: LotId.parse('lot_zzzzimagined'),
  fundId: fund.id,
  poolId: fund.poolId,
  donationId: (lots[0]?.donationId ?? 'don_zzzzimagined') as Lot['donationId'],
  origin: 'gift',
  amount: amount as Pence,
  free: amount as Pence,
  shortfall: 0 as Pence,
  refunded: 0 as Pence,
  transferred: 0 as Pence,
  givenToDeficit: 0 as Pence,
  receivedAt: '9999-12-31T00:00:00.000Z' as Lot['receivedAt'],
});

/** The least whole number from 1 for which something holds, if it holds for `most`. */
function leastThatHolds(most: number, holds: (value: number) => boolean): number {
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Why an entry of the one order has money or has none: what it may draw on, who stands before it on each fund, and what
 * would fund it. Pure; it asks the very `allocate` of which it tells, so that the two cannot disagree.
 * @param waiting what a pass would read; the entry is one of them
 */
export function explainEntry<E extends WaitingEntry>(
  entry: E,
  waiting: readonly E[],
  funds: readonly Fund[],
  lots: readonly Lot[],
  today: LocalDate,
): EntryExplanation<E> {
  const ahead = waiting.filter(({ order }) => order < entry.order);
  const upToHere = [...ahead, entry];
  const plan = allocate(upToHere, funds, lots, today);
  const isFunded = plan.placements.some(({ order }) => order === entry.order);
  const unfunded = new Set(plan.unfunded.map(({ order }) => order));
  const blockers = ahead.filter(({ order }) => unfunded.has(order)).toSorted((a, b) => (a.order < b.order ? -1 : 1));
  const drawnBefore = plan.placements.filter(({ order }) => order < entry.order).flatMap(({ draws }) => draws);
  const leftIn = (fund: Fund): number =>
    lots.filter((lot) => lot.fundId === fund.id && isDrawable(lot, today)).reduce((sum, { free }) => sum + free, 0) -
    drawnBefore.filter(({ fundId }) => fundId === fund.id).reduce((sum, { amount }) => sum + amount, 0);
  const giftThatFunds = (fund: Fund): Pence => {
    const most = upToHere.filter((each) => mayPay(fund, each.class)).reduce((sum, { cost }) => sum + cost, 0);
    const isFundedWith = (amount: number): boolean =>
      allocate(upToHere, funds, [...lots, giftTo(fund, amount, lots)], today).placements.some(
        ({ order }) => order === entry.order,
      );
    return leastThatHolds(most, isFundedWith) as Pence;
  };
  const theirs = funds
    .filter((fund) => mayPay(fund, entry.class))
    .toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
    .map((fund) => ({
      fund,
      left: leftIn(fund) as Pence,
      blockedBy: blockers.find((blocker) => mayPay(fund, blocker.class)),
      giftThatFunds: isFunded || !paysForPlaces(fund) ? undefined : giftThatFunds(fund),
    }));
  const within = theirs
    .filter(({ fund, blockedBy }) => paysForPlaces(fund) && blockedBy === undefined)
    .reduce((sum, { left }) => sum + left, 0);
  return {
    isFunded,
    cost: entry.cost,
    within: within as Pence,
    missing: Math.max(0, entry.cost - within) as Pence,
    funds: theirs,
  };
}
