import { randomUUID } from 'node:crypto';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { Instant } from '../../events/values.ts';
import { createTables } from '../../test/support/dynamo-tables.ts';
import { dynamoDbEndpoint } from '../../test/support/one-of-a-run.ts';
import { type Counter, createMemoryCounter } from './counter.ts';
import { createDynamoCounter } from './dynamo-counter.ts';

const until = Instant.parse('2027-03-01T11:00:00.500Z');

const openDynamo = async () => {
  const { client, names } = await createTables(await dynamoDbEndpoint(), `counter-${randomUUID()}`);
  return { client, table: names.visits, count: createDynamoCounter(client, names.visits) };
};

describe.each<{ readonly name: string; readonly open: () => Promise<Counter> }>([
  { name: 'in memory', open: async () => createMemoryCounter() },
  { name: 'in DynamoDB', open: async () => (await openDynamo()).count },
])('a counter $name', ({ open }) => {
  let count: Counter;
  beforeAll(async () => {
    count = await open();
  });

  it('counts each name by itself', async () => {
    expect([await count('a', until), await count('a', until), await count('b', until)]).toEqual([1, 2, 1]);
  });

  it('ASVS 15.4.2 tells each of many at one moment another number', async () => {
    const told = await Promise.all(Array.from({ length: 30 }, () => count('many', until)));
    expect(told.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  it('takes no name that is not fit for a key', async () => {
    await expect((async () => count('two words', until))()).rejects.toThrow('not fit for a key');
  });
});

it('a count in DynamoDB carries the second after which it may be deleted', async () => {
  const { client, table, count } = await openDynamo();
  await count('door.1', until);
  const Key = { pk: { S: 'count#door.1' }, sk: { S: 'count' } };
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key }));
  expect(Item).toEqual({ ...Key, counted: { N: '1' }, expiresAt: { N: '1803898801' } });
});
