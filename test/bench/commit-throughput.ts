import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { EmailId, Instant, PersonId } from '../../events/values.ts';
import { system } from '../../shared/domain/actor.ts';
import { create, type Decision, nothingElse } from '../../shared/domain/decision.ts';
import type { Email } from '../../shared/domain/email.ts';
import { DynamoStore } from '../../shared/store/dynamo-store.ts';
import { auditKey, type ItemKey, recordKey } from '../../shared/store/item-keys.ts';
import { createTables, type TableNames } from '../support/dynamo-tables.ts';
import { startDynamoDb } from '../support/dynamodb-local.ts';
import { atLeast, type Figure, median, rounded } from './figure.ts';

const bar = 0.7;
const rounds = 9;
const aRound = 160;
const atOnce = 8;

const now = Instant.parse('2026-11-23T09:00:00.000Z');
const newCode = (): string => randomUUID().replaceAll('-', '');

const emailOf = (code: string): Email => ({
  id: EmailId.parse(`eml_${code}`),
  template: 'donor-thank-you',
  to: PersonId.parse('psn_benchmark'),
  about: 'donation/don_benchmark',
  state: 'requested',
  requestedAt: now,
});

/** Two records and the audit entry: three items. */
function decisionOf(code: string): Decision {
  const [first, second] = [emailOf(`${code}a`), emailOf(`${code}b`)];
  return {
    about: `bench/${code}`,
    did: 'measure-commit',
    why: 'a benchmark wants it',
    by: system,
    at: now,
    ...nothingElse,
    changes: [create('email', first.id, first), create('email', second.id, second)],
  };
}

type Item = Readonly<Record<string, AttributeValue>>;
interface Written {
  readonly table: string;
  readonly item: Item;
}

/** What a commit wrote, read back: the bare transaction writes items of the same make. */
async function readBack(client: DynamoDBClient, names: TableNames, store: DynamoStore): Promise<readonly Written[]> {
  const code = newCode();
  await store.commit([decisionOf(code)]);
  const { items } = await store.history(`bench/${code}`, { limit: 1 });
  const [entry] = items;
  if (entry === undefined) throw new Error('the commit left no audit entry');
  const keys: readonly ItemKey[] = [
    recordKey('email', `eml_${code}a`),
    recordKey('email', `eml_${code}b`),
    auditKey(`bench/${code}`, now, entry.id),
  ];
  return Promise.all(
    keys.map(async ({ table, pk, sk }) => {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: names[table], Key: { pk: { S: pk }, sk: { S: sk } } }),
      );
      if (Item === undefined) throw new Error(`the commit wrote no ${pk}`);
      return { table: names[table], item: Item };
    }),
  );
}

const putOf = ({ table, item }: Written): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: { ...item, pk: { S: `${item.pk?.S}${newCode()}` } },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/** Transactions a second, several at once. */
async function throughput(transact: () => Promise<unknown>): Promise<number> {
  let left = aRound;
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await transact();
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, work));
  return aRound / ((performance.now() - began) / 1_000);
}

/**
 * Transactions a second of the store's commit against bare ones with the same items, on the same DynamoDB Local, turn by
 * turn: what versions, conditions, parsing and the audit entry cost beside the database.
 */
export async function measureCommit(tell: (line: string) => void): Promise<Figure> {
  const database = await startDynamoDb();
  try {
    const { client, names } = await createTables(database.endpoint, 'bench');
    const store = new DynamoStore({ client, tables: names });
    const commit = async (): Promise<void> => {
      const result = await store.commit([decisionOf(newCode())]);
      if (!result.ok) throw new Error(`a commit failed: ${result.what}`);
    };
    const written = await readBack(client, names, store);
    const bare = () => client.send(new TransactWriteItemsCommand({ TransactItems: written.map(putOf) }));
    await throughput(commit);
    await throughput(bare);
    const commits: number[] = [];
    const bares: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      commits.push(await throughput(commit));
      bares.push(await throughput(bare));
    }
    client.destroy();
    tell(`commit: ${Math.round(median(commits))} transactions a second, ${Math.round(median(bares))} bare ones`);
    return atLeast('commit-throughput', rounded(median(commits) / median(bares)), 'ratio', bar);
  } finally {
    await database.stop();
  }
}
