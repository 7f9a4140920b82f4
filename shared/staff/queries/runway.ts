import type { Pence } from '../../../events/values.ts';
import { bookedMonths, readLedger } from '../../commands/read-ledger.ts';
import { localDay } from '../../domain/office-days.ts';
import type { Place } from '../../domain/place.ts';
import type { Request } from '../../domain/request.ts';
import { costBeyondBlock, estimateRunway, givingByMonth, type Runway, wholeCost } from '../../domain/runway.ts';
import { type PoolDeps, readFunds, readOpenLots } from './pool-truth.ts';
import { readUpTo } from './read-up-to.ts';

const mostPlaces = 2_000;
const mostRequests = 1_000;
const inHand = ['reserved', 'approved', 'allocated', 'in-use', 'paused'] as const;

/** What the estimate is made from, and what it says. Sums in pence. */
export interface RunwayReading {
  readonly runway: Runway;
  /** What may be drawn on now, less deficits; not what was to be spent by a day that is over. */
  readonly free: number;
  /** What places in hand need beyond what is held for them. */
  readonly promised: Pence;
  readonly averageCost: Pence;
  /** Whether anybody has a place or waits for one; until then the average is what the settings say of one person. */
  readonly isAverageMeasured: boolean;
  /** Whole months, oldest first. */
  readonly giving: readonly { readonly month: string; readonly given: number }[];
  readonly placesInHand: number;
  readonly waiting: number;
  readonly isIncomplete: boolean;
}

async function readPlaces({ store, settings }: PoolDeps) {
  const read = (state: Place['state']) =>
    readUpTo(mostPlaces, (page) => store.list('place', `places/${settings.pool.id}/${state}`, page));
  const [waiting, ...lists] = await Promise.all([read('requested'), ...inHand.map(read)]);
  return {
    waiting: waiting.items.map(({ value }) => value),
    inHand: lists.flatMap(({ items }) => items.map(({ value }) => value)),
    more: waiting.more || lists.some(({ more }) => more),
  };
}

/** What open requests change: one that is held already is not needed again, a top-up that waits is needed as well. */
async function readRequests({ store, settings }: PoolDeps) {
  const read = (state: Request['state']) =>
    readUpTo(mostRequests, (page) => store.list('request', `requests/${settings.pool.id}/${state}`, page));
  const [asked, held] = await Promise.all([read('requested'), read('reserved')]);
  const costOf = (requests: typeof asked.items, isNextBlock: boolean): number =>
    requests
      .filter(({ value }) => (value.cause.kind === 'next-block') === isNextBlock)
      .reduce((sum, { value }) => sum + value.cost, 0);
  return { topUps: costOf(asked.items, false), heldBlocks: costOf(held.items, true), more: asked.more || held.more };
}

async function readFree({ store, settings, now }: PoolDeps) {
  const today = localDay(now(), settings.office);
  const funds = (await readFunds(store, settings.pool.id)).filter(({ state }) => state === 'open');
  const lots = await Promise.all(funds.map(({ id }) => readOpenLots(store, id, today)));
  const free = lots.flatMap(({ items }) => items).reduce((sum, lot) => sum + lot.free, 0);
  const deficits = funds.reduce((sum, { deficit }) => sum + deficit, 0);
  return { free: free - deficits, more: lots.some(({ more }) => more) };
}

async function readGiving(deps: PoolDeps) {
  const [months, { ledger, stoppedIn }] = await Promise.all([bookedMonths(deps), readLedger(deps)]);
  // The first month of the books began before its first gift, and this one is not over.
  const whole = months.slice(1, -1).slice(-deps.settings.runway.monthsOfGiving);
  const given = givingByMonth(ledger, whole);
  return { giving: whole.map((month, index) => ({ month, given: given[index] ?? 0 })), more: stoppedIn !== undefined };
}

/** Upwards: an estimate rather promises a place too few. */
const averageOf = (costs: readonly number[]): Pence =>
  Math.ceil(costs.reduce((sum, cost) => sum + cost, 0) / costs.length) as Pence;

/** Reads what the estimate needs, each within a bound, and makes it. */
export async function readRunway(deps: PoolDeps): Promise<RunwayReading> {
  const [places, requests, money, history] = await Promise.all([
    readPlaces(deps),
    readRequests(deps),
    readFree(deps),
    readGiving(deps),
  ]);
  const { sessionPrice, sessionsForOnePerson } = deps.settings.giving;
  const costs = [...places.waiting, ...places.inHand].map(wholeCost).filter((cost) => cost > 0);
  const isAverageMeasured = costs.length > 0;
  const averageCost = isAverageMeasured ? averageOf(costs) : ((sessionPrice * sessionsForOnePerson) as Pence);
  const beyond = places.inHand.reduce((sum, place) => sum + costBeyondBlock(place), 0);
  const promised = Math.max(0, beyond - requests.heldBlocks + requests.topUps) as Pence;
  const { free } = money;
  const giving = history.giving.map(({ given }) => given);
  const { monthsAhead } = deps.settings.runway;
  return {
    runway: estimateRunway({ giving, free, promised, averageCost, monthsAhead }),
    free,
    promised,
    averageCost,
    isAverageMeasured,
    giving: history.giving,
    placesInHand: places.inHand.length,
    waiting: places.waiting.length,
    isIncomplete: places.more || requests.more || money.more || history.more,
  };
}

/**
 * How many whole places it could promise now, if a place that is reserved were none.
 * @param held what is set aside for it, in pence
 */
export const placesWithout = (
  { free, promised, averageCost }: Pick<RunwayReading, 'free' | 'promised' | 'averageCost'>,
  place: Parameters<typeof costBeyondBlock>[0],
  held: number,
): number => Math.max(0, Math.floor((free + held - Math.max(0, promised - costBeyondBlock(place))) / averageCost));
