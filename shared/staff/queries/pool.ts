import type { FundId } from '../../../events/values.ts';
import type { Fund, Lot } from '../../domain/fund.ts';
import { type Hold, stillHeld } from '../../domain/hold.ts';
import { localDay } from '../../domain/office-days.ts';
import type { Store } from '../../store/interface.ts';
import { type PoolDeps, readFunds, readLotsPastTheirDay, readOpenLots } from './pool-truth.ts';
import { readUpTo } from './read-up-to.ts';

const mostHolds = 2000;
const mostReviews = 1000;

export interface FundState {
  readonly fund: Fund;
  /** Pence that a pass may draw on today. */
  readonly free: number;
  /** What was to be spent by a day that is over: it pays for nobody until two people have decided what becomes of it. */
  readonly pastItsDay: number;
  readonly inReview: number;
  readonly held: number;
  readonly lots: number;
  /** Holds that still have money of this fund. */
  readonly commitments: number;
  readonly isIncomplete: boolean;
}

export interface PoolState {
  readonly funds: readonly FundState[];
  /** Open commitments of the whole pool; one may draw on several funds. */
  readonly commitments: number;
  readonly isIncomplete: boolean;
}

/** The holds whose money is neither spent nor given back yet. */
async function readHolds(store: Store, pool: string) {
  const states = ['gathering', 'pending', 'posted'] as const;
  const lists = await Promise.all(
    states.map((state) => readUpTo(mostHolds, (page) => store.list('hold', `holds/${pool}/${state}`, page))),
  );
  const holds = lists.flatMap(({ items }) => items.map(({ value }) => value)).filter((hold) => stillHeld(hold) > 0);
  return { holds, more: lists.some(({ more }) => more) };
}

const heldOf = (holds: readonly Hold[], id: FundId): { readonly held: number; readonly commitments: number } => {
  const sums = holds
    .map(({ draws }) => stillHeld({ draws: draws.filter(({ fundId }) => fundId === id) }))
    .filter((sum) => sum > 0);
  return { held: sums.reduce((total, sum) => total + sum, 0), commitments: sums.length };
};

const freeOf = (lots: readonly Lot[]): number => lots.reduce((sum, { free }) => sum + free, 0);

/** Every fund of the pool with its money: free, past its day, under review, held. Bounded; a sum that is not whole says so. */
export async function readPool(deps: PoolDeps): Promise<PoolState> {
  const { store, settings } = deps;
  const pool = settings.pool.id;
  const today = localDay(deps.now(), settings.office);
  const [funds, { holds, more }, reviews] = await Promise.all([
    readFunds(store, pool),
    readHolds(store, pool),
    readUpTo(mostReviews, (page) => store.list('lot', 'lots-in-review', page)),
  ]);
  const inReview = reviews.items.map(({ value }) => value);
  const states = await Promise.all(
    funds.map(async (fund): Promise<FundState> => {
      const [lots, late] = await Promise.all([
        readOpenLots(store, fund.id, today),
        readLotsPastTheirDay(store, fund.id, today),
      ]);
      return {
        fund,
        free: freeOf(lots.items),
        pastItsDay: freeOf(late.items),
        inReview: freeOf(inReview.filter(({ fundId }) => fundId === fund.id)),
        ...heldOf(holds, fund.id),
        lots: lots.items.length,
        isIncomplete: lots.more || late.more,
      };
    }),
  );
  return { funds: states, commitments: holds.length, isIncomplete: more || reviews.more };
}
