import { setTimeout as wait } from 'node:timers/promises';
import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { Instant } from '../../events/values.ts';
import { runAllocationPass } from '../../shared/commands/run-allocation-pass.ts';
import type { Decision } from '../../shared/domain/decision.ts';
import { DynamoStore, type DynamoStoreOptions } from '../../shared/store/dynamo-store.ts';
import type { CommitResult } from '../../shared/store/interface.ts';
import { createTables, type TestTables } from '../support/dynamo-tables.ts';
import { startDynamoDb } from '../support/dynamodb-local.ts';
import { settings } from '../support/sample-ids.ts';
import { atLeast, type Figure, median, rounded } from './figure.ts';
import { itemsOf, placeByTextbook } from './textbook.ts';
import { blockCost, type PoolPlan, poolNamed, seedPool } from './waiting-pool.ts';

const bars = { floor: 0.7, one: 1.5, eight: 5 };
const rounds = 5;
const aRound = 160;
const mostActions = 100;

const now = Instant.parse('2027-03-01T10:00:00.000Z');
const groups = ['survivor', 'online-behaviour', 'partner-or-family', 'worried-about-thoughts'] as const;

/** A pool where everybody can be placed: four classes, two of them with a fund of their own, gifts of one to three blocks. */
function poolOf(round: number): PoolPlan {
  const first = (round + 1) * 10_000;
  return {
    poolId: poolNamed(`round${String(round).padStart(8, '0')}`),
    funds: [
      { n: first, groups: [] },
      { n: first + 1, groups: ['survivor'] },
      { n: first + 2, groups: ['online-behaviour'] },
    ],
    lots: Array.from({ length: aRound }, (_, n) => ({
      n: first + n,
      fund: first + (n % 3),
      free: blockCost * (1 + (n % 4)),
    })),
    waiting: Array.from({ length: aRound }, (_, n) => ({
      n: first + n,
      group: groups[n % groups.length] ?? groups[0],
    })),
  };
}

/** The store of the functions, which also notes what was committed together. */
class NotingStore extends DynamoStore {
  readonly #noted: (readonly Decision[])[];

  constructor(options: DynamoStoreOptions, noted: (readonly Decision[])[]) {
    super(options);
    this.#noted = noted;
  }

  override async commit(decisions: readonly Decision[]): Promise<CommitResult> {
    this.#noted.push(decisions);
    return super.commit(decisions);
  }
}

interface Placed {
  readonly seconds: number;
  readonly batches: readonly (readonly Decision[])[];
}

/** The allocator's own pass, as the function runs it. */
async function placeByPass({ client, names }: TestTables, plan: PoolPlan): Promise<Placed> {
  const batches: (readonly Decision[])[] = [];
  const store = new NotingStore({ client, tables: names }, batches);
  const deps = { store, settings, now: () => now, newId: () => 'bench', pause: (most: number) => wait(most) };
  const began = performance.now();
  const { placed } = await runAllocationPass(deps, plan.poolId);
  const seconds = (performance.now() - began) / 1_000;
  if (placed !== aRound) throw new Error(`the pass placed ${placed} of ${aRound}`);
  return { seconds, batches };
}

const keyOf = ({ Put, Delete }: TransactWriteItem): string =>
  JSON.stringify([
    Put?.TableName ?? Delete?.TableName,
    Put?.Item?.pk ?? Delete?.Key?.pk,
    Put?.Item?.sk ?? Delete?.Key?.sk,
  ]);

/** As many actions a transaction as the database takes, but never one item twice. */
function fullTransactions(actions: readonly TransactWriteItem[]): readonly (readonly TransactWriteItem[])[] {
  const batches: TransactWriteItem[][] = [];
  let keys = new Set<string>();
  for (const action of actions) {
    const last = batches.at(-1);
    if (last === undefined || last.length === mostActions || keys.has(keyOf(action))) {
      batches.push([action]);
      keys = new Set([keyOf(action)]);
    } else {
      last.push(action);
      keys.add(keyOf(action));
    }
  }
  return batches;
}

/** What the pass wrote, in as few transactions as it fits and on no condition. */
async function placeBare(tables: TestTables, decided: readonly (readonly Decision[])[]): Promise<number> {
  const { client } = tables;
  const batches = fullTransactions(decided.flatMap((decisions, index) => itemsOf(decisions, tables, `bare${index}`)));
  const began = performance.now();
  for (const batch of batches) await client.send(new TransactWriteItemsCommand({ TransactItems: [...batch] }));
  return (performance.now() - began) / 1_000;
}

/**
 * Places a second by the real pass against two others on the same DynamoDB Local, turn by turn, each on tables of its own
 * laid down alike: the same items written by bare full transactions, which is the floor; and the textbook way, one place
 * a transaction with optimistic retry on a balance of the pool, by one worker and by eight.
 */
export async function measureThroughput(tell: (line: string) => void): Promise<readonly Figure[]> {
  const database = await startDynamoDb();
  const times = { pass: [] as number[], bare: [] as number[], one: [] as number[], eight: [] as number[] };
  try {
    const [own, floor, one, eight] = await Promise.all(
      (['own', 'floor', 'one', 'eight'] as const).map((name) => createTables(database.endpoint, name)),
    );
    if (own === undefined || floor === undefined || one === undefined || eight === undefined)
      throw new Error('no tables');
    // The first round warms everything up and is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const plan = poolOf(round);
      for (const { client, names } of [own, floor, one, eight]) await seedPool(client, names, plan);
      const { seconds, batches } = await placeByPass(own, plan);
      const bare = await placeBare(floor, batches);
      const alone = await placeByTextbook(one, plan.poolId, batches.flat(), 1);
      const together = await placeByTextbook(eight, plan.poolId, batches.flat(), 8);
      if (round === 0) continue;
      times.pass.push(seconds);
      times.bare.push(bare);
      times.one.push(alone);
      times.eight.push(together);
    }
    for (const { client } of [own, floor, one, eight]) client.destroy();
  } finally {
    await database.stop();
  }
  const speed = (seconds: readonly number[]): number => aRound / median(seconds);
  const pass = speed(times.pass);
  tell(
    `places a second: ${Math.round(pass)} by the pass, ${Math.round(speed(times.bare))} by bare transactions, ` +
      `${Math.round(speed(times.one))} by the textbook with one worker, ${Math.round(speed(times.eight))} with eight`,
  );
  return [
    atLeast('allocate-throughput:floor', rounded(pass / speed(times.bare)), 'ratio', bars.floor),
    atLeast('allocate-throughput:one-worker', rounded(pass / speed(times.one)), 'ratio', bars.one),
    atLeast('allocate-throughput:eight-workers', rounded(pass / speed(times.eight)), 'ratio', bars.eight),
  ];
}
