import type { Decision, Subject, Versioned } from '../domain/decision.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { Kind } from '../domain/records.ts';
import { outcomeOf } from './commit-outcome.ts';
import type {
  AuditEntry,
  CommitResult,
  JournalPageRequest,
  Page,
  PageRequest,
  RangePageRequest,
  Store,
  VisitChange,
} from './interface.ts';
import {
  decisionsSpan,
  headingSpan,
  historySpan,
  isKeyPart,
  journalKey,
  journalSpan,
  listSpan,
  rangeNameOf,
  rangeSpan,
  recordKey,
  type Span,
} from './item-keys.ts';
import { MemoryItems } from './memory-items.ts';
import { writeChange } from './plan-records.ts';
import { planTransaction } from './plan-transaction.ts';
import { type StoreContent, sortContent } from './store-content.ts';
import type { Item, WriteAction } from './write-action.ts';

type Listener = (committed: readonly AuditEntry[]) => void;

const numberedIds = (): (() => string) => {
  let count = 0;
  return () => {
    count += 1;
    return `commit${String(count).padStart(9, '0')}`;
  };
};

const recordIn = <K extends Kind>(kind: K, item: Item | undefined): readonly Versioned<K>[] =>
  // What lies under the key of a kind is of that kind: only writeRecord puts it there.
  item?.is === 'record' && item.record.kind === kind ? [item.record as Versioned<K>] : [];

const auditEntryIn = (item: Item): readonly AuditEntry[] => (item.is === 'audit-entry' ? [item.entry] : []);

const journalEntryIn = (item: Item): readonly JournalEntry[] => (item.is === 'journal-entry' ? [item.entry] : []);

const refusalOf = (items: MemoryItems, actions: readonly WriteAction[]): CommitResult | undefined => {
  const [first, ...others] = items.refusals(actions).map((action) => {
    const there = items.get(action.key);
    return { action, booked: there?.is === 'journal-entry' ? there.entry : undefined };
  });
  return first && outcomeOf([first, ...others]);
};

/**
 * The store's in-memory twin: the same transactions on the same items. What it hands out is frozen, so that nobody
 * changes its state but by committing.
 */
export class MemoryStore implements Store {
  readonly #items = new MemoryItems();
  readonly #listeners = new Set<Listener>();
  readonly #newId: () => string;

  /** @param newId an id each call, by which the audit entries are named; counted, unless given. */
  constructor(newId: () => string = numberedIds()) {
    this.#newId = newId;
  }

  async get<K extends Kind>(kind: K, id: string): Promise<Versioned<K> | undefined> {
    return this.#read(kind, id)[0];
  }

  async getMany<K extends Kind>(kind: K, ids: readonly string[]): Promise<readonly Versioned<K>[]> {
    return ids.flatMap((id) => this.#read(kind, id));
  }

  async range<K extends Kind>(
    kind: K,
    heading: string,
    name: string,
    page: RangePageRequest,
  ): Promise<Page<Versioned<K>>> {
    return this.#page(rangeSpan(kind, heading, name, page), page, (item) =>
      item.is === 'place-in-range' ? this.#read(kind, item.id) : [],
    );
  }

  async ranges(heading: string): Promise<readonly string[]> {
    const names: string[] = [];
    for (;;) {
      const [stored] = this.#items.page(headingSpan(heading, names.at(-1)), { limit: 1 }).items;
      if (stored === undefined) return names;
      names.push(rangeNameOf(stored.key));
    }
  }

  async list<K extends Kind>(kind: K, list: string, page: PageRequest): Promise<Page<Versioned<K>>> {
    return this.#page(listSpan(kind, list, page.through), page, (item) => recordIn(kind, item));
  }

  async history(about: Subject, page: PageRequest): Promise<Page<AuditEntry>> {
    return this.#page(historySpan(about, page.through), page, auditEntryIn);
  }

  async decisionsOf(day: string, page: PageRequest): Promise<Page<AuditEntry>> {
    return this.#page(decisionsSpan(day, page.through), page, auditEntryIn);
  }

  async journal(month: string, page: JournalPageRequest): Promise<Page<JournalEntry>> {
    return this.#page(journalSpan(month, page), page, journalEntryIn);
  }

  async entries(ids: readonly string[]): Promise<readonly JournalEntry[]> {
    return ids.filter(isKeyPart).flatMap((id) => {
      const item = this.#items.get(journalKey(id));
      return item === undefined ? [] : journalEntryIn(item);
    });
  }

  async commit(decisions: readonly Decision[]): Promise<CommitResult> {
    const plan = planTransaction(decisions, this.#newId);
    if (!plan.ok) return plan;
    const refusal = this.#write(plan.actions);
    if (refusal !== undefined) return refusal;
    for (const listener of this.#listeners) listener(plan.audit);
    return { ok: true, facts: plan.facts };
  }

  async keep(visit: VisitChange): Promise<boolean> {
    return this.#write(writeChange(visit)) === undefined;
  }

  /** Calls the listener with the decisions of every commit, as the audit table's stream would. Returns how to stop. */
  onCommit(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Everything that is there, to compare it with another store. */
  export(): StoreContent {
    const items = [...this.#items.all()];
    return sortContent({
      records: items.flatMap((item) => (item.is === 'record' ? [item.record] : [])),
      journal: items.flatMap(journalEntryIn),
      audit: items.flatMap(auditEntryIn),
    });
  }

  #read<K extends Kind>(kind: K, id: string): readonly Versioned<K>[] {
    return isKeyPart(id) ? recordIn(kind, this.#items.get(recordKey(kind, id))) : [];
  }

  #page<T>(span: Span, page: PageRequest, read: (item: Item) => readonly T[]): Page<T> {
    const { items, next } = this.#items.page(span, page);
    return { items: items.flatMap(({ item }) => read(item)), next };
  }

  #write(actions: readonly WriteAction[]): CommitResult | undefined {
    const refusal = refusalOf(this.#items, actions);
    if (refusal === undefined) for (const action of actions) this.#items.apply(action);
    return refusal;
  }
}
