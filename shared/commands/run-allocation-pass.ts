import type { FundId, Pence, PoolId } from '../../events/values.ts';
import { allocate, type Plan, type WaitingEntry } from '../domain/allocate.ts';
import type { Decision, Versioned } from '../domain/decision.ts';
import { mayPay } from '../domain/fund.ts';
import type { LotsById } from '../domain/lot-money.ts';
import { blockCost, classKey } from '../domain/place.ts';
import { finishEnding, gatherMore } from '../domain/reserve.ts';
import { waitingOrder } from '../domain/waiting-list.ts';
import type { Store } from '../store/interface.ts';
import { commitPlan } from './commit-plan.ts';
import type { Deps } from './deps.ts';
import { loadPurses } from './load-case.ts';
import { readAll } from './read-all.ts';

/** How many entries of each class a pass looks at before it commits; what is left it finds on its next turn. */
const entriesAClass = 50;
/** A pass ends after so many transactions and asks to be woken again, so that one pool never hides its queue. */
const turnsAPass = 40;

export interface PassResult {
  readonly placed: number;
  /** True: there may be more to do; the caller wakes the pool again. */
  readonly again: boolean;
}

interface Truth {
  readonly waiting: readonly (WaitingEntry & { readonly place: Versioned<'place'> })[];
  readonly funds: readonly Versioned<'fund'>[];
  readonly lots: LotsById;
  /** Of each class with more entries than were read: the order of the last one read. */
  readonly lastRead: ReadonlyMap<string, string>;
}

/**
 * One pass of the allocator over a pool: level-triggered, so that it does not matter who woke it or how often. First it
 * finishes holds that are half gathered or half given back; then it plans with the pure `allocate` and commits in list
 * order, each transaction as full as it fits; the first that fails ends the plan, which is made again from the truth.
 */
export async function runAllocationPass(deps: Deps, poolId: PoolId): Promise<PassResult> {
  let placed = 0;
  for (let turn = 0; turn < turnsAPass; turn += 1) {
    const finished = await finishUnfinished(deps, poolId);
    placed += finished?.placed ?? 0;
    if (finished !== undefined) continue;
    const truth = await loadTruth(deps.store, poolId);
    const plan = planOf(truth);
    const horizon = horizonOf(truth, plan);
    const placements = plan.placements.filter(({ order }) => horizon === undefined || order <= horizon);
    if (placements.length === 0) return { placed, again: false };
    const done = await commitPlan(deps, truth, placements);
    placed += done.placed;
    if (done.isWhole && horizon === undefined) return { placed, again: false };
    if (done.wasRefused) await deps.pause(Math.random() * 50);
  }
  return { placed, again: true };
}

const planOf = ({ waiting, funds, lots }: Truth): Plan =>
  allocate(
    waiting,
    funds.map((fund) => fund.value),
    [...lots.values()].map((lot) => lot.value),
  );

/** Whether a pass would place anybody now. */
export const couldPlace = async (store: Store, poolId: PoolId): Promise<boolean> =>
  planOf(await loadTruth(store, poolId)).placements.length > 0;

/** @returns undefined when no hold is half gathered or half given back; otherwise the pass looks at the truth again. */
async function finishUnfinished(deps: Deps, poolId: PoolId): Promise<{ readonly placed: number } | undefined> {
  const { store } = deps;
  const { items } = await store.range('hold', `gathering/${poolId}`, 'holds', { limit: 1 });
  const [hold] = items;
  if (hold === undefined) return undefined;
  const decision = (await gatherRest(deps, hold)) ?? (await giveBack(deps, hold));
  const committed = await store.commit([decision]);
  if (!committed.ok) await deps.pause(Math.random() * 50);
  return { placed: committed.ok && decision.did === 'reserve-place' ? 1 : 0 };
}

const giveBack = async (deps: Deps, hold: Versioned<'hold'>): Promise<Decision> =>
  finishEnding(hold, await loadPurses(deps.store, hold), deps.now());

