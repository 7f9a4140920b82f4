import { beforeEach, describe, expect, it } from 'vitest';
import { LocalDate, Pence } from '../../events/values.ts';
import { asFunction } from '../../test/grants/store-of.ts';
import { faultsIn } from '../../test/simulation/invariants.ts';
import { place, referral } from '../../test/support/case-samples.ts';
import { idOf, poolId } from '../../test/support/sample-ids.ts';
import { asha, cora, openOffice, refusalOf, type SmallOffice, whatOf } from '../../test/support/small-office.ts';
import type { Actor } from '../domain/actor.ts';
import { change, create } from '../domain/decision.ts';
import { stillHeld } from '../domain/hold.ts';
import type { Place } from '../domain/place.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { returnPlace } from './approve.ts';
import { pauseReferral, resumeReferral } from './manage.ts';
import {
  approveRequest,
  confirmRequest,
  lapseRequest,
  lowerContribution,
  rejectRequest,
  requestNextBlock,
} from './requests.ts';
import { runAllocationPass } from './run-allocation-pass.ts';
import { sweepDeadlines } from './sweep.ts';

const dora: Actor = { id: 'dora', roles: ['coordinator-deputy'] };
const placeId = idOf.place(1);
const from = LocalDate.parse('2027-03-08');

let memory: MemoryStore;
let office: SmallOffice;

/** A place in use with four of the six sessions of its block used: £300 was held for it, £60 a session and £10 paid. */
beforeEach(async () => {
  memory = new MemoryStore();
  office = openOffice(memory);
  await office.putNew(referral({ state: 'in-therapy' }));
  await office.put(create('place', placeId, place('requested', { holds: 0 }).value));
  await office.give(1, 30_000);
  expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 1, again: false });
  const reserved = await office.read('place', placeId);
  const inUse = place('in-use', { holds: 1, used: 4, block: { number: 1, sessions: 6, used: 4 }, amount: 10_000 });
  await office.put(change(reserved, inUse.value));
});

const inHand = () => office.read('place', placeId);

/** The request that the place has open. */
async function open() {
  const [id = ''] = (await inHand()).value.openRequests ?? [];
  return office.read('request', id);
}

const askForBlock = async (sessions = 6, by: Actor = cora) =>
  requestNextBlock(
    office.deps,
    { placeId, seen: (await inHand()).version, sessions, why: 'the review found that six more would help' },
    by,
  );

const lower = async (pence: number) =>
  lowerContribution(
    office.deps,
    { placeId, seen: (await inHand()).version, contribution: Pence.parse(pence), from, why: 'less income' },
    cora,
  );

const decideOn = async (by: Actor, what = approveRequest) => {
  const { value, version } = await open();
  return what(office.deps, { requestId: value.id, seen: version }, by);
};

const newPlace = async (n: number, waitsFrom: string) => {
  await office.put(create('place', idOf.place(n), place('requested', { holds: 0, waitsFrom }, n).value));
};

const statesOf = async (...numbers: readonly number[]) =>
  Promise.all(numbers.map(async (n) => (await office.read('place', idOf.place(n))).value.state));

