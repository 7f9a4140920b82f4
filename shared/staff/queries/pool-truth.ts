import type { FundId, LocalDate, PlaceId } from '../../../events/values.ts';
import type { Deps } from '../../commands/deps.ts';
import { entryOfPlace, entryOfRequest, type PoolEntry } from '../../commands/pool-entry.ts';
import { readAll } from '../../commands/read-all.ts';
import { isAlive } from '../../domain/asking-place.ts';
import type { Versioned } from '../../domain/decision.ts';
import { drawableFrom, type Fund, type Lot, pastTheirDay } from '../../domain/fund.ts';
import { localDay } from '../../domain/office-days.ts';
import type { Page, PageRequest, RangePageRequest, Store } from '../../store/interface.ts';
import { readUpTo, type Some } from './read-up-to.ts';

/** How many entries a page takes into account at most: enough for every list we know, and quick all the same. */
const mostEntries = 2000;
const aPage = 200;
/** As many of each class as a pass of the allocator looks at. */
const entriesAClass = 50;
const lotsAFund = 1000;

/** What a pass of the allocator would read now, up to one entry of the one order. */
export interface PoolTruth {
  readonly waiting: readonly PoolEntry[];
  /** Whether those are all that stand before it. */
  readonly isWhole: boolean;
  readonly funds: readonly Fund[];
  readonly lots: readonly Lot[];
  readonly today: LocalDate;
  /** Funds with more lots than were read. */
  readonly incomplete: ReadonlySet<FundId>;
}

export async function readFunds(store: Store, pool: string): Promise<readonly Fund[]> {
  const listed = await readAll((after) => store.list('fund', `funds/${pool}`, { limit: 200, after }));
  const funds = await store.getMany(
    'fund',
    listed.map(({ id }) => id),
  );
  return funds.map(({ value }) => value);
}

export type PoolDeps = Pick<Deps, 'store' | 'settings' | 'now'>;

async function readLots(store: Store, fundId: FundId, part: Pick<RangePageRequest, 'from' | 'through'>) {
  const { items, more } = await readUpTo(lotsAFund, (page) =>
    store.range('lot', `open-lots/${fundId}`, 'lots', { ...page, ...part }),
  );
  return { items: items.map(({ value }) => value), more };
}

/** The lots of a fund that a pass may draw on today. */
export const readOpenLots = (store: Store, fundId: FundId, today: LocalDate): Promise<Some<Lot>> =>
  readLots(store, fundId, drawableFrom(today));

/** The lots of a fund that still have money although it was to be spent before today. */
export const readLotsPastTheirDay = (store: Store, fundId: FundId, today: LocalDate): Promise<Some<Lot>> =>
  readLots(store, fundId, pastTheirDay(today));

/** Reads classes side by side, page by page, until so many entries of all of them were read. */
class Reading {
  #left = mostEntries;
  isWhole = true;

  async each<T>(read: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
    const items: T[] = [];
    let after: string | undefined;
    do {
      if (this.#left <= 0) {
        this.isWhole = false;
        return items;
      }
      const page = await read({ limit: aPage, after });
      this.#left -= page.items.length;
      items.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return items;
  }

  async head<T>(read: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
    const { items, next } = await read({ limit: entriesAClass });
    if (next !== undefined) this.isWhole = false;
    return items;
  }
}

/** What places in hand ask for; what is dead the next pass cancels. */
async function asking(store: Store, requests: readonly Versioned<'request'>[]): Promise<readonly PoolEntry[]> {
  const places = await store.getMany('place', [...new Set(requests.map(({ value }) => value.placeId))]);
  const placeOf = new Map<PlaceId, Versioned<'place'>>(places.map((place) => [place.value.id, place]));
  return requests.flatMap((request) => {
    const place = placeOf.get(request.value.placeId);
    return place !== undefined && isAlive({ request, place }) ? [entryOfRequest(request, place)] : [];
  });
}

/**
 * Who waits in a pool.
 * @param through only those who stand before this in the one order; otherwise the heads of all classes
 */
export async function readWaiting(
  store: Store,
  pool: string,
  through?: string,
): Promise<Pick<PoolTruth, 'waiting' | 'isWhole'>> {
  const reading = new Reading();
  const inOrder = async <K extends 'place' | 'request'>(kind: K, heading: string): Promise<readonly Versioned<K>[]> => {
    const read = (await store.ranges(heading)).map((name) =>
      through === undefined
        ? reading.head((page) => store.range(kind, heading, name, page))
        : reading.each((page) => store.range(kind, heading, name, { ...page, through })),
    );
    return (await Promise.all(read)).flat();
  };
  const [requests, places] = await Promise.all([
    inOrder('request', `requests/${pool}`),
    inOrder('place', `waiting/${pool}`),
  ]);
  const waiting = [...(await asking(store, requests)), ...places.map(entryOfPlace)];
  return { waiting, isWhole: reading.isWhole };
}

/** Whoever waits before an entry of the one order, the funds and their open lots. */
export async function readPoolTruth(
  { store, now, settings }: PoolDeps,
  pool: string,
  through: string,
): Promise<PoolTruth> {
  const today = localDay(now(), settings.office);
  const [waiting, funds] = await Promise.all([readWaiting(store, pool, through), readFunds(store, pool)]);
  const lots = await Promise.all(funds.map(async ({ id }) => ({ id, ...(await readOpenLots(store, id, today)) })));
  return {
    ...waiting,
    funds,
    today,
    lots: lots.flatMap(({ items }) => items),
    incomplete: new Set(lots.filter(({ more }) => more).map(({ id }) => id)),
  };
}
