import { describe, expect, it } from 'vitest';
import { asFunction } from '../../test/grants/store-of.ts';
import { faultsIn } from '../../test/simulation/invariants.ts';
import { assessment, place, referral } from '../../test/support/case-samples.ts';
import { generalFundId, idOf, poolId } from '../../test/support/sample-ids.ts';
import { cora, interrupting, openOffice, type SmallOffice, whatOf } from '../../test/support/small-office.ts';
import { change, create, type Decision } from '../domain/decision.ts';
import { stillHeld } from '../domain/hold.ts';
import { balances } from '../domain/journal.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { confirmWaiting, expireReservation, rejectPlace } from './approve.ts';
import { unwindReferral, withdrawReferral } from './intake.ts';
import { runAllocationPass } from './run-allocation-pass.ts';

/** The office, with every transaction that the allocator makes noted by what its decisions did. */
function openNotingOffice(before: (decisions: readonly Decision[]) => Promise<unknown> = async () => undefined) {
  const memory = new MemoryStore();
  const did: string[] = [];
  const noting = interrupting(memory, async (decisions) => {
    const answer = await before(decisions);
    if (answer === undefined && decisions[0]?.by.id === 'system')
      did.push(...decisions.map((decision) => decision.did));
    return answer;
  });
  return { memory, did, ...openOffice(noting) };
}

/** Somebody whose block costs so much, with everything that leads there. */
async function wait(office: SmallOffice, n: number, cost: number): Promise<void> {
  const records = [
    referral({}, n),
    assessment({}, n),
    place('requested', { holds: 0, contribution: 6000 - cost / 6, waitsFrom: `2027-01-0${n}T10:00:00.000Z` }, n),
  ];
  for (const { kind, id, value } of records) await office.put(create(kind, id, value));
}

const give = async (office: SmallOffice, from: number, to: number, amount: number): Promise<void> => {
  for (let n = from; n <= to; n += 1) await office.give(n, amount);
};

const stateOf = async (office: SmallOffice, n: number) => (await office.read('place', idOf.place(n))).value.state;

/** What the general fund has free and held by its journal, in pence. */
const booked = (memory: MemoryStore) => {
  const accounts = balances(memory.export().journal);
  return [accounts.get(`fund:${generalFundId}:free`) ?? 0, accounts.get(`fund:${generalFundId}:held`) ?? 0].map((sum) =>
    Math.abs(sum),
  );
};

describe('a place that many small gifts pay for', () => {
  it('is gathered over several transactions in one pass, and reserved with the last', async () => {
    const office = openNotingOffice();
    await wait(office, 1, 30_000);
    await give(office, 1, 160, 200);
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 1,
      again: false,
    });
    expect(office.did.filter((did) => did !== 'open-fund')).toEqual([
      'gather-hold',
      'gather-hold',
      'gather-hold',
      'reserve-place',
    ]);
    expect(await stateOf(office, 1)).toBe('reserved');
    const { value } = await office.read('hold', idOf.hold(1));
    expect([value.state, value.draws.length, stillHeld(value)]).toEqual(['pending', 150, 30_000]);
    expect(booked(office.memory)).toEqual([2000, 30_000]);
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  it('does not need several when the last draw is the fortieth', async () => {
    const office = openNotingOffice();
    await wait(office, 1, 30_000);
    await give(office, 1, 40, 750);
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 1,
      again: false,
    });
    expect(office.did).toContain('reserve-place');
    expect(office.did).not.toContain('gather-hold');
  });

  it('keeps those behind waiting until it is whole, and they come after it in the same pass', async () => {
    const office = openNotingOffice();
    await wait(office, 1, 30_000);
    await wait(office, 2, 12_000);
    await give(office, 1, 100, 300);
    await office.give(101, 12_000);
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 2,
      again: false,
    });
    expect(office.did.slice(-4)).toEqual(['gather-hold', 'gather-hold', 'reserve-place', 'reserve-place']);
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  it('fits its transactions also when every gift is in a fund of its own', async () => {
    const office = openNotingOffice();
    await wait(office, 1, 30_000);
    for (let n = 1; n <= 60; n += 1) {
      const fundId = await office.openFund(n, { groups: [], regions: [], campaign: `appeal ${n}` });
      await office.give(n, 500, fundId);
    }
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 1,
      again: false,
    });
    expect(await stateOf(office, 1)).toBe('reserved');
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  it('runs out of turns rather than hide its queue, and goes on when woken again', async () => {
    const office = openNotingOffice();
    for (let n = 1; n <= 9; n += 1) await wait(office, n, 36_000);
    await give(office, 1, 9 * 180, 200);
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 8,
      again: true,
    });
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 1,
      again: false,
    });
    expect(faultsIn(office.memory.export())).toEqual([]);
  });
});

/** An office in which a pass died after the first part of a hold of £300 was gathered. */
async function openHalfGathered() {
  let parts = 0;
  const office = openNotingOffice(async (decisions) => {
    if (decisions[0]?.did === 'gather-hold') parts += 1;
    if (parts === 2) throw new Error('the process died');
    return undefined;
  });
  await wait(office, 1, 30_000);
  await give(office, 1, 100, 300);
  await expect(runAllocationPass(asFunction('allocate-places', office.deps), poolId)).rejects.toThrow(
    'the process died',
  );
  expect((await office.read('hold', idOf.hold(1))).value.state).toBe('gathering');
  expect(await stateOf(office, 1)).toBe('requested');
  expect(booked(office.memory)).toEqual([18_000, 12_000]);
  parts = 3;
  return office;
}

