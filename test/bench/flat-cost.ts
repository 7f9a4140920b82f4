import { setTimeout as wait } from 'node:timers/promises';
import { Instant, type PoolId } from '../../events/values.ts';
import { runAllocationPass } from '../../shared/commands/run-allocation-pass.ts';
import { DynamoStore } from '../../shared/store/dynamo-store.ts';
import { createTables, type TestTables } from '../support/dynamo-tables.ts';
import { startDynamoDb } from '../support/dynamodb-local.ts';
import { settings } from '../support/sample-ids.ts';
import { atMost, type Figure, median, rounded } from './figure.ts';
import { blockCost, type PoolPlan, poolNamed, seedPool } from './waiting-pool.ts';
import { watch } from './watched-client.ts';

const bars = { units: 1.05, time: 1.3 };
const sizes = { small: 100, large: 100_000 };
const gifts = 16;
/** How many blocks a gift that wakes the pool pays for. */
const aGift = 20;

const now = Instant.parse('2027-03-01T10:00:00.000Z');

/** The funds of a pool, by their number. */
const general = 1;
const forSurvivors = 2;
const forPartners = 3;
const forOnline = 4;

/**
 * A pool of so many lots and so many waiting. Nine tenths of the lots are spent; of the open ones most lie in a fund that
 * nobody may draw on now. The head of the list is of a class whose money does not reach, and blocks the general fund.
 * Half wait in that class, the others for gifts to come.
 */
function poolOf(poolId: PoolId, size: number, base: number): PoolPlan {
  const lots = Array.from({ length: size }, (_, n) => {
    const isOpen = n % 10 === 0;
    // The very first open lot is the general fund's, and pays for half a block.
    const fund = n === 0 ? general : isOpen ? forPartners : 1 + (n % 4);
    return { n: base + n, fund: base + fund, free: isOpen ? (n === 0 ? blockCost / 2 : blockCost) : 0 };
  });
  return {
    poolId,
    funds: [
      { n: base + general, groups: [] },
      { n: base + forSurvivors, groups: ['survivor'] },
      { n: base + forPartners, groups: ['partner-or-family'] },
      { n: base + forOnline, groups: ['online-behaviour'] },
    ],
    lots,
    waiting: Array.from({ length: size }, (_, n) => ({
      n: base + n,
      group: n % 2 === 1 ? ('survivor' as const) : ('online-behaviour' as const),
    })),
  };
}

interface Cost {
  readonly read: number;
  readonly written: number;
  readonly seconds: number;
}

/** What a gift for so many blocks costs to share out: a pass that is woken by it. */
async function shareOut({ client, names }: TestTables, plan: PoolPlan, base: number, nth: number): Promise<Cost> {
  const own = { poolId: plan.poolId, funds: [], waiting: [] };
  const n = base + sizes.large + nth;
  await seedPool(client, names, { ...own, lots: [{ n, fund: base + forSurvivors, free: aGift * blockCost }] });
  const store = new DynamoStore({ client, tables: names });
  const deps = { store, settings, now: () => now, newId: () => 'bench', pause: (most: number) => wait(most) };
  const watching = watch(client);
  const began = performance.now();
  const { placed } = await runAllocationPass(deps, plan.poolId);
  const seconds = (performance.now() - began) / 1_000;
  const { read, written } = watching;
  watching.end();
  if (placed !== aGift) throw new Error(`the pass placed ${placed} of ${aGift}`);
  return { read: read / placed, written: written / placed, seconds: seconds / placed };
}

/**
 * What a reserved place costs in a pool of 100,000 lots and 100,000 waiting against one of 100 and 100: the capacity units
 * that the database says were used, and time. Only what a pass needs may count, not what there is.
 */
export async function measureFlatCost(tell: (line: string) => void): Promise<readonly Figure[]> {
  const database = await startDynamoDb();
  const costs: Record<'small' | 'large', Cost[]> = { small: [], large: [] };
  try {
    const tables = await createTables(database.endpoint, 'flat');
    const bases = { small: 1_000_000, large: 2_000_000 };
    const plans = {
      small: poolOf(poolNamed('smallpool'), sizes.small, bases.small),
      large: poolOf(poolNamed('largepool'), sizes.large, bases.large),
    };
    for (const size of ['small', 'large'] as const) {
      const began = performance.now();
      await seedPool(tables.client, tables.names, plans[size]);
      tell(`flat-cost: the ${size} pool took ${Math.round((performance.now() - began) / 1_000)} seconds to lay down`);
    }
    // The small pool has 50 people for these gifts: what the first leave over is filled up again between them.
    for (let nth = 0; nth < gifts; nth += 1) {
      for (const size of ['small', 'large'] as const) {
        const cost = await shareOut(tables, plans[size], bases[size], nth);
        if (nth > 0) costs[size].push(cost);
        const first = bases[size] + sizes.large + nth * aGift;
        const waiting = Array.from({ length: aGift }, (_, n) => ({ n: first + n, group: 'survivor' as const }));
        await seedPool(tables.client, tables.names, { ...plans[size], funds: [], lots: [], waiting });
      }
    }
    tables.client.destroy();
  } finally {
    await database.stop();
  }
  const of = (size: 'small' | 'large', what: keyof Cost): number => median(costs[size].map((cost) => cost[what]));
  const unitsOf = (size: 'small' | 'large'): number => of(size, 'read') + of(size, 'written');
  for (const size of ['small', 'large'] as const) {
    const units = `${rounded(of(size, 'read'))} read and ${rounded(of(size, 'written'))} write units`;
    tell(`${size}: ${units} and ${rounded(of(size, 'seconds') * 1_000)} ms a reserved place`);
  }
  return [
    atMost('flat-cost:units', rounded(unitsOf('large') / unitsOf('small')), 'ratio', bars.units),
    atMost('flat-cost:time', rounded(of('large', 'seconds') / of('small', 'seconds')), 'ratio', bars.time),
  ];
}
