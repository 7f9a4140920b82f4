import type { FundId, LotId, Pence } from '../../events/values.ts';
import { type Change, change, type NewFact, type Versioned } from './decision.ts';
import type { Fund, Lot } from './fund.ts';
import { changedFund, deficitFacts, type GiftBooks, lotOf } from './gift-books.ts';
import type { Posting } from './journal.ts';
import { type Moved, makeFree, takeFree } from './lot-money.ts';

/*
 * What goes back to a donor is taken where the money of their gift is: from its own lot, and from those that transfers
 * between funds have made of it. Otherwise the fund it left would owe what the other one still has.
 */

/** What is taken of one lot, in pence. */
export interface GiftTake {
  readonly lotId: LotId;
  readonly fundId: FundId;
  readonly amount: Pence;
}

/** What moving a gift's money changes: its lots, the funds whose deficit is another, and the journal's postings. */
interface GiftMoney {
  readonly changes: readonly Change[];
  readonly postings: readonly Posting[];
  readonly facts: readonly NewFact[];
}

const potsOf = (books: GiftBooks): readonly Versioned<'lot'>[] => [lotOf(books), ...books.moved];

/** What of a lot's money has neither gone back nor been moved on, in pence: free, held, spent, or given to a deficit. */
const stillIn = ({ amount, refunded, transferred }: Lot): number => Math.max(0, amount - refunded - transferred);

/**
 * Where a sum is taken from: first what is free, in the gift's own lot and then where it was moved to; then what is held
 * or spent of each, which becomes that lot's shortfall. Beyond all that is known of the gift its own lot pays.
 */
function planTakes(books: GiftBooks, amount: Pence): readonly GiftTake[] {
  const pots = potsOf(books);
  const planned = pots.map(() => 0);
  let left: number = amount;
  for (const most of [({ free }: Lot) => free, stillIn]) {
    for (const [at, { value }] of pots.entries()) {
      const before = planned[at] ?? 0;
      const more = Math.min(left, Math.max(0, most(value) - before));
      planned[at] = before + more;
      left -= more;
    }
  }
  planned[0] = (planned[0] ?? 0) + left;
  return pots.flatMap(({ value: { id: lotId, fundId } }, at) => {
    const taken = (planned[at] ?? 0) as Pence;
    return taken === 0 ? [] : [{ lotId, fundId, amount: taken }];
  });
}

/** Carries out the same movement on each of these lots, with their funds. */
function move(
  books: GiftBooks,
  takes: readonly GiftTake[],
  moveOne: (lot: Lot, fund: Fund, amount: Pence) => Moved,
): GiftMoney {
  const funds = [books.fund, ...books.movedFunds];
  const after = new Map(funds.map(({ value }) => [value.id, value]));
  const changes: Change[] = [];
  const postings: Posting[] = [];
  for (const { lotId, fundId, amount } of takes) {
    const lot = potsOf(books).find(({ id }) => id === lotId);
    const fund = after.get(fundId);
    if (lot === undefined || fund === undefined) throw new Error('every lot of a gift is loaded with its fund');
    const moved = moveOne(lot.value, fund, amount);
    after.set(fundId, moved.fund);
    changes.push(change(lot, moved.lot));
    postings.push(...moved.postings);
  }
  const changed = funds.map((fund) => ({ fund, now: after.get(fund.value.id) ?? fund.value }));
  return {
    changes: [...changes, ...changed.flatMap(({ fund, now }) => changedFund(fund, now))],
    postings,
    facts: changed.flatMap(({ fund, now }) => deficitFacts(fund.value, now)),
  };
}

/** Takes pence of a gift out of the lots its money is in. */
export function takeFromGift(books: GiftBooks, amount: Pence): GiftMoney & { readonly takes: readonly GiftTake[] } {
  const takes = planTakes(books, amount);
  const moved = move(books, takes, (lot, fund, sum) => {
    const taken = takeFree(lot, fund, sum);
    return { ...taken, lot: { ...taken.lot, refunded: (taken.lot.refunded + sum) as Pence } };
  });
  return { ...moved, takes };
}

/** Puts what was taken back into the lots it came from. */
export const returnToGift = (books: GiftBooks, takes: readonly GiftTake[]): GiftMoney =>
  move(books, takes, (lot, fund, sum) => {
    const back = makeFree(lot, fund, sum);
    return { ...back, lot: { ...back.lot, refunded: (back.lot.refunded - sum) as Pence } };
  });
