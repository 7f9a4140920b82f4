import { checkLimit, type Position, readCursor, writeCursor } from './cursor.ts';
import type { Page, PageRequest } from './interface.ts';
import type { IndexEntry, ItemKey, Span } from './item-keys.ts';
import { SortedKeys } from './sorted-keys.ts';
import type { Condition, Item, WriteAction } from './write-action.ts';

interface Stored {
  readonly key: ItemKey;
  readonly item: Item;
}

/** The items that share a partition or a list, by their order in it. */
class Group {
  readonly order = new SortedKeys();
  readonly items = new Map<string, Stored>();
}

class Groups {
  readonly #groups = new Map<string, Group>();

  get(name: string): Group | undefined {
    return this.#groups.get(name);
  }

  put(name: string, sort: string, stored: Stored): void {
    let group = this.#groups.get(name);
    if (group === undefined) {
      group = new Group();
      this.#groups.set(name, group);
    }
    group.order.add(sort);
    group.items.set(sort, stored);
  }

  delete(name: string, sort: string): void {
    const group = this.#groups.get(name);
    group?.order.delete(sort);
    group?.items.delete(sort);
    if (group?.items.size === 0) this.#groups.delete(name);
  }
}

const indexOf = (item: Item): IndexEntry | undefined => (item.is === 'place-in-range' ? undefined : item.index);

const nameOf = ({ table, pk, sk }: ItemKey): string => `${table} ${pk} ${sk}`;

const holds = (condition: Condition, item: Item | undefined): boolean => {
  switch (condition.must) {
    case 'not-exist':
      return item === undefined;
    case 'be-at-version':
      return item?.is === 'record' && item.record.version === condition.version;
    case 'be-free-for':
      return item === undefined || (item.is === 'place-in-range' && item.id === condition.id);
  }
};

/** Items by key, by partition and by list: what a table and its index are, in memory. */
export class MemoryItems {
  readonly #items = new Map<string, Stored>();
  readonly #partitions = new Groups();
  readonly #lists = new Groups();

  get(key: ItemKey): Item | undefined {
    return this.#items.get(nameOf(key))?.item;
  }

  all(): Iterable<Item> {
    return this.#items.values().map(({ item }) => item);
  }

  /** The actions whose condition does not hold now. */
  refusals(actions: readonly WriteAction[]): readonly WriteAction[] {
    return actions.filter(({ key, condition }) => condition !== undefined && !holds(condition, this.get(key)));
  }

  apply(action: WriteAction): void {
    if (action.do === 'check') return;
    this.#remove(action.key);
    if (action.do === 'put') this.#insert({ key: action.key, item: action.item });
  }

  page(span: Span, request: PageRequest): Page<Stored> {
    const limit = checkLimit(request);
    const position = readCursor(span, request.after);
    const items: Stored[] = [];
    let last: Stored | undefined;
    for (const stored of this.#walk(span, position, request.newestFirst === true)) {
      if (items.length === limit) return { items, next: last && writeCursor(positionOf(span, last)) };
      items.push(stored);
      last = stored;
    }
    return { items, next: undefined };
  }

  *#walk(span: Span, position: Position | undefined, newestFirst: boolean): Generator<Stored> {
    const groups = span.by === 'key' ? this.#partitions : this.#lists;
    const group = groups.get(`${span.table} ${span.partition}`);
    if (group === undefined) return;
    const past = span.by === 'key' ? position?.sk : position?.at;
    const sorts = newestFirst
      ? group.order.downwards(span.from, past ?? span.to)
      : group.order.upwards(past ?? span.from, span.to);
    for (const sort of sorts) {
      const stored = group.items.get(sort);
      if (stored !== undefined && sort !== past) yield stored;
    }
  }

  #insert(stored: Stored): void {
    const { key, item } = stored;
    this.#items.set(nameOf(key), stored);
    // Records and journal entries are alone in their partitions; nobody asks for those in order.
    if (isOrdered(item)) this.#partitions.put(partitionOf(key), key.sk, stored);
    const index = indexOf(item);
    if (index !== undefined) this.#lists.put(`${key.table} ${index.list}`, index.at, stored);
  }

  #remove(key: ItemKey): void {
    const stored = this.#items.get(nameOf(key));
    if (stored === undefined) return;
    this.#items.delete(nameOf(key));
    if (isOrdered(stored.item)) this.#partitions.delete(partitionOf(key), key.sk);
    const index = indexOf(stored.item);
    if (index !== undefined) this.#lists.delete(`${key.table} ${index.list}`, index.at);
  }
}

const isOrdered = (item: Item): boolean => item.is === 'place-in-range' || item.is === 'audit-entry';

const partitionOf = ({ table, pk }: ItemKey): string => `${table} ${pk}`;

const positionOf = (span: Span, { key: { pk, sk }, item }: Stored): Position => {
  const index = indexOf(item);
  return span.by === 'key' || index === undefined ? { pk, sk } : { pk, sk, ...index };
};
