import { BatchGetItemCommand, type DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { checkLimit, readCursor, writeCursor } from './cursor.ts';
import { type Attributes, itemKeyOf, toAttributes } from './dynamo-items.ts';
import type { Page, PageRequest } from './interface.ts';
import type { ItemKey, Span } from './item-keys.ts';
import type { Pauses } from './pauses.ts';
import { key, listIndex } from './tables.ts';

/** The most that one BatchGetItem takes. */
const mostKeys = 100;

export const getItem = async (
  client: DynamoDBClient,
  tableName: string,
  itemKey: ItemKey,
): Promise<Attributes | undefined> => {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: itemKeyOf(itemKey), ConsistentRead: true }),
  );
  return Item;
};

async function getBatch(
  client: DynamoDBClient,
  tableName: string,
  keys: readonly Attributes[],
  pauses: Pauses,
): Promise<readonly Attributes[]> {
  const found: Attributes[] = [];
  let wanted = [...keys];
  for (let attempt = 0; wanted.length > 0; attempt += 1) {
    if (attempt > 0) await pauses.before(attempt);
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: true } } }),
    );
    found.push(...(Responses?.[tableName] ?? []));
    wanted = UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (wanted.length > 0 && attempt === pauses.most) {
      throw new Error(`${tableName} left ${wanted.length} items unread after ${attempt + 1} attempts`);
    }
  }
  return found;
}

/** Several items of one table, strongly consistent, by their partition key, in no order. Each key is asked for once. */
export async function getItems(
  client: DynamoDBClient,
  tableName: string,
  keys: readonly ItemKey[],
  pauses: Pauses,
): Promise<ReadonlyMap<string, Attributes>> {
  const distinct = [...new Map(keys.map((itemKey) => [itemKey.pk, itemKeyOf(itemKey)])).values()];
  const batches = Array.from({ length: Math.ceil(distinct.length / mostKeys) }, (_, index) =>
    distinct.slice(index * mostKeys, (index + 1) * mostKeys),
  );
  const found = await Promise.all(batches.map((batch) => getBatch(client, tableName, batch, pauses)));
  return new Map(found.flat().map((attributes) => [z.string().parse(attributes[key.partition]?.S), attributes]));
}

const positionOf = (span: Span, attributes: Attributes) => {
  const text = unmarshall(attributes);
  const own = { pk: text[key.partition], sk: text[key.sort] };
  return span.by === 'key' ? own : { ...own, list: text[listIndex.partition], at: text[listIndex.sort] };
};

/**
 * The items of one span, page by page. It reads one item more than asked for, so that the last page says that it is,
 * and goes on when the database stops at its own limit of size.
 */
export async function queryItems(
  client: DynamoDBClient,
  tableName: string,
  span: Span,
  page: PageRequest,
): Promise<Page<Attributes>> {
  const limit = checkLimit(page);
  const position = readCursor(span, page.after);
  const [partition, sort] = span.by === 'key' ? [key.partition, key.sort] : [listIndex.partition, listIndex.sort];
  const items: Attributes[] = [];
  let start: Attributes | undefined = position && toAttributes(position);
  do {
    const { Items, LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: tableName,
        ...(span.by === 'index' ? { IndexName: listIndex.name } : { ConsistentRead: true }),
        KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
        ExpressionAttributeNames: { '#partition': partition, '#sort': sort },
        ExpressionAttributeValues: toAttributes({ ':partition': span.partition, ':from': span.from, ':to': span.to }),
        ScanIndexForward: page.newestFirst !== true,
        Limit: limit + 1 - items.length,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    items.push(...(Items ?? []));
    start = LastEvaluatedKey;
  } while (start !== undefined && items.length <= limit);
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown,
    next: items.length > limit && last !== undefined ? writeCursor(positionOf(span, last)) : undefined,
  };
}
