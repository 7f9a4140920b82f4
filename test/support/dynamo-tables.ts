import { CreateTableCommand, DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { key, listedTables, listIndex, type TableName, tables } from '../../shared/store/tables.ts';

export type TableNames = Readonly<Record<TableName, string>>;

export interface TestTables {
  readonly client: DynamoDBClient;
  readonly names: TableNames;
  /** Of the audit table. */
  readonly streamArn: string;
}

const isOneOf = (some: readonly TableName[], name: TableName): boolean => some.includes(name);

export const dynamoClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

async function createTable(client: DynamoDBClient, table: TableName, name: string): Promise<string | undefined> {
  const listed = isOneOf(listedTables, table);
  const attributes = [key.partition, key.sort, ...(listed ? [listIndex.partition, listIndex.sort] : [])];
  const { TableDescription: made } = await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes.map((attribute) => ({ AttributeName: attribute, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: key.partition, KeyType: 'HASH' },
        { AttributeName: key.sort, KeyType: 'RANGE' },
      ],
      ...(listed && {
        GlobalSecondaryIndexes: [
          {
            IndexName: listIndex.name,
            KeySchema: [
              { AttributeName: listIndex.partition, KeyType: 'HASH' },
              { AttributeName: listIndex.sort, KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      }),
      ...(table === 'audit' && { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }),
    }),
  );
  // DynamoDB Local stays slow on a table with a stream that is first written late: write once, now.
  const priming = { [key.partition]: { S: 'priming' }, [key.sort]: { S: 'priming' } };
  await client.send(new PutItemCommand({ TableName: name, Item: priming }));
  await client.send(new DeleteItemCommand({ TableName: name, Key: priming }));
  return made?.LatestStreamArn;
}

/**
 * Makes every table as the template does, each named with the prefix, so that test files do not meet. But no item
 * expires: tests run by clocks of their own, and the emulator deletes by the machine's, at a moment of its choosing.
 * The stream of `audit` begins with one insertion and one removal of an item that is no audit entry.
 */
export async function createTables(endpoint: string, prefix: string): Promise<TestTables> {
  const client = dynamoClient(endpoint);
  const nameOf = (table: TableName): string => `${prefix}-${table}`;
  let streamArn: string | undefined;
  for (const table of tables) streamArn = (await createTable(client, table, nameOf(table))) ?? streamArn;
  if (streamArn === undefined) throw new Error('the audit table has no stream');
  const names = {
    cases: nameOf('cases'),
    money: nameOf('money'),
    ledger: nameOf('ledger'),
    mail: nameOf('mail'),
    visits: nameOf('visits'),
    identities: nameOf('identities'),
    'identity-keys': nameOf('identity-keys'),
    audit: nameOf('audit'),
  };
  return { client, names, streamArn };
}
