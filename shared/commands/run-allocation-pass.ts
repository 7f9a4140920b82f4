import type { Pence, PoolId } from '../../events/values.ts';
import { allocate, type Placement } from '../domain/allocate.ts';
import { cancelRequest } from '../domain/decide-request.ts';
import type { Decision, Versioned } from '../domain/decision.ts';
import { giveBackPart, lotsOfPart } from '../domain/give-back.ts';
import { noteBlocking, setAside } from '../domain/manage-entry.ts';
import { localDay } from '../domain/office-days.ts';
import { finishEnding, gatherMore } from '../domain/reserve.ts';
import { gatherForRequest } from '../domain/reserve-request.ts';
import type { Store } from '../store/interface.ts';
import { clearDeficits } from './clear-deficits.ts';
import { commitPlan } from './commit-plan.ts';
import type { Deps } from './deps.ts';
import { loadPurses, loadPursesOf } from './load-case.ts';
import { loadFunds, loadOpenLots, loadPool, type PoolTruth } from './load-pool.ts';
import { entryOfPlace, entryOfRequest, type PoolEntry } from './pool-entry.ts';

/** A pass ends after so many turns and asks to be woken again, so that one pool never hides its queue. */
const turnsAPass = 40;

export interface PassResult {
  readonly placed: number;
  /** True: there may be more to do; the caller wakes the pool again. */
  readonly again: boolean;
}

/** Who wants to judge plans by what they were made from: entries as far down the order as the plan holds. */
export type WatchPlan = (read: PoolTruth, placements: readonly Placement[]) => void;

/** How a pass is watched, and how it is kept within the time of its call. */
export interface PassOptions {
  /** Sees every plan before it is carried out. */
  readonly watch?: WatchPlan;
  /** Whether there is time for more; asked after every turn and every transaction. Always, when absent. */
  readonly mayGoOn?: () => boolean;
}

/** So often a reservation that makes no sense is read again before its entry is set aside. */
const senselessTries = 5;

/**
 * One pass of the allocator over a pool: level-triggered, so that it does not matter who woke it or how often. First it
 * finishes holds that are half gathered or half given back, and clears what funds owe; then it plans with the pure
 * `allocate` and commits in list order, each transaction as full as it fits; the first that fails ends the plan, which
 * is made again from the truth. An entry that is refused alone, and for good, is set aside with a task and blocks nobody.
 * It does at least one turn; out of turns or of time it asks to be woken again.
 */
export async function runAllocationPass(
  deps: Deps,
  poolId: PoolId,
  { watch, mayGoOn = () => true }: PassOptions = {},
): Promise<PassResult> {
  let placed = 0;
  const senseless = new Map<string, number>();
  let most = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turnsAPass && (turn === 0 || mayGoOn()); turn += 1) {
    const finished = await finishUnfinished(deps, poolId);
    placed += finished?.placed ?? 0;
    const truth = finished === undefined ? await readyToPlan(deps, poolId, mayGoOn) : undefined;
    if (truth === undefined) continue;
    const { read, placements, isAll } = asFarAsRead(truth);
    watch?.(read, placements);
    const done = await commitPlan(deps, truth, placements, most, mayGoOn);
    placed += done.placed;
    if (done.isWhole && isAll) {
      await noteWhoBlocks(deps, truth);
      return { placed, again: false };
    }
    const hopeless = done.hopeless ?? onceTooOften(senseless, done.senseless);
    if (hopeless !== undefined) await putAside(deps, hopeless);
    if (done.refused > 0) await deps.pause(Math.random() * 50);
    most = done.refused > 1 ? Math.ceil(done.refused / 2) : Number.POSITIVE_INFINITY;
  }
  return { placed, again: true };
}

/** @returns undefined when something comes before any plan, and the pass looks at the truth again after it. */
async function readyToPlan(deps: Deps, poolId: PoolId, mayGoOn: () => boolean): Promise<PoolTruth | undefined> {
  const truth = await loadPool(deps, poolId);
  if (await clearDeficits(deps, truth.funds)) return undefined;
  if (truth.dead.length === 0) return truth;
  await cancelDead(deps, truth.dead, mayGoOn);
  return undefined;
}

interface ReadPart {
  readonly read: PoolTruth;
  readonly placements: readonly Placement[];
  /** Once these are placed there is nobody else who could be. */
  readonly isAll: boolean;
}

/** What may be carried out now: nobody beyond the horizon, where the list was not read to its end. */
function asFarAsRead(truth: PoolTruth): ReadPart {
  const { plan, waiting, horizon } = truth;
  if (horizon === undefined) return { read: truth, placements: plan.placements, isAll: true };
  const placements = plan.placements.filter(({ order }) => order <= horizon);
  const read = { ...truth, waiting: waiting.filter(({ order }) => order <= horizon) };
  return { read, placements, isAll: placements.length === 0 };
}

