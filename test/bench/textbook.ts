import {
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { PoolId } from '../../events/values.ts';
import type { Decision } from '../../shared/domain/decision.ts';
import { toTransactItem } from '../../shared/store/dynamo-items.ts';
import { planTransaction } from '../../shared/store/plan-transaction.ts';
import type { TestTables } from '../support/dynamo-tables.ts';

/** What these decisions write, each item once, on no condition. */
export function itemsOf(
  decisions: readonly Decision[],
  { names }: TestTables,
  id: string,
): readonly TransactWriteItem[] {
  const plan = planTransaction(decisions, () => id);
  if (!plan.ok) throw new Error(plan.what);
  return plan.actions.flatMap((action): TransactWriteItem[] => {
    const { Put, Delete } = toTransactItem(action, names[action.key.table]);
    if (Put !== undefined) return [{ Put: { TableName: Put.TableName, Item: Put.Item } }];
    return Delete === undefined ? [] : [{ Delete: { TableName: Delete.TableName, Key: Delete.Key } }];
  });
}

/**
 * The textbook way to share out a pool: each place a transaction of its own, which takes its cost from the pool's balance
 * if that is still as it was read; if not, everything is tried again at once.
 * @returns the seconds it took
 */
export async function placeByTextbook(
  tables: TestTables,
  poolId: PoolId,
  decisions: readonly Decision[],
  workers: number,
): Promise<number> {
  const { client, names } = tables;
  const Key = { pk: { S: `balance#${poolId}` }, sk: { S: 'record' } };
  await client.send(
    new PutItemCommand({ TableName: names.money, Item: { ...Key, free: { N: '1000000000' }, version: { N: '1' } } }),
  );
  const waiting = decisions.map((decision, index) => itemsOf([decision], tables, `textbook${index}`));

  async function place(items: readonly TransactWriteItem[]): Promise<void> {
    for (;;) {
      const { Item } = await client.send(new GetItemCommand({ TableName: names.money, Key, ConsistentRead: true }));
      const version = Number(Item?.version?.N);
      const take: TransactWriteItem = {
        Update: {
          TableName: names.money,
          Key,
          UpdateExpression: 'SET #version = :next, #free = #free - :cost',
          ConditionExpression: '#version = :read',
          ExpressionAttributeNames: { '#version': 'version', '#free': 'free' },
          ExpressionAttributeValues: {
            ':read': { N: String(version) },
            ':next': { N: String(version + 1) },
            ':cost': { N: '30000' },
          },
        },
      };
      try {
        await client.send(new TransactWriteItemsCommand({ TransactItems: [take, ...items] }));
        return;
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
      }
    }
  }

  let next = 0;
  const work = async (): Promise<void> => {
    for (let items = waiting[next]; items !== undefined; items = waiting[next]) {
      next += 1;
      await place(items);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: workers }, work));
  return (performance.now() - began) / 1_000;
}