describe('a next block', () => {
  it('is reserved before every new place, joins the hold of its place when it is approved, and goes on from there', async () => {
    await newPlace(2, '2020-01-01T00:00:00.000Z');
    whatOf(await askForBlock());
    await office.give(2, 30_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 1, again: false });
    expect([(await open()).value.state, ...(await statesOf(1, 2))]).toEqual(['reserved', 'in-use', 'requested']);
    whatOf(await decideOn(dora));
    const { value } = await inHand();
    expect(value).toMatchObject({ block: { number: 2, sessions: 8, used: 0 }, amount: 40_000, holds: 2 });
    expect(value.openRequests).toBeUndefined();
    const [held, joined] = [await office.read('hold', idOf.hold(1)), await office.read('hold', idOf.hold(1, 2))];
    expect([stillHeld(held.value), held.value.draws.length]).toEqual([60_000, 2]);
    expect([stillHeld(joined.value), joined.value.state]).toEqual([0, 'joined']);
    expect(faultsIn(memory.export())).toEqual([]);
  });

  it('waits for an approval by somebody who neither assessed nor asked, and who is not the first of two', async () => {
    whatOf(await askForBlock());
    await office.give(2, 30_000);
    await runAllocationPass(office.deps, poolId);
    expect(refusalOf(await decideOn({ id: 'asha', roles: ['coordinator'] }))).toMatchObject({ code: 'same-person' });
    expect(refusalOf(await decideOn(cora))).toMatchObject({ code: 'same-person' });
    expect(refusalOf(await decideOn(asha))).toMatchObject({ code: 'not-allowed' });
    const strict = { ...office.deps.settings, approval: { secondPersonAbove: Pence.parse(20_000) } };
    const { value, version } = await open();
    const seen = { requestId: value.id, seen: version };
    whatOf(await approveRequest({ ...office.deps, settings: strict }, seen, dora));
    expect((await open()).value.state).toBe('reserved');
    const again = { requestId: value.id, seen: version + 1 };
    const second = await approveRequest({ ...office.deps, settings: strict }, again, dora);
    expect(refusalOf(second)).toMatchObject({ code: 'same-person' });
    whatOf(await approveRequest({ ...office.deps, settings: strict }, again, { id: 'vera', roles: ['coordinator'] }));
    expect((await inHand()).value.block.number).toBe(2);
  });

  it('is asked for once, near the end of the block, by the therapist of the place or a coordinator, up to the maximum', async () => {
    expect(refusalOf(await askForBlock(7))).toMatchObject({ code: 'invalid' });
    expect(refusalOf(await askForBlock(6, { id: 'thr_0000000009', roles: ['therapist'] }))).toMatchObject({
      code: 'not-allowed',
    });
    whatOf(await askForBlock(6, { id: idOf.therapist(1), roles: ['therapist'] }));
    expect(refusalOf(await askForBlock())).toEqual({ code: 'used-already', passed: true });
    const { value, version } = await open();
    whatOf(
      await rejectRequest(office.deps, { requestId: value.id, seen: version, reason: 'a longer rest first' }, cora),
    );
    const early = await inHand();
    await office.put(change(early, { ...early.value, block: { ...early.value.block, used: 3 } }));
    expect(refusalOf(await askForBlock())).toMatchObject({ code: 'wrong-state' });
    const long = await inHand();
    await office.put(change(long, { ...long.value, used: 20, block: { ...long.value.block, used: 4 } }));
    expect(refusalOf(await askForBlock(3))).toMatchObject({ code: 'invalid' });
    expect(refusalOf(await askForBlock(2))).toBe('accepted');
  });

  it('gives its money back when nobody approves in time, and draws nothing until a coordinator confirms it', async () => {
    whatOf(await askForBlock());
    await office.give(2, 30_000);
    await runAllocationPass(office.deps, poolId);
    const request = await open();
    whatOf(await lapseRequest(office.deps, request.value.id));
    expect((await open()).value.state).toBe('reserved');
    office.pass({ days: 20 });
    expect((await sweepDeadlines(asFunction('sweep-deadlines', office.deps))).refused).toEqual([]);
    expect((await open()).value).toMatchObject({ state: 'requested', unusable: ['expired'] });
    expect((await office.read('lot', idOf.lot(2))).value.free).toBe(30_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 0, again: false });
    const tasks = () =>
      memory
        .export()
        .records.filter(({ kind, value }) => kind === 'task' && 'state' in value && value.state === 'open');
    expect(tasks()).toHaveLength(1);
    whatOf(await decideOn(cora, confirmRequest));
    expect(tasks()).toHaveLength(0);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 1, again: false });
    expect((await open()).value).toMatchObject({ state: 'reserved', hold: 3 });
    expect(faultsIn(memory.export())).toEqual([]);
  });

  it('is rejected with a reason, and its money goes back', async () => {
    whatOf(await askForBlock());
    await office.give(2, 30_000);
    await runAllocationPass(office.deps, poolId);
    const { value, version } = await open();
    whatOf(await rejectRequest(office.deps, { requestId: value.id, seen: version, reason: 'therapy is ending' }, cora));
    expect((await inHand()).value.openRequests).toBeUndefined();
    expect((await office.read('request', value.id)).value.state).toBe('rejected');
    expect((await office.read('lot', idOf.lot(2))).value.free).toBe(30_000);
    expect(faultsIn(memory.export())).toEqual([]);
  });

  it('is gathered over several transactions when gifts are small', async () => {
    whatOf(await askForBlock());
    for (let n = 2; n < 132; n += 1) await office.give(n, 231);
    expect((await runAllocationPass(office.deps, poolId)).placed).toBe(1);
    whatOf(await decideOn(dora));
    const { value } = await office.read('hold', idOf.hold(1));
    expect([value.draws.length, stillHeld(value)]).toEqual([131, 60_000]);
    expect(faultsIn(memory.export())).toEqual([]);
  });

  it('blocks the money of later entries while it is unfunded, and nothing while the person is paused', async () => {
    await newPlace(2, '2027-01-01T00:00:00.000Z');
    whatOf(await askForBlock());
    await office.give(2, 29_999);
    const small = await office.read('place', idOf.place(2));
    await office.put(change(small, { ...small.value, block: { number: 1, sessions: 1, used: 0 } }));
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 0, again: false });
    const paused = { referralId: idOf.referral(1), overlay: 'on-hold', why: 'a break' } as const;
    whatOf(await pauseReferral(office.deps, paused, cora));
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 1, again: false });
    expect(await statesOf(2)).toEqual(['reserved']);
    whatOf(await resumeReferral(office.deps, paused, cora));
    await office.give(3, 6000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 1, again: false });
    expect((await open()).value.state).toBe('reserved');
  });

  it('ends with its place: the pass cancels what waits, the sweep what holds money', async () => {
    whatOf(await askForBlock());
    const waiting = await open();
    const ended = (value: Place): Place => ({ ...place('ended-early', { holds: value.holds }).value });
    await office.put(change(await inHand(), ended((await inHand()).value)));
    await runAllocationPass(office.deps, poolId);
    expect((await office.read('request', waiting.value.id)).value.state).toBe('cancelled');
  });

  it('whose money ran out keeps its place from nothing: the place goes back to the list when no therapist is found', async () => {
    whatOf(await askForBlock());
    await office.give(2, 30_000);
    await runAllocationPass(office.deps, poolId);
    office.pass({ days: 30 });
    await sweepDeadlines(asFunction('sweep-deadlines', office.deps));
    const { openRequests } = (await inHand()).value;
    const sought = place('approved', { holds: 2, used: 4, block: { number: 1, sessions: 6, used: 4 }, openRequests });
    await office.put(change(await inHand(), sought.value));
    office.pass({ days: 60 });
    whatOf(await returnPlace(office.deps, placeId));
    expect((await inHand()).value).toMatchObject({ state: 'requested', unusable: ['no-therapist'] });
  });

  it('that holds money when its place ends gives it back with the next sweep', async () => {
    whatOf(await askForBlock());
    await office.give(2, 30_000);
    await runAllocationPass(office.deps, poolId);
    const reserved = await open();
    await office.put(change(await inHand(), place('ended-early', { holds: 2 }).value));
    await sweepDeadlines(asFunction('sweep-deadlines', office.deps));
    expect((await office.read('request', reserved.value.id)).value.state).toBe('cancelled');
    expect((await office.read('lot', idOf.lot(2))).value.free).toBe(30_000);
  });
});

