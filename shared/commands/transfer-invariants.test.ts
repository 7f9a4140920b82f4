import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FundId, Pence, TransferId } from '../../events/values.ts';
import { faultsAnytime } from '../../test/simulation/invariants.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { fay, openOffice } from '../../test/support/small-office.ts';
import type { Actor } from '../domain/actor.ts';
import type { Fund } from '../domain/fund.ts';
import { isAtLeastAsNarrow, Transfer } from '../domain/transfer.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { changeFund } from './fund.ts';
import { pledgeDonation, recordGift } from './give.ts';
import { sweepDeadlines } from './sweep.ts';
import { agreeToTransfer, declineTransfer, requestTransfer } from './transfer.ts';

const fred: Actor = { id: 'fred', roles: ['finance-checker'] };
const funds: readonly FundId[] = [generalFundId, idOf.fund(2), idOf.fund(3), idOf.fund(4)];

const which = fc.nat(funds.length - 1);
const limits: readonly Fund['restriction'][] = [
  { groups: [], regions: [] },
  { groups: [], regions: ['north-east'] },
  { groups: [], regions: ['north-east', 'wales'] },
];
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
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pledge' as const), fund: which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pay' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('change' as const), fund: which, to: fc.nat(limits.length - 1) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The general fund, two that are limited one within the other, and one for somewhere else; nobody has given to them. */
async function openEmptyWorld() {
  const store = new MemoryStore();
  const office = openOffice(store);
  await office.openFund(2, { groups: [], regions: ['north-east', 'north-west'] });
  await office.openFund(3, { groups: [], regions: ['north-east'] });
  await office.openFund(4, { groups: [], regions: ['wales'] });
  await office.give(900, 20_000);
  return { ...office, store };
}

async function openWorld() {
  const world = await openEmptyWorld();
  for (const [index, fundId] of funds.slice(1).entries()) await world.give(901 + index, 20_000, fundId);
  return world;
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

const fundOf = (index: number): FundId => funds[index] ?? generalFundId;

const pledge = (world: World, n: number, fundId: FundId) =>
  pledgeDonation(world.deps, {
    donationId: idOf.donation(n),
    amount: Pence.parse(3000),
    fundId,
    donor: { name: 'Ash Exampleby', email: 'ash@example.org' },
    giftAid: { declared: false, noBenefit: false },
    link: undefined,
  });

/** Everybody pays who was on the way to it; until then nothing of what they pledged is in a fund. */
async function payAll(world: World): Promise<void> {
  const { items } = await world.store.list('donation', 'donations/pending', { limit: 100 });
  for (const { value } of items) await world.payFor(value.id);
}

/** One person alone says anew whom a fund pays for. */
async function changeLimits(world: World, fundId: FundId, restriction: Fund['restriction']): Promise<void> {
  const fund = await world.store.get('fund', fundId);
  if (fund === undefined) return;
  const { name, aim, secondaryPurpose } = fund.value;
  const kind = restriction.regions.length === 0 ? 'unrestricted' : 'restricted';
  const terms = { name, aim, secondaryPurpose, kind, restriction } as const;
  await changeFund(world.deps, { fundId, seen: fund.version, terms }, fay);
}

async function take(world: World, each: Step, n: number): Promise<void> {
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
    case 'pledge':
      await pledge(world, n, fundOf(each.fund));
      return;
    case 'pay':
      return payAll(world);
    case 'change':
      return changeLimits(world, fundOf(each.fund), limits[each.to] ?? { groups: [], regions: [] });
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
          if (each.do !== 'give' && each.do !== 'pay') expect(after).toBe(before);
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

  it('keep restricted money within its limits, unless two people closed its fund for its secondary purpose (invariant 8)', async () => {
    let moves = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 35 }), async (steps) => {
        const world = await openEmptyWorld();
        const given = new Map<string, Terms>();
        for (const [index, each] of steps.entries()) {
          await take(world, each, index + 1);
          if (each.do !== 'give' && each.do !== 'pledge') continue;
          const fund = await world.read('fund', fundOf(each.fund)).catch(() => undefined);
          if (fund !== undefined) given.set(idOf.donation(index + 1), fund.value);
        }
        await payAll(world);
        for (let turn = 0; turn < funds.length; turn += 1) await sweepDeadlines(world.deps);
        moves += lotsIn(world).filter(({ origin }) => origin === 'transfer').length;
        expect(await outsideLimits(world, given)).toEqual([]);
      }),
      { numRuns: 60, examples: [[widenedAfterClosing]] },
    );
    expect(moves).toBeGreaterThan(20);
  }, 60_000);
});

type Terms = Pick<Fund, 'kind' | 'restriction'>;

/** A fund that has only a pledge is closed to one as narrow, which one person then tries to widen before it is paid. */
const widenedAfterClosing: Step[] = [
  { do: 'change', fund: 2, to: 1 },
  { do: 'change', fund: 3, to: 1 },
  { do: 'pledge', fund: 2 },
  { do: 'close', from: 2, to: 3 },
  { do: 'agree', nth: 0 },
  { do: 'change', fund: 3, to: 0 },
  { do: 'pay' },
];

/** Lots in a fund that pays for more than the gift was given for, though nobody closed a fund of theirs for another purpose. */
async function outsideLimits(world: World, given: ReadonlyMap<string, Terms>) {
  const { records } = world.store.export();
  const otherwise = new Set(
    records
      .flatMap(({ kind, value }) => (kind === 'transfer' ? [Transfer.parse(value)] : []))
      .filter(({ state, basis }) => state === 'standing' && basis === 'secondary-purpose')
      .map(({ fromFundId }) => fromFundId),
  );
  const lots = lotsIn(world);
  const outside: string[] = [];
  for (const [donationId, terms] of given) {
    const own = lots.filter((lot) => lot.donationId === donationId);
    if (terms.kind !== 'restricted' || own.some(({ fundId }) => otherwise.has(fundId))) continue;
    for (const { fundId } of own) {
      const { kind, restriction } = (await world.read('fund', fundId)).value;
      if (kind !== 'restricted' || !isAtLeastAsNarrow(restriction, terms.restriction)) outside.push(donationId);
    }
  }
  return outside;
}
