import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Versioned } from '../domain/decision.ts';
import { BookedEntry, type JournalEntry } from '../domain/journal.ts';
import type { Kind } from '../domain/records.ts';
import { parseAuditEntry } from './audit-entry.ts';
import type { AuditEntry } from './interface.ts';
import { recordTypes } from './record-types.ts';
import { expiryAttribute, key as keyNames, listIndex } from './tables.ts';
import type { Condition, Item, WriteAction } from './write-action.ts';

/*
 * The items as they lie in the tables: the key; of a record its `version` and, nested, its fields; of everything else
 * its one attribute. The index attributes stand only on what has a list, so that nothing else is in the index.
 */
export type Attributes = Record<string, AttributeValue>;

export const toAttributes = (value: Record<string, unknown>): Attributes =>
  marshall(value, { removeUndefinedValues: true });

export const itemKeyOf = ({ pk, sk }: { readonly pk: string; readonly sk: string }): Attributes =>
  toAttributes({ [keyNames.partition]: pk, [keyNames.sort]: sk });

const content = (item: Item): Record<string, unknown> => {
  switch (item.is) {
    case 'record':
      return {
        version: item.record.version,
        record: item.record.value,
        [listIndex.partition]: item.index?.list,
        [listIndex.sort]: item.index?.at,
        [expiryAttribute]: item.expiresAt,
      };
    case 'place-in-range':
      return { id: item.id };
    case 'journal-entry':
    case 'audit-entry':
      return { entry: item.entry, [listIndex.partition]: item.index.list, [listIndex.sort]: item.index.at };
  }
};

interface ConditionExpression {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues?: Attributes;
}

const expressionOf = (condition: Condition): ConditionExpression => {
  const absent = { ConditionExpression: 'attribute_not_exists(#pk)', names: { '#pk': keyNames.partition } };
  switch (condition.must) {
    case 'not-exist':
      return { ConditionExpression: absent.ConditionExpression, ExpressionAttributeNames: absent.names };
    case 'be-at-version':
      return {
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: toAttributes({ ':version': condition.version }),
      };
    case 'be-free-for':
      return {
        ConditionExpression: `${absent.ConditionExpression} OR #id = :id`,
        ExpressionAttributeNames: { ...absent.names, '#id': 'id' },
        ExpressionAttributeValues: toAttributes({ ':id': condition.id }),
      };
  }
};

/** One action in the words of TransactWriteItems. A journal entry that is there already comes back with the refusal. */
export function toTransactItem(action: WriteAction, tableName: string): TransactWriteItem {
  const key = itemKeyOf(action.key);
  switch (action.do) {
    case 'check':
      return { ConditionCheck: { TableName: tableName, Key: key, ...expressionOf(action.condition) } };
    case 'delete':
      return { Delete: { TableName: tableName, Key: key, ...(action.condition && expressionOf(action.condition)) } };
    case 'put':
      return {
        Put: {
          TableName: tableName,
          Item: { ...key, ...toAttributes(content(action.item)) },
          ...expressionOf(action.condition),
          ...(action.item.is === 'journal-entry' && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
        },
      };
  }
}

const RecordItem = z.lazy(() => z.object({ pk: z.string(), version: z.int().positive(), record: z.unknown() }));

/** @throws when the item is not a record of that kind: data and schema have drifted apart. */
export function toRecord<K extends Kind>(kind: K, attributes: Attributes): Versioned<K> {
  const item = RecordItem.parse(unmarshall(attributes));
  const value = recordTypes[kind].schema.safeParse(item.record);
  if (!value.success) throw new Error(`${item.pk} breaks its schema: ${z.prettifyError(value.error)}`);
  return { kind, id: item.pk.slice(`${kind}#`.length), version: item.version, value: value.data };
}

const RangeItem = z.lazy(() => z.object({ id: z.string() }));

export const toRangeId = (attributes: Attributes): string => RangeItem.parse(unmarshall(attributes)).id;

const EntryItem = z.lazy(() => z.object({ entry: z.unknown() }));

export const toJournalEntry = (attributes: Attributes): JournalEntry =>
  BookedEntry.parse(EntryItem.parse(unmarshall(attributes)).entry);

export const toAuditEntry = (attributes: Attributes): AuditEntry =>
  parseAuditEntry(EntryItem.parse(unmarshall(attributes)).entry);
