import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Counter, counterKey } from './counter.ts';
import { itemKeyOf, toAttributes } from './dynamo-items.ts';
import { expiryAttribute } from './tables.ts';

/**
 * Counts in DynamoDB: one update in place each time, the only one there is, because a count is no record and nobody
 * decides on it. @param tableName of `visits`, which forgets a count when its time is over.
 */
export const createDynamoCounter =
  (client: Pick<DynamoDBClient, 'send'>, tableName: string): Counter =>
  async (name, until) => {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: itemKeyOf(counterKey(name)),
        UpdateExpression: 'ADD #counted :one SET #expires = :until',
        ExpressionAttributeNames: { '#counted': 'counted', '#expires': expiryAttribute },
        ExpressionAttributeValues: toAttributes({ ':one': 1, ':until': Math.ceil(Date.parse(until) / 1000) }),
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return Number(Attributes?.counted?.N);
  };

/** The counter of a deployed function, over a client of its own. One that hangs is given up soon: a page waits for it. */
export const openDynamoCounter = (tableName: string): Counter =>
  createDynamoCounter(
    new DynamoDBClient({
      maxAttempts: 2,
      requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
    }),
    tableName,
  );
