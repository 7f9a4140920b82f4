import type { FundId } from '../../../events/values.ts';
import { readAll } from '../../commands/read-all.ts';
import type { WaitingEntry } from '../../domain/allocate.ts';
import type { Fund, Lot } from '../../domain/fund.ts';
import { blockCost, type Place } from '../../domain/place.ts';
import type { Request } from '../../domain/request.ts';
import { requestOrder, waitingOrder } from '../../domain/waiting-list.ts';
import type { Store } from '../../store/interface.ts';
import { readUpTo, type Some } from './read-up-to.ts';

/** As many of each class as a pass of the allocator looks at. */
const entriesAClass = 50;
const lotsAFund = 1000;

export interface WaitingPlace extends WaitingEntry {
  readonly place: Place;
  /** The place is in hand, and this is what it asks for: such entries come before all new places. */
  readonly request?: Request;
}

/** What a pass of the allocator would read now. */
export interface PoolTruth {
  readonly waiting: readonly WaitingPlace[];
  readonly funds: readonly Fund[];
  readonly lots: readonly Lot[];
  /** Funds with more lots than were read. */
  readonly incomplete: ReadonlySet<FundId>;
}

export const entryOf = (place: Place): WaitingPlace => ({
  placeId: place.id,
  class: place.class,
  order: waitingOrder(place),
  cost: blockCost(place),
  place,
});

export const entryOfRequest = (request: Request, place: Place): WaitingPlace => ({
  placeId: place.id,
  requestId: request.id,
  class: request.class,
  order: requestOrder(request),
  cost: request.cost,
  place,
  request,
});

export async function readFunds(store: Store, pool: string): Promise<readonly Fund[]> {
  const listed = await readAll((after) => store.list('fund', `funds/${pool}`, { limit: 200, after }));
  const funds = await store.getMany(
    'fund',
    listed.map(({ id }) => id),
  );
  return funds.map(({ value }) => value);
}

/** The lots of a fund that a pass may draw on. */
export async function readOpenLots(store: Store, fundId: FundId): Promise<Some<Lot>> {
  const { items, more } = await readUpTo(lotsAFund, (page) => store.range('lot', `open-lots/${fundId}`, 'lots', page));
  return { items: items.map(({ value }) => value), more };
}

/** What places in hand ask for, in the one order of each class. */
async function readAsking(store: Store, pool: string): Promise<readonly WaitingPlace[]> {
  const heading = `requests/${pool}`;
  const classes = await store.ranges(heading);
  const pages = await Promise.all(
    classes.map((name) => store.range('request', heading, name, { limit: entriesAClass })),
  );
  const requests = pages.flatMap(({ items }) => items.map(({ value }) => value));
  const places = await store.getMany('place', [...new Set(requests.map(({ placeId }) => placeId))]);
  const placeOf = new Map(places.map(({ value }) => [value.id, value]));
  return requests.flatMap((request) => {
    const place = placeOf.get(request.placeId);
    return place === undefined ? [] : [entryOfRequest(request, place)];
  });
}

async function readWaiting(store: Store, pool: string): Promise<readonly WaitingPlace[]> {
  const heading = `waiting/${pool}`;
  const classes = await store.ranges(heading);
  const pages = await Promise.all(classes.map((name) => store.range('place', heading, name, { limit: entriesAClass })));
  const asking = await readAsking(store, pool);
  return [...asking, ...pages.flatMap(({ items }) => items.map(({ value }) => entryOf(value)))];
}

/** The waiting list's heads, the funds and their open lots. */
export async function readPoolTruth(store: Store, pool: string): Promise<PoolTruth> {
  const [waiting, funds] = await Promise.all([readWaiting(store, pool), readFunds(store, pool)]);
  const lots = await Promise.all(funds.map(async ({ id }) => ({ id, ...(await readOpenLots(store, id)) })));
  return {
    waiting,
    funds,
    lots: lots.flatMap(({ items }) => items),
    incomplete: new Set(lots.filter(({ more }) => more).map(({ id }) => id)),
  };
}
