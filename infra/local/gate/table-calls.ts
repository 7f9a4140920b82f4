import * as z from 'zod';
import type { Place, ReadCall } from './call.ts';
import type { Permission } from './evaluate.ts';

const named = z.object({ TableName: z.string() });
const onTable = named.extend({ IndexName: z.string().optional() });
const batch = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const transaction = z.object({ TransactItems: z.array(z.record(z.string(), named)) });

/** The parts of a transaction are authorised one by one, by what each does; the transaction itself is no action. */
const ACTION_OF_PART: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

const usesOf = (operation: string, input: unknown): [action: string, table: string, index?: string | undefined][] => {
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') {
    return transaction.parse(input).TransactItems.flatMap((item) =>
      Object.entries(item).map(([part, { TableName }]): [string, string] => {
        const action = ACTION_OF_PART[part];
        if (action === undefined) throw new Error(`A transaction has no part "${part}".`);
        return [action, TableName];
      }),
    );
  }
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
    return Object.keys(batch.parse(input).RequestItems).map((table) => [operation, table]);
  }
  const { TableName, IndexName } = onTable.parse(input);
  return [[operation, TableName, IndexName]];
};

/**
 * What a call of DynamoDB needs. A query or scan of an index is asked about the index and not about its table. A table under
 * a key of ours needs that key as well, which DynamoDB uses in its caller's name.
 * @param keyOf the key that a table is encrypted with, by the table's ARN
 */
export const readTableCall =
  ({ region, account }: Place, keyOf: ReadonlyMap<string, string>): ReadCall =>
  ({ operation, body }) => {
    const needed = new Map<string, Permission>();
    for (const [action, name, index] of usesOf(operation, JSON.parse(body.toString('utf8')))) {
      const table = name.startsWith('arn:') ? name : `arn:aws:dynamodb:${region}:${account}:table/${name}`;
      const resource = index === undefined ? table : `${table}/index/${index}`;
      needed.set(`${action} ${resource}`, { action: `dynamodb:${action}`, resource });
      const key = keyOf.get(table);
      if (key === undefined) continue;
      needed.set(key, {
        action: 'kms:Decrypt',
        resource: key,
        viaService: `dynamodb.${region}.amazonaws.com`,
      });
    }
    return [...needed.values()];
  };