/** Nothing is held for a request that waits: it ends with its place, a race aside, and the next turn looks again. */
async function cancelDead(deps: Deps, dead: PoolTruth['dead'], mayGoOn: () => boolean): Promise<void> {
  for (const request of dead) {
    const decision = cancelRequest(request, undefined, undefined, deps.now());
    if (decision.ok) await deps.store.commit([decision.value]);
    if (!mayGoOn()) return;
  }
}

/** The entry, when its reservation has made no sense too often in this pass: at first somebody may have been writing. */
function onceTooOften(senseless: Map<string, number>, entry: PoolEntry | undefined): PoolEntry | undefined {
  if (entry === undefined) return undefined;
  const times = (senseless.get(entry.order) ?? 0) + 1;
  senseless.set(entry.order, times);
  return times < senselessTries ? undefined : entry;
}

async function putAside(deps: Deps, entry: PoolEntry): Promise<void> {
  const decision = setAside(entry, deps.now(), deps.settings);
  if (decision.ok) await deps.store.commit([decision.value]);
}

/** So that somebody is told when an entry has held money back for long; a lost race is made good by the next pass. */
async function noteWhoBlocks(deps: Deps, { waiting, plan }: PoolTruth): Promise<void> {
  const entryOf = new Map(waiting.map((entry) => [entry.order, entry]));
  for (const { order, within } of plan.unfunded) {
    const entry = entryOf.get(order);
    const decision = entry === undefined ? undefined : noteBlocking(entry, within, deps.now());
    if (decision !== undefined) await deps.store.commit([decision]);
  }
}

/** @returns undefined when no hold is half gathered or half given back; otherwise the pass looks at the truth again. */
async function finishUnfinished(deps: Deps, poolId: PoolId): Promise<{ readonly placed: number } | undefined> {
  const { store } = deps;
  const { items } = await store.range('hold', `gathering/${poolId}`, 'holds', { limit: 1 });
  const [hold] = items;
  if (hold === undefined) return undefined;
  const decision = (await returnSurplus(deps, hold)) ?? (await gatherRest(deps, hold)) ?? (await giveBack(deps, hold));
  const committed = await store.commit([decision]);
  if (!committed.ok) await deps.pause(Math.random() * 50);
  return { placed: committed.ok && decision.did.startsWith('reserve-') ? 1 : 0 };
}

/** What a hold in use does not need any more; one that is gathered or given back as a whole keeps nothing apart. */
async function returnSurplus(deps: Deps, hold: Versioned<'hold'>): Promise<Decision | undefined> {
  const { state, ending, returning } = hold.value;
  if (state === 'gathering' || ending !== undefined || returning === undefined) return undefined;
  return giveBackPart(hold, await loadPursesOf(deps.store, lotsOfPart(hold.value)), deps.now());
}

const giveBack = async (deps: Deps, hold: Versioned<'hold'>): Promise<Decision> =>
  finishEnding(hold, await loadPurses(deps.store, hold), deps.now());

/** The next part of a hold being gathered, if whoever it is for still wants it and the money is there. */
async function gatherRest(deps: Deps, hold: Versioned<'hold'>): Promise<Decision | undefined> {
  if (hold.value.ending !== undefined) return undefined;
  const entry = await loadTaker(deps.store, hold);
  if (entry === undefined) return undefined;
  const gathered = hold.value.draws.reduce((sum, draw) => sum + draw.drawn, 0);
  const rest = { ...entry, cost: (hold.value.amount - gathered) as Pence };
  const { place, request } = entry;
  const today = localDay(deps.now(), deps.settings.office);
  const funds = await loadFunds(deps.store, place.value.poolId);
  const lots = await loadOpenLots(deps.store, funds, [rest], today);
  const { placements } = allocate(
    [rest],
    funds.map((fund) => fund.value),
    [...lots.values()].map((lot) => lot.value),
    today,
  );
  const [placement] = placements;
  if (placement === undefined) return undefined;
  const { draws } = placement;
  const decision =
    request === undefined
      ? gatherMore(place, hold, funds, lots, draws, deps.now(), deps.settings)
      : gatherForRequest({ request, place }, hold, funds, lots, draws, deps.now(), deps.settings);
  return decision.ok ? decision.value : undefined;
}

/** The entry a hold is gathered for, if it is the last hold that the entry has had. */
async function loadTaker(store: Store, hold: Versioned<'hold'>): Promise<PoolEntry | undefined> {
  const { placeId, requestId, revision } = hold.value;
  const place = await store.get('place', placeId);
  if (place === undefined) return undefined;
  if (requestId === undefined) {
    return place.value.state === 'requested' && place.value.holds === revision ? entryOfPlace(place) : undefined;
  }
  const request = await store.get('request', requestId);
  return request?.value.state === 'requested' && request.value.hold === revision
    ? entryOfRequest(request, place)
    : undefined;
}
