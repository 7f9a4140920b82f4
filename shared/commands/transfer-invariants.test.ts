import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FundId, Pence, TransferId } from '../../events/values.ts';
import { faultsAnytime } from '../../test/simulation/invariants.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { fay, openOffice } from '../../test/support/small-office.ts';
import type { Actor } from '../domain/actor.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { recordGift } from './give.ts';
import { sweepDeadlines } from './sweep.ts';
import { agreeToTransfer, declineTransfer, requestTransfer } from './transfer.ts';

const fred: Actor = { id: 'fred', roles: ['finance-checker'] };
const funds: readonly FundId[] = [generalFundId, idOf.fund(2), idOf.fund(3), idOf.fund(4)];

const which = fc.nat(funds.length - 1);
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('give' as const),
      fund: which,
      amount: fc.integer({ min: 200, max: 9000 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      from: which,
      to: which,
      amount: fc.integer({ min: 1, max: 4000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), from: which, to: which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('agree' as const, 'agree' as const, 'decline' as const),
      nth: fc.nat(9),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The general fund, two that are limited one within the other, and one for somewhere else. */
async function openWorld() {
  const store = new MemoryStore();
  const office = openOffice(store);
  await office.openFund(2, { groups: [], regions: ['north-east', 'north-west'] });
  await office.openFund(3, { groups: [], regions: ['north-east'] });
  await office.openFund(4, { groups: [], regions: ['wales'] });
  for (const [index, fundId] of funds.entries()) await office.give(900 + index, 20_000, fundId);
  return { ...office, store };
}
type World = Awaited<ReturnType<typeof openWorld>>;

const versionOf = async ({ store }: World, kind: 'fund' | 'transfer', id: string) =>
  (await store.get(kind, id))?.version ?? 0;

const transferIdOf = (n: number) => TransferId.parse(`trf_${String(n).padStart(10, '0')}`);

async function ask(world: World, n: number, from: FundId, to: FundId, amount: number | undefined): Promise<void> {
  const wish = { id: transferIdOf(n), purpose: amount === undefined ? ('closing' as const) : ('move' as const) };
  await requestTransfer(
    world.deps,
    {
      ...wish,
      amount: amount === undefined ? undefined : Pence.parse(amount),
      reason: 'chosen',
      fromFundId: from,
      toFundId: to,
      seen: await versionOf(world, 'fund', from),
    },
    fay,
  );
}

/** One of the transfers that wait for a second person, if any does. */
async function decide(world: World, action: 'agree' | 'decline', nth: number): Promise<void> {
  const { items } = await world.store.list('transfer', 'transfers/requested', { limit: 100 });
  const transfer = items[nth % Math.max(1, items.length)];
  if (transfer === undefined) return;
  const { id: transferId, fromFundId, toFundId } = transfer.value;
  const seen = {
    transfer: transfer.version,
    from: await versionOf(world, 'fund', fromFundId),
    to: await versionOf(world, 'fund', toFundId),
  };
  if (action === 'decline') await declineTransfer(world.deps, { transferId, seen: seen.transfer }, fred);
  else await agreeToTransfer(world.deps, { transferId, seen }, fred);
}

async function take(world: World, each: Step, n: number): Promise<void> {
  const fundOf = (index: number): FundId => funds[index] ?? generalFundId;
  switch (each.do) {
    case 'give': {
      const gift = { donationId: idOf.donation(n), fundId: fundOf(each.fund), amount: Pence.parse(each.amount) };
      await recordGift(
        world.deps,
        { ...gift, way: 'cheque', receivedOn: '2027-02-26' as never, donor: undefined },
        fay,
      );
      return;
    }
    case 'move':
      return ask(world, n, fundOf(each.from), fundOf(each.to), each.amount);
    case 'close':
      return ask(world, n, fundOf(each.from), fundOf(each.to), undefined);
    case 'agree':
    case 'decline':
      return decide(world, each.do, each.nth);
    case 'sweep':
      await sweepDeadlines(world.deps);
  }
}

const lotsIn = (world: World) =>
  world.store.export().records.flatMap((record) => (record.kind === 'lot' ? [record.value] : [])) as {
    readonly fundId: FundId;
    readonly donationId: string;
    readonly free: number;
    readonly origin: string;
  }[];

describe('gifts, transfers and closings in any order', () => {
  it('keep invariants 1, 2 and 4 after every step, lose no penny, and leave nothing free in a closed fund', async () => {
    let moves = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
        const world = await openWorld();
        for (const [index, each] of steps.entries()) {
          const before = lotsIn(world).reduce((sum, { free }) => sum + free, 0);
          await take(world, each, index + 1);
          expect(faultsAnytime(world.store.export())).toEqual([]);
          const after = lotsIn(world).reduce((sum, { free }) => sum + free, 0);
          if (each.do !== 'give') expect(after).toBe(before);
        }
        for (let turn = 0; turn < funds.length; turn += 1) await sweepDeadlines(world.deps);
        moves += lotsIn(world).filter(({ origin }) => origin === 'transfer').length;
        for (const id of funds) {
          const fund = await world.store.get('fund', id);
          expect(fund?.value.moving).toBeUndefined();
          if (fund?.value.state !== 'closed') continue;
          expect(lotsIn(world).filter(({ fundId, free }) => fundId === id && free > 0)).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
    expect(moves).toBeGreaterThan(20);
  }, 60_000);

  it('keep restricted money within its limits as long as its fund is open (invariant 8)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
        const world = await openWorld();
        const givenTo = new Map<string, FundId>(funds.map((fundId, index) => [idOf.donation(900 + index), fundId]));
        for (const [index, each] of steps.entries()) {
          if (each.do === 'close') continue;
          if (each.do === 'give') givenTo.set(idOf.donation(index + 1), funds[each.fund] ?? generalFundId);
          await take(world, each, index + 1);
        }
        const mayBeIn: Readonly<Record<string, readonly FundId[]>> = {
          [idOf.fund(2)]: [idOf.fund(2), idOf.fund(3)],
          [idOf.fund(3)]: [idOf.fund(3)],
          [idOf.fund(4)]: [idOf.fund(4)],
        };
        for (const { donationId, fundId } of lotsIn(world)) {
          const allowed = mayBeIn[givenTo.get(donationId) ?? generalFundId] ?? funds;
          expect(allowed).toContain(fundId);
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
