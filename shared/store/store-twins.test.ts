import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { FundId, Pence, type PoolId } from '../../events/values.ts';
import {
  afterwards,
  decision,
  instant,
  newCode,
  newPool,
  sampleEntry,
  sampleFund,
  sampleLot,
  samplePlace,
} from '../../test/support/store-samples.ts';
import { type OpenStore, openDynamoTwin, openMemoryTwin } from '../../test/support/store-twins.ts';
import type { Change, Decision, Reliance, Versioned } from '../domain/decision.ts';
import type { Kind, Records } from '../domain/records.ts';
import type { Page, PageRequest, Store } from './interface.ts';

/** Six records that a run plays with: two funds, two lots that come and go in a range, two places that change class. */
const slot = fc.nat({ max: 5 });
const touch = fc.record({ slot, do: fc.constantFrom('put', 'put', 'put', 'remove'), pence: fc.nat({ max: 2 }) });
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const steps = fc.array(
  fc.array(
    fc.record({
      touches: fc.array(touch, { maxLength: 3 }),
      relies: fc.array(slot, { maxLength: 2 }),
      books: seldom(fc.record({ cause: fc.nat({ max: 3 }), pence: fc.constantFrom(100, 100, 100, 200) })),
      day: fc.integer({ min: 1, max: 3 }),
      /** Read a version too early: somebody else was faster. */
      late: seldom(fc.constant(true)),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  { minLength: 6, maxLength: 12 },
);
type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never;

interface World {
  readonly code: string;
  readonly poolId: PoolId;
}

const groups = ['survivor', 'online-behaviour', 'partner-or-family'] as const;

const kindAt = (at: number): 'fund' | 'lot' | 'place' => (at < 2 ? 'fund' : at < 4 ? 'lot' : 'place');

const idAt = ({ code }: World, at: number): string =>
  `${{ fund: 'fnd', lot: 'lot', place: 'plc' }[kindAt(at)]}_${code}${at}`;

const valueAt = ({ code, poolId }: World, at: number, pence: number): Records[Kind] => {
  const fundCode = `${code}0`;
  if (kindAt(at) === 'fund') return { ...sampleFund(`${code}${at}`, pence), poolId };
  if (kindAt(at) === 'lot')
    return { ...sampleLot(`${code}${at}`, fundCode, pence), fundId: FundId.parse(`fnd_${fundCode}`) };
  const group = groups[pence] ?? 'survivor';
  return samplePlace(`${code}${at}`, { poolId, group, waitsFrom: instant(`2026-02-0${at}T09:00:00.000Z`) });
};

/** Makes the decisions of a step from what this store says now. */
async function decide(store: Store, world: World, step: Step): Promise<readonly Decision[]> {
  const seen = new Map<number, Versioned<Kind> | undefined>();
  const slots = new Set(step.flatMap(({ touches, relies }) => [...touches.map((one) => one.slot), ...relies]));
  const reads = [...slots].map(async (at) => seen.set(at, await store.get(kindAt(at), idAt(world, at))));
  await Promise.all(reads);
  const readVersions = new Map([...seen].map(([at, record]) => [at, record?.version ?? 0]));
  return step.map(({ touches, relies, books, day, late }, index) => {
    const changes = touches.flatMap((one): Change[] => {
      const read = seen.get(one.slot);
      const before = read && late ? { ...read, version: read.version - 1 } : read;
      if (before === undefined && one.do === 'remove') return [];
      const [kind, id] = [kindAt(one.slot), idAt(world, one.slot)];
      const after = one.do === 'remove' ? undefined : valueAt(world, one.slot, one.pence);
      const basis = read ?? { kind, id, version: 0, value: valueAt(world, one.slot, 0) };
      seen.set(one.slot, after && afterwards<Kind>(basis, after));
      // Kind, id and value come from one slot, so they belong together; the compiler sees unions.
      return [{ kind, id, before, after } as Change];
    });
    const relied = relies.map(
      (at): Reliance => ({ kind: kindAt(at), id: idAt(world, at), version: readVersions.get(at) ?? 0 }),
    );
    const entries =
      books === undefined ? [] : [sampleEntry(`test:${world.code}:${index}:${books.cause}`, Pence.parse(books.pence))];
    const at = instant(`2026-03-0${day}T09:00:00.000Z`);
    return decision({ about: `test/${world.code}`, at, changes, relies: relied, entries });
  });
}

const attempt = (store: Store, decisions: readonly Decision[]): Promise<unknown> =>
  store.commit(decisions).catch((error: unknown) => `${error}`);

async function everyPage<T>(ask: (request: PageRequest) => Promise<Page<T>>, newestFirst: boolean) {
  const pages: (readonly T[])[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await ask({ limit: 2, after, newestFirst });
    pages.push(items);
    if (next === undefined) return pages;
    after = next;
  }
}

/** Everything a page or a pass could ask about this world. */
async function ask(store: Store, { code, poolId }: World, newestFirst: boolean): Promise<unknown> {
  const classes = await store.ranges(`waiting/${poolId}`);
  return {
    classes,
    waiting: await Promise.all(
      classes.map((name) => everyPage((page) => store.range('place', `waiting/${poolId}`, name, page), newestFirst)),
    ),
    lots: await everyPage((page) => store.range('lot', `open-lots/fnd_${code}0`, 'lots', page), newestFirst),
    places: await everyPage((page) => store.list('place', `places/${poolId}/requested`, page), newestFirst),
    funds: await everyPage((page) => store.list('fund', `funds/${poolId}`, page), newestFirst),
    history: await everyPage((page) => store.history(`test/${code}`, page), newestFirst),
  };
}

const counted = () => {
  let count = 0;
  return () => {
    count += 1;
    return `id${count}`;
  };
};

describe('the store in DynamoDB and its twin in memory', () => {
  let dynamo: OpenStore;
  let memory: OpenStore;
  beforeAll(async () => {
    dynamo = await openDynamoTwin(counted());
    memory = await openMemoryTwin(counted());
  });

  it('answer every sequence of commits alike, and hold the same in the end', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (sequence, newestFirst) => {
        const world: World = { code: newCode(), poolId: newPool() };
        for (const step of sequence) {
          const inMemory = await attempt(memory.store, await decide(memory.store, world, step));
          const inDynamo = await attempt(dynamo.store, await decide(dynamo.store, world, step));
          expect(inDynamo).toEqual(inMemory);
        }
        expect(await ask(dynamo.store, world, newestFirst)).toEqual(await ask(memory.store, world, newestFirst));
      }),
      { numRuns: 10 },
    );
    expect(await dynamo.content()).toEqual(await memory.content());
  }, 120_000);
});
