import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Decision, Subject, Versioned } from '../domain/decision.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { Kind } from '../domain/records.ts';
import { transact } from './dynamo-commit.ts';
import { type Attributes, toAuditEntry, toJournalEntry, toRangeId, toRecord, toTransactItem } from './dynamo-items.ts';
import { getItem, getItems, queryItems } from './dynamo-read.ts';
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
  standsIn,
} from './item-keys.ts';
import { doublingPauses, type Pauses } from './pauses.ts';
import { writeChange } from './plan-records.ts';
import { planTransaction } from './plan-transaction.ts';
import { key, type TableName } from './tables.ts';
import type { WriteAction } from './write-action.ts';

/** The real names of the tables a function was given; the others it cannot reach. */
export type TableNames = { readonly [T in TableName]?: string | undefined };

export interface DynamoStoreOptions {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
  /** A random id each call; the audit entries are named by it. */
  readonly newId?: () => string;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

const furtherAttempts = 6;

/** The store in DynamoDB. See {@link Store} for what it promises. */
export class DynamoStore implements Store {
  readonly #client: DynamoDBClient;
  readonly #tables: TableNames;
  readonly #newId: () => string;
  readonly #pauses: Pauses;

  constructor({ client, tables, newId, sleep }: DynamoStoreOptions) {
    // The SDK copies and filters every request and answer for its logger, also when it has none: a third of our time.
    client.middlewareStack.remove('loggerMiddleware');
    this.#client = client;
    this.#tables = tables;
    this.#newId = newId ?? (() => randomUUID().replaceAll('-', ''));
    this.#pauses = doublingPauses(furtherAttempts, sleep ?? ((milliseconds) => wait(milliseconds)));
  }

  async get<K extends Kind>(kind: K, id: string): Promise<Versioned<K> | undefined> {
    if (!isKeyPart(id)) return undefined;
    const itemKey = recordKey(kind, id);
    const item = await getItem(this.#client, this.#named(itemKey.table), itemKey);
    return item && toRecord(kind, item);
  }

  async getMany<K extends Kind>(kind: K, ids: readonly string[]): Promise<readonly Versioned<K>[]> {
    const keys = ids.filter(isKeyPart).map((id) => recordKey(kind, id));
    const [first] = keys;
    if (first === undefined) return [];
    const items = await getItems(this.#client, this.#named(first.table), keys, this.#pauses);
    return keys.flatMap(({ pk }) => {
      const item = items.get(pk);
      return item === undefined ? [] : [toRecord(kind, item)];
    });
  }

  async range<K extends Kind>(
    kind: K,
    heading: string,
    name: string,
    page: RangePageRequest,
  ): Promise<Page<Versioned<K>>> {
    const { items: ids, next } = await this.#query(rangeSpan(kind, heading, name, page), page, toRangeId);
    const records = await this.getMany(kind, ids);
    // Between the two reads a record may have moved on; what is answered was in the range when it was read.
    const items = records.filter((record) => standsIn(record, heading, name));
    // A page that has lost all its records is no end; nobody should have to know that.
    return items.length === 0 && next !== undefined
      ? this.range(kind, heading, name, { ...page, after: next })
      : { items, next };
  }

  async ranges(heading: string): Promise<readonly string[]> {
    const names: string[] = [];
    for (;;) {
      const span = headingSpan(heading, names.at(-1));
      const { items } = await this.#query(span, { limit: 1 }, (item) => item[key.sort]?.S ?? '');
      const [sk] = items;
      if (sk === undefined) return names;
      names.push(rangeNameOf({ sk }));
    }
  }

  async list<K extends Kind>(kind: K, list: string, page: PageRequest): Promise<Page<Versioned<K>>> {
    return this.#query(listSpan(kind, list, page.through), page, (item) => toRecord(kind, item));
  }

  async history(about: Subject, page: PageRequest): Promise<Page<AuditEntry>> {
    return this.#query(historySpan(about, page.through), page, toAuditEntry);
  }

  async decisionsOf(day: string, page: PageRequest): Promise<Page<AuditEntry>> {
    return this.#query(decisionsSpan(day, page.through), page, toAuditEntry);
  }

  async journal(month: string, page: JournalPageRequest): Promise<Page<JournalEntry>> {
    return this.#query(journalSpan(month, page), page, toJournalEntry);
  }

  async entries(ids: readonly string[]): Promise<readonly JournalEntry[]> {
    const keys = ids.filter(isKeyPart).map(journalKey);
    const items = await getItems(this.#client, this.#named('money'), keys, this.#pauses);
    return keys.flatMap(({ pk }) => {
      const item = items.get(pk);
      return item === undefined ? [] : [toJournalEntry(item)];
    });
  }

  async commit(decisions: readonly Decision[]): Promise<CommitResult> {
    const plan = planTransaction(decisions, this.#newId);
    if (!plan.ok) return plan;
    return (await this.#write(plan.actions)) ?? { ok: true, facts: plan.facts };
  }

  async keep(visit: VisitChange): Promise<boolean> {
    return (await this.#write(writeChange(visit))) === undefined;
  }

  async #write(actions: readonly WriteAction[]): Promise<CommitResult | undefined> {
    if (actions.length === 0) return undefined;
    const items = actions.map((action) => toTransactItem(action, this.#named(action.key.table)));
    return transact(this.#client, actions, items, this.#pauses);
  }

  async #query<T>(span: Span, page: PageRequest, read: (item: Attributes) => T): Promise<Page<T>> {
    const { items, next } = await queryItems(this.#client, this.#named(span.table), span, page);
    return { items: items.map(read), next };
  }

  #named(table: TableName): string {
    const name = this.#tables[table];
    if (name === undefined) throw new Error(`this function was given no table ${table}`);
    return name;
  }
}

/**
 * The store of a deployed function, over a client of its own. A connection that hangs is given up in time for a
 * further attempt within the function's own time.
 */
export const openDynamoStore = (tables: TableNames): DynamoStore =>
  new DynamoStore({
    client: new DynamoDBClient({
      requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
    }),
    tables,
  });
