import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { type ClientGroup, type FundId, type PoolId, PoolId as PoolIdSchema } from '../../events/values.ts';
import { type Change, create } from '../../shared/domain/decision.ts';
import { toTransactItem } from '../../shared/store/dynamo-items.ts';
import { writeChange } from '../../shared/store/plan-records.ts';
import { place } from '../support/case-samples.ts';
import type { TableNames } from '../support/dynamo-tables.ts';
import { fund, lot } from '../support/money-samples.ts';
import { idOf } from '../support/sample-ids.ts';

/** Of what a pool is made. Sums are pence. */
export interface PoolPlan {
  readonly poolId: PoolId;
  readonly funds: readonly { readonly n: number; readonly groups: readonly ClientGroup[] }[];
  readonly lots: readonly { readonly n: number; readonly fund: number; readonly free: number }[];
  readonly waiting: readonly { readonly n: number; readonly group: ClientGroup }[];
  /** Places that came to their end. */
  readonly ended?: readonly { readonly n: number }[];
}

const dayOf = (n: number): string => new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();

export const poolNamed = (name: string): PoolId => PoolIdSchema.parse(`pol_${name}`);

/** A block of the waiting costs £300. */
export const blockCost = 30_000;

function* changesOf({ poolId, funds, lots, waiting, ended = [] }: PoolPlan): Generator<Change> {
  const fundSample = fund();
  for (const { n, groups } of funds) {
    const id: FundId = idOf.fund(n);
    yield create('fund', id, {
      ...fundSample.value,
      id,
      poolId,
      kind: groups.length === 0 ? 'unrestricted' : 'restricted',
      restriction: { groups: [...groups], regions: [] },
      order: n,
    });
  }
  const lotSample = lot(1, 0);
  for (const { n, fund: of, free } of lots) {
    const id = idOf.lot(n);
    const receivedAt = dayOf(n) as typeof lotSample.value.receivedAt;
    yield create('lot', id, {
      ...lotSample.value,
      id,
      poolId,
      fundId: idOf.fund(of),
      donationId: idOf.donation(n),
      free: free as typeof lotSample.value.free,
      receivedAt,
    });
  }
  const placeSample = place('requested').value;
  if (placeSample.state !== 'requested') throw new Error('the sample waits');
  for (const { n, group } of waiting) {
    yield create('place', idOf.place(n), {
      ...placeSample,
      id: idOf.place(n),
      referralId: idOf.referral(n),
      poolId,
      class: { group, region: 'wales' },
      waitsFrom: dayOf(n) as typeof placeSample.waitsFrom,
    });
  }
  for (const { n } of ended) {
    const { value } = place('completed', { poolId }, n);
    yield create('place', value.id, value);
  }
}

const aBatch = 25;
const batchesAtOnce = 8;

interface Put {
  readonly table: string;
  readonly request: WriteRequest;
}

async function writeBatch(client: DynamoDBClient, puts: readonly Put[]): Promise<void> {
  const byTable = Map.groupBy(puts, ({ table }) => table);
  let left: Record<string, WriteRequest[]> = Object.fromEntries(
    [...byTable].map(([table, some]) => [table, some.map(({ request }) => request)]),
  );
  while (Object.keys(left).length > 0) {
    const { UnprocessedItems = {} } = await client.send(new BatchWriteItemCommand({ RequestItems: left }));
    left = UnprocessedItems;
  }
}

/** Lays a pool down as the store would have: the same items, but in batches and without its history. */
export async function seedPool(client: DynamoDBClient, names: TableNames, plan: PoolPlan): Promise<void> {
  const puts = (function* (): Generator<Put> {
    for (const change of changesOf(plan)) {
      for (const action of writeChange(change)) {
        const table = names[action.key.table];
        const Item: Record<string, AttributeValue> | undefined = toTransactItem(action, table).Put?.Item;
        if (Item !== undefined) yield { table, request: { PutRequest: { Item } } };
      }
    }
  })();
  const work = async (): Promise<void> => {
    for (;;) {
      const batch = Array.from({ length: aBatch }, () => puts.next().value ?? []).flat();
      if (batch.length === 0) return;
      await writeBatch(client, batch);
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, work));
}