describe('a hold half gathered when its pass died', () => {
  it('is finished by the next pass', async () => {
    const office = await openHalfGathered();
    await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
    expect(await stateOf(office, 1)).toBe('reserved');
    expect(booked(office.memory)).toEqual([0, 30_000]);
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  it('is undone when its place was withdrawn meanwhile, and every penny is back in its lot', async () => {
    const office = await openHalfGathered();
    whatOf(await withdrawReferral(office.deps, idOf.referral(1), { id: 'them', roles: ['client'] }));
    whatOf(await unwindReferral(office.deps, idOf.referral(1)));
    await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
    expect(await stateOf(office, 1)).toBe('cancelled');
    const { value } = await office.read('hold', idOf.hold(1));
    expect([value.state, stillHeld(value)]).toEqual(['released', 0]);
    expect(booked(office.memory)).toEqual([30_000, 0]);
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  it('is undone when its place has gone on to another hold, and that one is gathered', async () => {
    const office = await openHalfGathered();
    const place = await office.read('place', idOf.place(1));
    await office.put(change(place, { ...place.value, holds: 2 }));
    await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
    expect((await office.read('hold', idOf.hold(1))).value.state).toBe('released');
    expect((await office.read('place', idOf.place(1))).value).toMatchObject({ state: 'reserved', holds: 3 });
    expect(booked(office.memory)).toEqual([0, 30_000]);
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  it('is given back as a whole when it is ending, whatever of it was to be returned', async () => {
    const office = await openHalfGathered();
    const half = await office.read('hold', idOf.hold(1));
    await office.put(change(half, { ...half.value, ending: 'released', returning: half.value.amount }));
    const place = await office.read('place', idOf.place(1));
    if (place.value.state !== 'requested') throw new Error('it waits');
    await office.put(change(place, { ...place.value, unusable: ['paused'] }));
    await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
    const { value } = await office.read('hold', idOf.hold(1));
    expect([value.state, stillHeld(value), 'returning' in value]).toEqual(['released', 0, false]);
    expect(office.did).not.toContain('return-money');
    expect(booked(office.memory)).toEqual([30_000, 0]);
  });

  it('is undone when its place was paused meanwhile: who cannot use money keeps none from the next', async () => {
    const office = await openHalfGathered();
    const paused = await office.read('place', idOf.place(1));
    if (paused.value.state !== 'requested') throw new Error('it waits');
    await office.put(change(paused, { ...paused.value, unusable: ['paused'] }));
    await wait(office, 2, 30_000);
    await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
    expect([await stateOf(office, 1), await stateOf(office, 2)]).toEqual(['requested', 'reserved']);
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  it('is undone when the money for the rest is gone, and a later try takes a new revision', async () => {
    const office = await openHalfGathered();
    const general = await office.read('fund', generalFundId);
    await office.put(change(general, { ...general.value, state: 'closed' }));
    await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
    expect((await office.read('hold', idOf.hold(1))).value.state).toBe('released');
    const closed = await office.read('fund', generalFundId);
    await office.put(change(closed, { ...closed.value, state: 'open' }));
    await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
    expect(await office.read('place', idOf.place(1))).toMatchObject({
      value: { state: 'reserved', holds: 2, holdId: idOf.hold(1, 2) },
    });
    expect(faultsIn(office.memory.export())).toEqual([]);
  });
});

describe('a hold on many lots that ends', () => {
  it.each([
    ['expires unapproved', 'expired', 'requested'],
    ['is rejected', 'released', 'rejected'],
  ] as const)('gives its money back in parts when its place %s', async (_, holdState, placeState) => {
    const office = openNotingOffice();
    await wait(office, 1, 30_000);
    await give(office, 1, 100, 300);
    await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
    const reserved = await office.read('place', idOf.place(1));
    if (placeState === 'rejected') {
      const input = { placeId: idOf.place(1), seen: reserved.version, reason: 'a reason' };
      whatOf(await rejectPlace(office.deps, input, cora));
    } else {
      office.pass({ days: 30 });
      whatOf(await expireReservation(office.deps, idOf.place(1)));
    }
    expect(await stateOf(office, 1)).toBe(placeState);
    expect(booked(office.memory)).toEqual([12_000, 18_000]);
    await wait(office, 2, 30_000);
    await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
    const { value } = await office.read('hold', idOf.hold(1));
    expect([value.state, stillHeld(value), 'ending' in value]).toEqual([holdState, 0, false]);
    expect(await stateOf(office, 2)).toBe('reserved');
    expect(office.did.filter((did) => did === 'release-hold')).toHaveLength(2);
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  it('is never gathered again when its place is confirmed before all of it is back: a new hold is made', async () => {
    const office = openNotingOffice();
    await wait(office, 1, 30_000);
    await give(office, 1, 100, 300);
    await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
    office.pass({ days: 30 });
    whatOf(await expireReservation(office.deps, idOf.place(1)));
    const seen = (await office.read('place', idOf.place(1))).version;
    whatOf(await confirmWaiting(office.deps, { placeId: idOf.place(1), seen }, cora));
    await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
    expect((await office.read('hold', idOf.hold(1))).value.state).toBe('expired');
    expect(await office.read('place', idOf.place(1))).toMatchObject({ value: { holdId: idOf.hold(1, 2) } });
    expect(booked(office.memory)).toEqual([0, 30_000]);
    expect(faultsIn(office.memory.export())).toEqual([]);
  });
});
