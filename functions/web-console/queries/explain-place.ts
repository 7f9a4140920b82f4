import type { FundId, LotId, Pence } from '../../../events/values.ts';
import { entryOfPlace, entryOfRequest, type PoolEntry } from '../../../shared/commands/pool-entry.ts';
import { allocate, type Plan, type Unfunded } from '../../../shared/domain/allocate.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import { type EntryExplanation, explainEntry } from '../../../shared/domain/explain-entry.ts';
import { type Fund, type Lot, mayPay } from '../../../shared/domain/fund.ts';
import type { Draw, Hold } from '../../../shared/domain/hold.ts';
import type { Place } from '../../../shared/domain/place.ts';
import { waitingOrder } from '../../../shared/domain/waiting-list.ts';
import { type PoolDeps, type PoolTruth, readPoolTruth, readWaiting } from '../../../shared/staff/queries/pool-truth.ts';
import type { Store } from '../../../shared/store/interface.ts';
import { readUnusable } from './waiting-list.ts';

/** Entries ahead that are listed one by one. */
const mostAhead = 20;
/** Of those behind; fewer than the heads of classes that are read, so that none is left out between them. */
const mostBehind = 10;

export interface Ahead {
  readonly entry: PoolEntry;
  /** Absent when the next pass would reserve it as well. */
  readonly unfunded: Unfunded | undefined;
  /** The funds that may pay for it. */
  readonly mayPay: readonly Fund[];
}

interface FundPart {
  readonly fundId: FundId;
  readonly name: string;
  readonly free: Pence;
  readonly held: Pence;
  /** The fund has more lots than were read: more is free than is said. */
  readonly isIncomplete: boolean;
}

/** What an entry waits for. */
export interface Told extends EntryExplanation<PoolEntry> {
  /** Whether all who stand before it, and all the money it may use, were counted; otherwise no sum of it can be relied on. */
  readonly isWhole: boolean;
}

export interface Explanation {
  readonly ahead: readonly Ahead[];
  /** At least so many, unless the explanation is whole. */
  readonly aheadInAll: number;
  readonly isWhole: boolean;
  /** Earlier entries that cannot be used now: they keep their clock and block nothing. */
  readonly aheadUnusable: readonly Place[];
  /** Why this entry has no money, when it has none. */
  readonly unfunded: Unfunded | undefined;
  /** Each fund: what is free now, and what this place holds of it. */
  readonly funds: readonly FundPart[];
  /** What it may use, who stands before it, and what would fund it; of a place that has its money already, nothing. */
  readonly told: Told | undefined;
  /** How many who wait could be reserved with what is free now, at least, unless all who wait were counted. */
  readonly fundableNow: number;
  /** Who comes after it in the one order. */
  readonly behind: { readonly first: readonly PoolEntry[]; readonly inAll: number; readonly isWhole: boolean };
  readonly waitingInAll: { readonly count: number; readonly isWhole: boolean };
}

const leftOf = ({ drawn, posted, released }: Draw): number => drawn - posted - released;

/** The open lots as they were before this place drew on them. */
async function withoutHold(store: Store, lots: readonly Lot[], hold: Hold | undefined): Promise<readonly Lot[]> {
  if (hold === undefined) return lots;
  const left = new Map<LotId, number>();
  for (const draw of hold.draws) left.set(draw.lotId, (left.get(draw.lotId) ?? 0) + leftOf(draw));
  const known = new Set(lots.map(({ id }) => id));
  const usedUp = await store.getMany(
    'lot',
    [...left.keys()].filter((id) => !known.has(id)),
  );
  return [...lots, ...usedUp.map(({ value }) => value)].map((lot) => ({
    ...lot,
    free: (lot.free + (left.get(lot.id) ?? 0)) as Pence,
  }));
}

const partsOf = ({ funds, lots, incomplete }: PoolTruth, hold: Hold | undefined): readonly FundPart[] =>
  funds.map(({ id, name }) => ({
    fundId: id,
    name,
    free: lots.filter(({ fundId }) => fundId === id).reduce((sum, { free }) => sum + free, 0) as Pence,
    held: (hold?.draws ?? [])
      .filter(({ fundId }) => fundId === id)
      .reduce((sum, draw) => sum + leftOf(draw), 0) as Pence,
    isIncomplete: incomplete.has(id),
  }));

const aheadOf = (place: PoolEntry, { waiting, funds }: PoolTruth, plan: Plan): readonly Ahead[] => {
  const unfunded = new Map(plan.unfunded.map((each) => [each.order, each]));
  return waiting
    .filter(({ order }) => order < place.order)
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .map((entry) => ({
      entry,
      unfunded: unfunded.get(entry.order),
      mayPay: funds.filter((fund) => mayPay(fund, entry.class)),
    }));
};

function tell(own: PoolEntry, waiting: readonly PoolEntry[], truth: PoolTruth): Told {
  const { funds, lots, incomplete, today } = truth;
  const told = explainEntry(own, waiting, funds, lots, today);
  return { ...told, isWhole: truth.isWhole && !told.funds.some(({ fund }) => incomplete.has(fund.id)) };
}

/** Why a request of a place in hand has money or has none, by what a pass would read now. */
export async function explainRequest(
  deps: PoolDeps,
  request: Versioned<'request'>,
  place: Versioned<'place'>,
): Promise<Told> {
  const own = entryOfRequest(request, place);
  const truth = await readPoolTruth(deps, place.value.poolId, own.order);
  const others = truth.waiting.filter(({ order }) => order !== own.order);
  return tell(own, [...others, own], truth);
}

/**
 * Why a place is next, or not yet: the pure `allocate` on the truth of now, as if this place had not been reserved.
 * What the allocator saw at the time may have been a little different; what a person decides on is what is so now.
 */
export async function explainPlace(
  deps: PoolDeps,
  place: Versioned<'place'>,
  hold: Hold | undefined,
): Promise<Explanation> {
  const { store } = deps;
  const { id, poolId } = place.value;
  const own = entryOfPlace(place);
  const [truth, unusable, heads] = await Promise.all([
    readPoolTruth(deps, poolId, own.order),
    readUnusable(store, poolId),
    readWaiting(store, poolId),
  ]);
  const others = truth.waiting.filter(({ order }) => order !== own.order);
  const plan = allocate([...others, own], truth.funds, await withoutHold(store, truth.lots, hold), truth.today);
  const rest = heads.waiting.filter(({ order }) => order !== own.order);
  const behind = rest.filter(({ order }) => order > own.order).toSorted((a, b) => (a.order < b.order ? -1 : 1));
  const ahead = aheadOf(own, { ...truth, waiting: others }, plan);
  return {
    ahead: ahead.slice(0, mostAhead),
    aheadInAll: ahead.length,
    isWhole: truth.isWhole,
    aheadUnusable: unusable.places.filter((other) => other.id !== id && waitingOrder(other) < own.order),
    unfunded: plan.unfunded.find(({ order }) => order === own.order),
    funds: partsOf(truth, hold),
    told: hold === undefined ? tell(own, [...others, own], truth) : undefined,
    fundableNow: allocate(rest, truth.funds, truth.lots, truth.today).placements.length,
    behind: { first: behind.slice(0, mostBehind), inAll: behind.length, isWhole: heads.isWhole },
    waitingInAll: { count: rest.length, isWhole: heads.isWhole },
  };
}
