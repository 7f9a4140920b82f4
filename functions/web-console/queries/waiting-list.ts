import type { Place, PlaceIn } from '../../../shared/domain/place.ts';
import type { Request } from '../../../shared/domain/request.ts';
import { waitingOrder } from '../../../shared/domain/waiting-list.ts';
import { readUpTo } from '../../../shared/staff/queries/read-up-to.ts';
import type { Store } from '../../../shared/store/interface.ts';

const aPage = 25;
/** How far down the list a page can be asked for: further down, a case is found by its reference. */
export const lastPage = 40;
const aClassAtOnce = 50;
/** Entries that cannot be used now stand in no range; so many of all who wait are looked through for them. */
const mostLookedThrough = 1000;
/** Of each state; there are only as many as places in hand near the end of their block. */
const mostRequests = 100;

type Waiting = PlaceIn<'requested'>;

export interface WaitingPage {
  readonly rows: readonly { readonly position: number; readonly place: Waiting }[];
  readonly hasNext: boolean;
  /** There are so many that some paused or unconfirmed entries may be missing. */
  readonly isIncomplete: boolean;
}

const isWaiting = (place: Place): place is Waiting => place.state === 'requested';

/** One class in its order, read as far as it is needed. */
async function* classInOrder(store: Store, heading: string, name: string): AsyncGenerator<Waiting> {
  let after: string | undefined;
  do {
    const page = await store.range('place', heading, name, { limit: aClassAtOnce, after });
    yield* page.items.map(({ value }) => value).filter(isWaiting);
    after = page.next;
  } while (after !== undefined);
}

interface Head {
  readonly place: Waiting;
  readonly order: string;
  readonly rest: AsyncIterator<Waiting>;
}

async function headOf(rest: AsyncIterator<Waiting>): Promise<Head | undefined> {
  const { done, value } = await rest.next();
  return done === true ? undefined : { place: value, order: waitingOrder(value), rest };
}

const earlier = (a: Head, b: Head): Head => (b.order < a.order ? b : a);

/** Several lists, each in the one order, as one. */
async function* merge(streams: readonly AsyncIterator<Waiting>[]): AsyncGenerator<Waiting> {
  let heads = (await Promise.all(streams.map(headOf))).filter((head) => head !== undefined);
  for (let [first, ...others] = heads; first !== undefined; [first, ...others] = heads) {
    const next = others.reduce(earlier, first);
    yield next.place;
    const after = await headOf(next.rest);
    heads = heads.filter((head) => head !== next).concat(after ?? []);
  }
}

async function* given(places: readonly Waiting[]): AsyncGenerator<Waiting> {
  yield* places;
}

/** Entries that neither draw nor block, in the one order. */
export async function readUnusable(store: Store, pool: string) {
  const { items, more } = await readUpTo(mostLookedThrough, (page) =>
    store.list('place', `places/${pool}/requested`, page),
  );
  const places = items
    .map(({ value }) => value)
    .filter(isWaiting)
    .filter(({ unusable }) => unusable.length > 0)
    .toSorted((a, b) => (waitingOrder(a) < waitingOrder(b) ? -1 : 1));
  return { places, more };
}

/** What places in hand ask for and is not decided yet: those that wait for money, then those that have it. */
export async function readRequests(store: Store, pool: string): Promise<readonly Request[]> {
  const pages = await Promise.all(
    ['requested', 'reserved'].map((state) =>
      store.list('request', `requests/${pool}/${state}`, { limit: mostRequests }),
    ),
  );
  return pages.flatMap(({ items }) => items.map(({ value }) => value));
}

/** One page of everybody who waits in a pool, all classes in the one order, usable now or not. */
export async function readWaitingPage(store: Store, pool: string, page: number): Promise<WaitingPage> {
  const heading = `waiting/${pool}`;
  const [classes, unusable] = await Promise.all([store.ranges(heading), readUnusable(store, pool)]);
  const streams = [...classes.map((name) => classInOrder(store, heading, name)), given(unusable.places)];
  const first = (page - 1) * aPage + 1;
  const rows: WaitingPage['rows'][number][] = [];
  let position = 0;
  for await (const place of merge(streams)) {
    position += 1;
    if (rows.length === aPage) return { rows, hasNext: page < lastPage, isIncomplete: unusable.more };
    if (position >= first) rows.push({ position, place });
  }
  return { rows, hasNext: false, isIncomplete: unusable.more };
}