/** The next part of a hold being gathered, if its place still wants it and the money is there. */
async function gatherRest(deps: Deps, hold: Versioned<'hold'>): Promise<Decision | undefined> {
  if (hold.value.ending !== undefined) return undefined;
  const place = await deps.store.get('place', hold.value.placeId);
  if (place?.value.state !== 'requested' || place.value.holds !== hold.value.revision) return undefined;
  const gathered = hold.value.draws.reduce((sum, draw) => sum + draw.drawn, 0);
  const entry = { ...waitingEntry(place), cost: (hold.value.amount - gathered) as Pence };
  const funds = await loadFunds(deps.store, place.value.poolId);
  const lots = await loadOpenLots(deps.store, funds, [entry]);
  const { placements } = allocate(
    [entry],
    funds.map((fund) => fund.value),
    [...lots.values()].map((lot) => lot.value),
  );
  const [placement] = placements;
  if (placement === undefined) return undefined;
  const decision = gatherMore(place, hold, funds, lots, placement.draws, deps.now(), deps.settings);
  return decision.ok ? decision.value : undefined;
}

const waitingEntry = (place: Versioned<'place'>): WaitingEntry => ({
  placeId: place.value.id,
  class: place.value.class,
  order: waitingOrder(place.value),
  cost: blockCost(place.value),
});

/** Funds are found by the index and then read strongly; one opened a moment ago is found by its own wake-up or a sweep. */
async function loadFunds(store: Store, poolId: PoolId): Promise<readonly Versioned<'fund'>[]> {
  const listed = await readAll((after) => store.list('fund', `funds/${poolId}`, { limit: 200, after }));
  return store.getMany(
    'fund',
    listed.map((fund) => fund.id),
  );
}

/** Of each fund as many open lots, oldest first, as all the entries it may pay for could need. */
async function loadOpenLots(
  store: Store,
  funds: readonly Versioned<'fund'>[],
  waiting: readonly WaitingEntry[],
): Promise<LotsById> {
  const needs = funds.map((fund) => ({
    fundId: fund.value.id,
    need: waiting.filter((entry) => mayPay(fund.value, entry.class)).reduce((sum, entry) => sum + entry.cost, 0),
  }));
  const loaded = await Promise.all(needs.map(({ fundId, need }) => loadLotsFor(store, fundId, need)));
  return new Map(loaded.flat().map((lot) => [lot.value.id, lot]));
}

async function loadLotsFor(store: Store, fundId: FundId, need: number): Promise<readonly Versioned<'lot'>[]> {
  const lots: Versioned<'lot'>[] = [];
  let missing = need;
  let after: string | undefined;
  while (missing > 0) {
    const page = await store.range('lot', `open-lots/${fundId}`, 'lots', { limit: 100, after });
    lots.push(...page.items);
    missing -= page.items.reduce((sum, lot) => sum + lot.value.free, 0);
    if (page.next === undefined) break;
    after = page.next;
  }
  return lots;
}

async function loadTruth(store: Store, poolId: PoolId): Promise<Truth> {
  const heading = `waiting/${poolId}`;
  const classes = await store.ranges(heading);
  const pages = await Promise.all(classes.map((name) => store.range('place', heading, name, { limit: entriesAClass })));
  const waiting = pages.flatMap((page) => page.items).map((place) => ({ ...waitingEntry(place), place }));
  const lastRead = new Map(
    pages.flatMap(({ items, next }) => {
      const last = items.at(-1);
      return next === undefined || last === undefined
        ? []
        : [[classKey(last.value.class), waitingOrder(last.value)] as const];
    }),
  );
  const funds = await loadFunds(store, poolId);
  return { waiting, funds, lots: await loadOpenLots(store, funds, waiting), lastRead };
}

/**
 * How far down the one order a plan holds although some classes were not read to their end. A class with an unfunded
 * entry needs no more reading: all of it draws on the same funds, and they are blocked. Of the others, what was not
 * read may come before anything later than the last that was.
 */
function horizonOf({ waiting, lastRead }: Truth, { unfunded }: Plan): string | undefined {
  const blocked = new Set(unfunded.map(({ placeId }) => placeId));
  const settled = new Set(waiting.filter(({ placeId }) => blocked.has(placeId)).map((entry) => classKey(entry.class)));
  return [...lastRead]
    .filter(([name]) => !settled.has(name))
    .map(([, order]) => order)
    .toSorted()[0];
}
