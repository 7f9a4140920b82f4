import * as z from 'zod';
import { type AwsCall, AwsRefusal } from '../emulators/aws-json.ts';
import type { TableProperties } from '../template/known/tables.ts';

export type TableSpec = { name: string; properties: TableProperties };

const described = z.object({
  Table: z.object({
    KeySchema: z.unknown(),
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string(), KeySchema: z.unknown() })).default([]),
    StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
    LatestStreamArn: z.string().optional(),
  }),
});

const operation = (name: string) => `DynamoDB_20120810.${name}`;

const shapeOf = (
  indexes: { IndexName: string; KeySchema: unknown }[],
  keys: unknown,
  stream: string | undefined,
): string => JSON.stringify([keys, stream, indexes.map(({ IndexName, KeySchema }) => [IndexName, KeySchema]).sort()]);

const describe = async (call: AwsCall, name: string) => {
  try {
    return (await call(operation('DescribeTable'), { TableName: name }, described)).Table;
  } catch (error) {
    if (error instanceof AwsRefusal && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
};

/** The key of the priming write. Event sources pass over it. */
export const PRIMING_KEY = 'primed-by-the-local-runner';

/**
 * One write and its removal. A table with a stream whose first write comes after many stream records elsewhere stays
 * ten times slower in this emulator; written at once after its creation, it never does.
 */
const prime = async (call: AwsCall, { name, properties }: TableSpec): Promise<void> => {
  const types = new Map(properties.AttributeDefinitions.map((each) => [each.AttributeName, each.AttributeType]));
  const sample = { S: { S: PRIMING_KEY }, N: { N: '0' }, B: { B: 'cHJpbWU=' } };
  const key = Object.fromEntries(
    properties.KeySchema.map(({ AttributeName }) => [AttributeName, sample[types.get(AttributeName) ?? 'S']]),
  );
  await call(operation('PutItem'), { TableName: name, Item: key }, z.unknown());
  await call(operation('DeleteItem'), { TableName: name, Key: key }, z.unknown());
};

const create = async (call: AwsCall, table: TableSpec): Promise<void> => {
  const { name, properties } = table;
  const { StreamSpecification: stream, TimeToLiveSpecification: expiry, GlobalSecondaryIndexes: indexes } = properties;
  await call(
    operation('CreateTable'),
    {
      TableName: name,
      AttributeDefinitions: properties.AttributeDefinitions,
      KeySchema: properties.KeySchema,
      BillingMode: 'PAY_PER_REQUEST',
      ...(indexes.length === 0
        ? {}
        : {
            GlobalSecondaryIndexes: indexes.map(({ IndexName, KeySchema, Projection }) => ({
              IndexName,
              KeySchema,
              Projection,
            })),
          }),
      ...(stream === undefined ? {} : { StreamSpecification: { StreamEnabled: true, ...stream } }),
    },
    z.unknown(),
  );
  if (expiry !== undefined) {
    await call(operation('UpdateTimeToLive'), { TableName: name, TimeToLiveSpecification: expiry }, z.unknown());
  }
  await prime(call, table);
};

/**
 * Creates the tables that are not there yet. A table that is there with other keys, indexes or stream than the
 * template asks for cannot be changed without losing data, so that stops the start and says what to do.
 */
export const createTables = async (call: AwsCall, tables: TableSpec[]): Promise<void> => {
  for (const table of tables) {
    const { KeySchema, GlobalSecondaryIndexes, StreamSpecification } = table.properties;
    const existing = await describe(call, table.name);
    if (existing === undefined) {
      await create(call, table);
      continue;
    }
    const wanted = shapeOf(GlobalSecondaryIndexes, KeySchema, StreamSpecification?.StreamViewType);
    const found = shapeOf(
      existing.GlobalSecondaryIndexes,
      existing.KeySchema,
      existing.StreamSpecification?.StreamViewType,
    );
    if (wanted === found) continue;
    throw new Error(
      `The table "${table.name}" was made with other keys, indexes or stream than the template now asks for. Start with --fresh: this empties the local data.`,
    );
  }
};

/** The living stream of a table; its address bears the moment of its birth. */
export const streamArnOf = async (call: AwsCall, table: string): Promise<string> => {
  const found = await describe(call, table);
  if (found?.LatestStreamArn === undefined) throw new Error(`The table "${table}" has no stream.`);
  return found.LatestStreamArn;
};