describe('a lower contribution', () => {
  it('asks for the difference of the sessions left, and holds once that is approved', async () => {
    whatOf(await lower(400));
    expect((await open()).value).toMatchObject({ cost: 2 * 600, block: 1 });
    expect((await inHand()).value.contribution).toBe(1000);
    await office.give(2, 1200);
    await runAllocationPass(office.deps, poolId);
    whatOf(await decideOn(dora));
    expect((await inHand()).value).toMatchObject({ contribution: 400, amount: 11_200, block: { number: 1, used: 4 } });
    expect(faultsIn(memory.export())).toEqual([]);
  });

  it('makes a next block that has no money yet dearer as well, and waits for the decision on one that has', async () => {
    whatOf(await askForBlock());
    const block = await open();
    whatOf(await lower(0));
    expect((await office.read('request', block.value.id)).value.cost).toBe(6 * 6000);
    expect(refusalOf(await lower(0))).toEqual({ code: 'used-already', passed: true });
  });

  it('waits for the decision on a next block whose money is held', async () => {
    whatOf(await askForBlock());
    await office.give(2, 30_000);
    await runAllocationPass(office.deps, poolId);
    expect(refusalOf(await lower(0))).toMatchObject({ code: 'wrong-state' });
  });

  it('makes a next block dearer that is asked for after it, so that both are covered whichever is approved first', async () => {
    whatOf(await lower(400));
    whatOf(await askForBlock());
    const ids = (await inHand()).value.openRequests ?? [];
    expect((await office.read('request', ids.at(-1) ?? '')).value.cost).toBe(6 * 5600);
    await office.give(2, 1200 + 6 * 5600);
    expect((await runAllocationPass(office.deps, poolId)).placed).toBe(2);
    for (const requestId of ids.toReversed()) {
      const { version } = await office.read('request', requestId);
      whatOf(await approveRequest(office.deps, { requestId, seen: version }, dora));
    }
    expect((await inHand()).value).toMatchObject({ contribution: 400, block: { number: 2, sessions: 8, used: 0 } });
    expect(faultsIn(memory.export())).toEqual([]);
  });

  it('costs as much as the block needs by the time its money is held: a session may have been given back', async () => {
    whatOf(await lower(400));
    const before = await inHand();
    await office.put(change(before, { ...before.value, block: { ...before.value.block, used: 3 } }));
    await office.give(2, 1800);
    expect((await runAllocationPass(office.deps, poolId)).placed).toBe(1);
    expect((await open()).value.cost).toBe(3 * 600);
    expect((await office.read('hold', idOf.hold(1, 2))).value.amount).toBe(3 * 600);
    whatOf(await decideOn(dora));
    expect((await inHand()).value.contribution).toBe(400);
    expect(faultsIn(memory.export())).toEqual([]);
  });

  it('needs no top-up for a place that still waits, or whose block is used up', async () => {
    const used = await inHand();
    await office.put(change(used, { ...used.value, block: { ...used.value.block, used: 6 } }));
    whatOf(await lower(0));
    expect((await inHand()).value.contribution).toBe(0);
    expect((await inHand()).value.openRequests).toBeUndefined();
    expect(refusalOf(await lower(0))).toMatchObject({ code: 'invalid' });
  });
});
