import type { FundId, LocalDate, LotId, PlaceId, PoolId } from '../../events/values.ts';
import { allocate, type Plan, type WaitingEntry } from '../domain/allocate.ts';
import { isAlive } from '../domain/asking-place.ts';
import type { Versioned } from '../domain/decision.ts';
import { drawableFrom, mayPay } from '../domain/fund.ts';
import type { LotsById } from '../domain/lot-money.ts';
import { localDay } from '../domain/office-days.ts';
import { classKey } from '../domain/place.ts';
import { requestOrder } from '../domain/waiting-list.ts';
import type { Store } from '../store/interface.ts';
import type { Deps } from './deps.ts';
import { entryOfPlace, entryOfRequest, type PoolEntry } from './pool-entry.ts';
import { readAll } from './read-all.ts';

/** How many entries of each class are read: first its head, and more only while all that were read can be funded. */
const entriesRead = [1, 7, 42] as const;
/** How many open lots of a fund are read at once: first a few, then about as many as are needed. */
const fewLots = 8;
const mostLots = 100;

/** What a pass has read, and what the pure `allocate` makes of it. */
export interface PoolTruth {
  readonly waiting: readonly PoolEntry[];
  readonly funds: readonly Versioned<'fund'>[];
  readonly lots: LotsById;
  /** The office's day on which it was read: what was to be spent before it is not drawn on. */
  readonly today: LocalDate;
  readonly plan: Plan;
  /**
   * How far down the one order the plan holds; undefined: all the way. What was not read of a class may come before
   * anything later than the last entry of it that was.
   */
  readonly horizon: string | undefined;
  /** Requests whose place is not in hand any more. */
  readonly dead: readonly Versioned<'request'>[];
}

/** Funds are found by the index and then read strongly; one opened a moment ago is found by its own wake-up or a sweep. */
export async function loadFunds(store: Store, poolId: PoolId): Promise<readonly Versioned<'fund'>[]> {
  const listed = await readAll((after) => store.list('fund', `funds/${poolId}`, { limit: 200, after }));
  return store.getMany(
    'fund',
    listed.map((fund) => fund.id),
  );
}

/** The open lots of one fund that may be drawn on today, in their order, read as far as they are needed. */
class OpenLots {
  readonly #store: Store;
  readonly #fundId: FundId;
  readonly #today: LocalDate;
  readonly lots: Versioned<'lot'>[] = [];
  #free = 0;
  #after: string | undefined;
  #isRead = false;

  constructor(store: Store, fundId: FundId, today: LocalDate) {
    this.#store = store;
    this.#fundId = fundId;
    this.#today = today;
  }

  /** @param need pence */
  async readFor(need: number): Promise<void> {
    while (!this.#isRead && this.#free < need) {
      const enough = this.lots.length === 0 ? fewLots : Math.ceil((need / this.#free) * this.lots.length);
      const limit = Math.min(mostLots, Math.max(fewLots, enough - this.lots.length));
      const page = await this.#store.range('lot', `open-lots/${this.#fundId}`, 'lots', {
        limit,
        after: this.#after,
        ...drawableFrom(this.#today),
      });
      this.lots.push(...page.items);
      this.#free += page.items.reduce((sum, lot) => sum + lot.value.free, 0);
      this.#after = page.next;
      this.#isRead = page.next === undefined;
    }
  }
}

/** The money of a pool: of each fund as many open lots as all the entries it may pay for could need. */
class PoolMoney {
  readonly funds: readonly Versioned<'fund'>[];
  readonly #purses: readonly { readonly fund: Versioned<'fund'>; readonly open: OpenLots }[];

  constructor(store: Store, funds: readonly Versioned<'fund'>[], today: LocalDate) {
    this.funds = funds;
    this.#purses = funds.map((fund) => ({ fund, open: new OpenLots(store, fund.value.id, today) }));
  }

  async readFor(waiting: readonly WaitingEntry[]): Promise<LotsById> {
    await Promise.all(
      this.#purses.map(({ fund, open }) =>
        open.readFor(
          waiting.filter((entry) => mayPay(fund.value, entry.class)).reduce((sum, entry) => sum + entry.cost, 0),
        ),
      ),
    );
    return new Map<LotId, Versioned<'lot'>>(
      this.#purses.flatMap(({ open }) => open.lots).map((lot) => [lot.value.id, lot]),
    );
  }
}

/** Of each fund as many open lots, in their order, as the entries it may pay for could need. */
export const loadOpenLots = (
  store: Store,
  funds: readonly Versioned<'fund'>[],
  waiting: readonly WaitingEntry[],
  today: LocalDate,
): Promise<LotsById> => new PoolMoney(store, funds, today).readFor(waiting);

