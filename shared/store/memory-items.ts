import { checkLimit, type Position, readCursor, writeCursor } from './cursor.ts';
import type { Page, PageRequest } from './interface.ts';
import { type IndexEntry, type ItemKey, isAlone, type Span } from './item-keys.ts';
import { SortedItems } from './sorted-items.ts';
import { type TableName, tables } from './tables.ts';
import type { Condition, Item, WriteAction } from './write-action.ts';

interface Stored {
  readonly key: ItemKey;
  readonly item: Item;
}

const indexOf = (item: Item): IndexEntry | undefined => (item.is === 'place-in-range' ? undefined : item.index);

/** Items that share a partition or a list, in order, by the name of what they share. */
class Groups {
  readonly #groups = new Map<string, SortedItems<Stored>>();
  readonly sortOf: (stored: Stored) => string;

  constructor(sortOf: (stored: Stored) => string) {
    this.sortOf = sortOf;
  }

  get(name: string): SortedItems<Stored> | undefined {
    return this.#groups.get(name);
  }

  put(name: string, stored: Stored): void {
    let group = this.#groups.get(name);
    if (group === undefined) {
      group = new SortedItems(this.sortOf);
      this.#groups.set(name, group);
    }
    group.put(stored);
  }

  delete(name: string, sort: string): void {
    const group = this.#groups.get(name);
    group?.delete(sort);
    if (group?.isEmpty) this.#groups.delete(name);
  }

  *all(): Generator<Stored> {
    for (const group of this.#groups.values()) yield* group.upwards('', '\uffff');
  }
}

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

const positionOf = (span: Span, { key: { pk, sk }, item }: Stored): Position => {
  const index = indexOf(item);
  return span.by === 'key' || index === undefined ? { pk, sk } : { pk, sk, ...index };
};

/** One table and its index, in memory. */
class MemoryTable {
  /** Records and journal entries: nobody asks for those in order of their keys. */
  readonly #alone = new Map<string, Stored>();
  readonly #partitions = new Groups(({ key }) => key.sk);
  readonly #lists = new Groups(({ item }) => indexOf(item)?.at ?? '');

  *all(): Generator<Item> {
    for (const { item } of this.#alone.values()) yield item;
    for (const { item } of this.#partitions.all()) yield item;
  }

  find(key: ItemKey): Stored | undefined {
    return isAlone(key) ? this.#alone.get(key.pk) : this.#partitions.get(key.pk)?.get(key.sk);
  }

  insert(stored: Stored): void {
    const { key, item } = stored;
    if (isAlone(key)) this.#alone.set(key.pk, stored);
    else this.#partitions.put(key.pk, stored);
    const index = indexOf(item);
    if (index !== undefined) this.#lists.put(index.list, stored);
  }

  remove(key: ItemKey): void {
    const stored = this.find(key);
    if (stored === undefined) return;
    if (isAlone(key)) this.#alone.delete(key.pk);
    else this.#partitions.delete(key.pk, key.sk);
    const index = indexOf(stored.item);
    if (index !== undefined) this.#lists.delete(index.list, index.at);
  }

  *walk(span: Span, after: Position | undefined, newestFirst: boolean): Generator<Stored> {
    const [groups, past] = span.by === 'key' ? [this.#partitions, after?.sk] : [this.#lists, after?.at];
    const group = groups.get(span.partition);
    const walk = newestFirst
      ? group?.downwards(span.from, past ?? span.to)
      : group?.upwards(past ?? span.from, span.to);
    for (const stored of walk ?? []) if (groups.sortOf(stored) !== past) yield stored;
  }
}

/** What all the tables hold, by key, by partition and by list. */
export class MemoryItems {
  readonly #tables = new Map<TableName, MemoryTable>(tables.map((name) => [name, new MemoryTable()]));

  get(key: ItemKey): Item | undefined {
    return this.#table(key).find(key)?.item;
  }

  *all(): Generator<Item> {
    for (const table of this.#tables.values()) yield* table.all();
  }

  /** The actions whose condition does not hold now. */
  refusals(actions: readonly WriteAction[]): readonly WriteAction[] {
    return actions.filter(({ key, condition }) => condition !== undefined && !holds(condition, this.get(key)));
  }

  apply(action: WriteAction): void {
    if (action.do === 'check') return;
    const table = this.#table(action.key);
    table.remove(action.key);
    if (action.do === 'put') table.insert({ key: action.key, item: action.item });
  }

  page(span: Span, request: PageRequest): Page<Stored> {
    const limit = checkLimit(request);
    const after = readCursor(span, request.after);
    const items: Stored[] = [];
    let last: Stored | undefined;
    for (const stored of this.#table(span).walk(span, after, request.newestFirst === true)) {
      if (items.length === limit) return { items, next: last && writeCursor(positionOf(span, last)) };
      items.push(stored);
      last = stored;
    }
    return { items, next: undefined };
  }

  #table({ table }: Pick<ItemKey, 'table'>): MemoryTable {
    const found = this.#tables.get(table);
    if (found === undefined) throw new Error(`there is no table ${table}`);
    return found;
  }
}
