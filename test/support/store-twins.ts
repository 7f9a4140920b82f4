import { randomUUID } from 'node:crypto';
import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Kind } from '../../shared/domain/records.ts';
import { type Attributes, toAuditEntry, toJournalEntry, toRecord } from '../../shared/store/dynamo-items.ts';
import { DynamoStore } from '../../shared/store/dynamo-store.ts';
import type { Store } from '../../shared/store/interface.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { recordTypes } from '../../shared/store/record-types.ts';
import { type StoreContent, sortContent } from '../../shared/store/store-content.ts';
import { createTables, type TableNames } from './dynamo-tables.ts';
import { dynamoDbEndpoint } from './one-of-a-run.ts';

/** A store and the sight of all it holds. */
export interface OpenStore {
  readonly store: Store;
  content(): Promise<StoreContent>;
}

async function scan(client: DynamoDBClient, TableName: string): Promise<readonly Attributes[]> {
  const items: Attributes[] = [];
  for await (const page of paginateScan({ client }, { TableName, ConsistentRead: true }))
    items.push(...(page.Items ?? []));
  return items;
}

const isKind = (name: string): name is Kind => Object.hasOwn(recordTypes, name);

/** Everything in the tables of a DynamoDB store, as the in-memory twin exports it. */
export async function readContent(client: DynamoDBClient, names: TableNames): Promise<StoreContent> {
  const { audit, ...others } = names;
  const items = (await Promise.all(Object.values(others).map((name) => scan(client, name)))).flat();
  const prefixed = items.map((item) => ({ item, prefix: String(unmarshall(item).pk).split('#')[0] ?? '' }));
  return sortContent({
    records: prefixed.flatMap(({ item, prefix }) => (isKind(prefix) ? [toRecord(prefix, item)] : [])),
    journal: prefixed.flatMap(({ item, prefix }) => (prefix === 'journal' ? [toJournalEntry(item)] : [])),
    audit: (await scan(client, audit)).map(toAuditEntry),
  });
}

export const openMemoryTwin = async (newId?: () => string): Promise<OpenStore> => {
  const store = new MemoryStore(newId);
  return { store, content: async () => store.export() };
};

/** A store in DynamoDB Local, in tables of its own. */
export const openDynamoTwin = async (newId?: () => string): Promise<OpenStore> => {
  const { client, names } = await createTables(await dynamoDbEndpoint(), `twin-${randomUUID()}`);
  const store = new DynamoStore({ client, tables: names, ...(newId && { newId }) });
  return { store, content: () => readContent(client, names) };
};

/** Both stores, for `describe.each`. */
export const twins: readonly { readonly name: string; open(newId?: () => string): Promise<OpenStore> }[] = [
  { name: 'in memory', open: openMemoryTwin },
  { name: 'in DynamoDB', open: openDynamoTwin },
];