/** One class of new places, or of what places in hand ask for, read from its head. */
interface Reading {
  readonly kind: 'place' | 'request';
  readonly heading: string;
  readonly name: string;
  read: readonly PoolEntry[];
  dead: readonly Versioned<'request'>[];
  /** Where in the one order the last of those that were read stands, dead or alive. */
  last: string | undefined;
  after: string | undefined;
  isRead: boolean;
}

const readingsOf = async (store: Store, kind: Reading['kind'], heading: string): Promise<readonly Reading[]> =>
  (await store.ranges(heading)).map((name) => ({
    kind,
    heading,
    name,
    read: [],
    dead: [],
    last: undefined,
    after: undefined,
    isRead: false,
  }));

async function readOn(store: Store, reading: Reading, limit: number): Promise<void> {
  const { kind, heading, name, after } = reading;
  if (kind === 'place') {
    const page = await store.range('place', heading, name, { limit, after });
    const entries = page.items.map(entryOfPlace);
    reading.read = [...reading.read, ...entries];
    reading.last = entries.at(-1)?.order ?? reading.last;
    reading.after = page.next;
  } else {
    const page = await store.range('request', heading, name, { limit, after });
    const placeIds = [...new Set(page.items.map((request) => request.value.placeId))];
    const places = new Map<PlaceId, Versioned<'place'>>(
      (await store.getMany('place', placeIds)).map((place) => [place.value.id, place]),
    );
    for (const request of page.items) {
      const place = places.get(request.value.placeId);
      if (place !== undefined && isAlive({ request, place })) {
        reading.read = [...reading.read, entryOfRequest(request, place)];
      } else reading.dead = [...reading.dead, request];
      reading.last = requestOrder(request.value);
    }
    reading.after = page.next;
  }
  reading.isRead = reading.after === undefined;
}

/** Of each class the first entry that is not funded: all of a class draws on the same funds, and from there on they are blocked. */
function firstUnfunded(waiting: readonly PoolEntry[], { unfunded }: Plan): ReadonlyMap<string, string> {
  const classOf = new Map(waiting.map((entry) => [entry.order, classKey(entry.class)]));
  const first = new Map<string, string>();
  for (const { order } of unfunded) {
    const name = classOf.get(order);
    if (name !== undefined && !first.has(name)) first.set(name, order);
  }
  return first;
}

/**
 * Whether nobody who was not read of it can be funded: all of those come after an entry of their class without money. A
 * new place without money says so of new places only: whatever is asked for in its class comes before it.
 */
function isSettled({ name, last }: Reading, blockedFrom: ReadonlyMap<string, string>): boolean {
  const from = blockedFrom.get(name);
  return from !== undefined && last !== undefined && from <= last;
}

/**
 * Reads of a pool what the next pass needs, however many wait and however many lots were spent: of each class its head,
 * then more while all that was read can be funded. An entry without money settles what comes after it in its class, for
 * whatever is read besides can only leave it less.
 */
export async function loadPool(
  { store, now, settings }: Pick<Deps, 'store' | 'now' | 'settings'>,
  poolId: PoolId,
): Promise<PoolTruth> {
  const today = localDay(now(), settings.office);
  const [requests, places, funds] = await Promise.all([
    readingsOf(store, 'request', `requests/${poolId}`),
    readingsOf(store, 'place', `waiting/${poolId}`),
    loadFunds(store, poolId),
  ]);
  const readings = [...requests, ...places];
  const money = new PoolMoney(store, funds, today);
  const fundValues = funds.map((fund) => fund.value);
  let waiting: readonly PoolEntry[] = [];
  let lots: LotsById = new Map();
  let plan: Plan = { placements: [], unfunded: [] };
  let open: readonly Reading[] = readings;
  for (const limit of entriesRead) {
    await Promise.all(open.map((reading) => readOn(store, reading, limit)));
    waiting = readings.flatMap(({ read }) => read);
    lots = await money.readFor(waiting);
    plan = allocate(
      waiting,
      fundValues,
      [...lots.values()].map((lot) => lot.value),
      today,
    );
    const blockedFrom = firstUnfunded(waiting, plan);
    open = readings.filter((reading) => !reading.isRead && !isSettled(reading, blockedFrom));
    if (open.length === 0) break;
  }
  const [horizon] = open.flatMap(({ last }) => last ?? []).toSorted();
  return { waiting, funds, lots, today, plan, horizon, dead: readings.flatMap(({ dead }) => dead) };
}
