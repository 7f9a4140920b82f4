import type { FundId, HoldId, LotId, Pence } from '../../events/values.ts';
import { type Change, change, type Versioned } from './decision.ts';
import type { Fund, Lot } from './fund.ts';
import { credit, debit, type Posting } from './journal.ts';

/*
 * How money leaves a lot for good and comes back to it. A place is never taken away: what a refund takes beyond what is
 * free is the lot's shortfall and its fund's deficit, and what comes back makes those good before it is free again.
 */

export type LotsById = ReadonlyMap<LotId, Versioned<'lot'>>;
export type FundsById = ReadonlyMap<FundId, Versioned<'fund'>>;

/** The lots that money returns to, and the funds of those among them that have a shortfall. */
export interface Purses {
  readonly lots: LotsById;
  readonly funds: FundsById;
}

/** A lot and its fund after money moved, and the postings of that movement on the fund's own accounts. */
export interface Moved {
  readonly lot: Lot;
  readonly fund: Fund;
  readonly postings: readonly Posting[];
}

const posted = (postings: readonly Posting[]): readonly Posting[] => postings.filter(({ amount }) => amount !== 0);

/** Takes pence from a lot without saying what for: what is free pays, the rest is shortfall and deficit. */
export function takeFree(lot: Lot, fund: Fund, amount: Pence): Moved {
  const free = Math.min(lot.free, amount) as Pence;
  const missing = (amount - free) as Pence;
  return {
    lot: { ...lot, free: (lot.free - free) as Pence, shortfall: (lot.shortfall + missing) as Pence },
    fund: { ...fund, deficit: (fund.deficit + missing) as Pence },
    postings: posted([
      debit(`fund:${fund.id}:free`, free, { lotId: lot.id }),
      debit(`fund:${fund.id}:deficit`, missing, { lotId: lot.id }),
    ]),
  };
}

/** Puts pence into a lot: they clear its shortfall as far as its fund still has a deficit, and the rest is free. */
export function makeFree(lot: Lot, fund: Fund, amount: Pence): Moved {
  const cleared = Math.min(amount, lot.shortfall, fund.deficit) as Pence;
  const freed = (amount - cleared) as Pence;
  return {
    lot: { ...lot, free: (lot.free + freed) as Pence, shortfall: (lot.shortfall - cleared) as Pence },
    fund: { ...fund, deficit: (fund.deficit - cleared) as Pence },
    postings: posted([
      credit(`fund:${fund.id}:deficit`, cleared, { lotId: lot.id }),
      credit(`fund:${fund.id}:free`, freed, { lotId: lot.id }),
    ]),
  };
}

/** Money that a hold gives back to the lot it came from, in pence. */
export interface Return {
  readonly lotId: LotId;
  readonly fundId: FundId;
  readonly holdId: HoldId;
  readonly amount: Pence;
}

/** What giving back changes: the lots, the funds whose deficit it clears, and the journal's postings. */
export interface Returned {
  readonly changes: readonly Change[];
  readonly postings: readonly Posting[];
}

/**
 * Gives money back to the lots it came from, restriction intact, by whichever way it leaves its hold: unused sessions,
 * a hold that ended. A lot with a shortfall clears that first.
 * @throws when a lot, or the fund of a lot with a shortfall, was not loaded
 */
export function returnToLots(returns: readonly Return[], { lots, funds }: Purses): Returned {
  const lotsAfter = new Map<LotId, Lot>();
  const fundsAfter = new Map<FundId, Fund>();
  const postings: Posting[] = [];
  for (const { lotId, fundId, holdId, amount } of returns) {
    if (amount === 0) continue;
    postings.push(debit(`fund:${fundId}:held`, amount, { lotId, holdId }));
    const lot = lotsAfter.get(lotId) ?? lots.get(lotId)?.value;
    if (lot === undefined) throw new Error('every lot of a hold is loaded before money returns to it');
    if (lot.shortfall === 0) {
      lotsAfter.set(lotId, { ...lot, free: (lot.free + amount) as Pence });
      postings.push(credit(`fund:${fundId}:free`, amount, { lotId }));
      continue;
    }
    const fund = fundsAfter.get(fundId) ?? funds.get(fundId)?.value;
    if (fund === undefined) throw new Error('the fund of a lot with a shortfall is loaded with it');
    const moved = makeFree(lot, fund, amount);
    lotsAfter.set(lotId, moved.lot);
    if (moved.fund.deficit !== fund.deficit) fundsAfter.set(fundId, moved.fund);
    postings.push(...moved.postings);
  }
  return {
    changes: [
      ...[...lotsAfter].flatMap(([id, after]) => changeOf(lots.get(id), after)),
      ...[...fundsAfter].flatMap(([id, after]) => changeOf(funds.get(id), after)),
    ],
    postings,
  };
}

const changeOf = <K extends 'lot' | 'fund'>(
  before: Versioned<K> | undefined,
  after: Versioned<K>['value'],
): readonly Change[] => (before === undefined ? [] : [change(before, after)]);
