import { beforeEach, describe, expect, it } from 'vitest';
import { faultsIn } from '../../test/simulation/invariants.ts';
import { place, referral, search } from '../../test/support/case-samples.ts';
import { hold } from '../../test/support/money-samples.ts';
import { request } from '../../test/support/request-samples.ts';
import { idOf, poolId } from '../../test/support/sample-ids.ts';
import { cora, openOffice, refusalOf, type SmallOffice, whatOf } from '../../test/support/small-office.ts';
import type { Actor } from '../domain/actor.ts';
import { openTask } from '../domain/change-task.ts';
import { change, create } from '../domain/decision.ts';
import { requestIdOf } from '../domain/request.ts';
import type { Task } from '../domain/task.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { confirmWaiting, rejectPlace, returnPlace } from './approve.ts';
import { answerPrecedence, askPrecedence, shrinkBlock, shrinkNextBlock, withdrawPrecedence } from './manage-entry.ts';
import { runAllocationPass } from './run-allocation-pass.ts';
import { sweepPools } from './sweep.ts';

const dora: Actor = { id: 'dora', roles: ['coordinator-deputy'] };

let memory: MemoryStore;
let office: SmallOffice;
beforeEach(() => {
  memory = new MemoryStore();
  office = openOffice(memory);
});

const wait = async (n: number, but: object = {}) => {
  const waitsFrom = `2027-01-${String(n).padStart(2, '0')}T09:00:00.000Z`;
  await office.putNew(referral({}, n));
  await office.put(create('place', idOf.place(n), place('requested', { holds: 0, waitsFrom, ...but }, n).value));
};

const stateOf = async (n: number) => (await office.read('place', idOf.place(n))).value.state;
const seenOf = async (n: number) => ({
  placeId: idOf.place(n),
  seen: (await office.read('place', idOf.place(n))).version,
});

const openTasks = (): readonly Task[] =>
  memory
    .export()
    .records.flatMap(({ kind, value }) => (kind === 'task' && 'dueAt' in value ? [value] : []))
    .filter(({ state }) => state === 'open');

describe('an entry that is refused alone, and for good', () => {
  it('is set aside with a task and holds up nobody, until a coordinator has looked; then it has a fresh try', async () => {
    for (const n of [1, 2, 3, 4, 5]) await wait(n);
    // A hold that nobody should have written bears the name of the third one's next.
    await office.putNew(hold({ placeId: idOf.place(3), state: 'released', amount: 0, draws: [], revision: 1 }, 3));
    await office.give(1, 5 * 30_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 4, again: false });
    expect(await Promise.all([1, 2, 3, 4, 5].map(stateOf))).toEqual([
      'reserved',
      'reserved',
      'requested',
      'reserved',
      'reserved',
    ]);
    expect((await office.read('place', idOf.place(3))).value).toMatchObject({ unusable: ['set-aside'], holds: 1 });
    expect(openTasks().map(({ kind, about }) => [kind, about])).toEqual([
      ['set-aside-place', `referral/${idOf.referral(3)}`],
    ]);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 0, again: false });
    whatOf(await confirmWaiting(office.deps, await seenOf(3), cora));
    expect(openTasks()).toEqual([]);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 1, again: false });
    expect(faultsIn(memory.export())).toEqual([]);
  });
});

describe('an override', () => {
  beforeEach(async () => {
    await wait(1);
    await wait(2);
  });
  const ask = async (by = cora) =>
    askPrecedence(office.deps, { ...(await seenOf(2)), why: 'in danger of losing it' }, by);
  const answer = async (what: 'grant' | 'decline', by: Actor) =>
    answerPrecedence(office.deps, { ...(await seenOf(2)), answer: what }, by);
  const pass = () => runAllocationPass(office.deps, poolId);

  it('puts a place before all other new ones once a second person has granted it', async () => {
    whatOf(await ask());
    expect(refusalOf(await answer('grant', cora))).toEqual({ code: 'same-person', passed: false });
    expect(refusalOf(await answer('grant', { id: 'asha', roles: ['coordinator'] }))).toMatchObject({
      code: 'same-person',
    });
    whatOf(await answer('grant', dora));
    await office.give(1, 30_000);
    expect(await pass()).toEqual({ placed: 1, again: false });
    expect([await stateOf(1), await stateOf(2)]).toEqual(['requested', 'reserved']);
    const { items } = await memory.history(`referral/${idOf.referral(2)}`, { limit: 10 });
    expect(items.filter(({ did }) => did.endsWith('precedence')).map(({ did, by, why }) => [did, by.id, why])).toEqual([
      ['ask-precedence', 'cora', 'in danger of losing it'],
      ['grant-precedence', 'dora', 'in danger of losing it'],
    ]);
  });

  it('changes nothing while only one person has asked for it, nor when it is declined', async () => {
    whatOf(await ask());
    expect(openTasks().map(({ kind }) => kind)).toEqual(['decide-override']);
    await office.give(1, 30_000);
    expect(await pass()).toEqual({ placed: 1, again: false });
    expect([await stateOf(1), await stateOf(2)]).toEqual(['reserved', 'requested']);
    whatOf(await answer('decline', cora));
    expect((await office.read('place', idOf.place(2))).value.precedence).toBeUndefined();
    expect(openTasks()).toEqual([]);
    whatOf(await ask());
    expect(openTasks().map(({ kind }) => kind)).toEqual(['decide-override']);
    whatOf(await answer('grant', dora));
    expect(openTasks()).toEqual([]);
  });

  it('is withdrawn by one person with a reason, gives the place its old turn, and can be asked for again', async () => {
    whatOf(await ask());
    const withdraw = async (by: Actor = cora) =>
      withdrawPrecedence(office.deps, { ...(await seenOf(2)), why: 'the danger is over' }, by);
    expect(refusalOf(await withdraw())).toEqual({ code: 'used-already', passed: true });
    whatOf(await answer('grant', dora));
    expect(refusalOf(await withdraw({ id: 'asha', roles: ['assessor'] }))).toMatchObject({ code: 'not-allowed' });
    whatOf(await withdraw());
    await office.give(1, 30_000);
    expect(await pass()).toEqual({ placed: 1, again: false });
    expect([await stateOf(1), await stateOf(2)]).toEqual(['reserved', 'requested']);
    const { items } = await memory.history(`referral/${idOf.referral(2)}`, { limit: 1, newestFirst: true });
    expect(items.map(({ did, by, why, facts }) => [did, by.id, why, facts.length])).toEqual([
      ['withdraw-precedence', 'cora', 'the danger is over', 1],
    ]);
    whatOf(await ask());
    whatOf(await answer('grant', dora));
    await office.give(2, 30_000);
    expect(await pass()).toEqual({ placed: 1, again: false });
    expect(refusalOf(await withdraw())).toEqual({ code: 'wrong-state', passed: true });
  });

  it('is for those who manage the waiting list, and for places that wait', async () => {
    expect(refusalOf(await ask({ id: 'asha', roles: ['assessor'] }))).toEqual({ code: 'not-allowed', passed: false });
    await office.give(1, 60_000);
    await pass();
    expect(refusalOf(await ask())).toEqual({ code: 'wrong-state', passed: true });
  });
});

describe('an entry that holds money back from others', () => {
  beforeEach(async () => {
    await wait(1);
    await wait(2, { block: { number: 1, sessions: 1, used: 0 } });
    await office.give(1, 20_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 0, again: false });
  });

  it('becomes one task after a month, and no sooner', async () => {
    await sweepPools(office.deps);
    office.pass({ days: 29, hours: 23 });
    await sweepPools(office.deps);
    expect(openTasks()).toEqual([]);
    office.pass({ hours: 1 });
    await sweepPools(office.deps);
    await sweepPools(office.deps);
    expect(openTasks().map(({ kind, about }) => [kind, about])).toEqual([
      ['money-blocked', `referral/${idOf.referral(1)}`],
    ]);
  });

  it('is funded with a smaller block, the task is done, and the rest comes with later blocks', async () => {
    office.pass({ days: 30 });
    await sweepPools(office.deps);
    const shrink = async (sessions: number, by = cora) =>
      shrinkBlock(office.deps, { ...(await seenOf(1)), sessions, why: 'a beginning now' }, by);
    expect(refusalOf(await shrink(6))).toMatchObject({ code: 'invalid' });
    expect(refusalOf(await shrink(0))).toMatchObject({ code: 'invalid' });
    whatOf(await shrink(3));
    expect(openTasks()).toEqual([]);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 2, again: false });
    expect((await office.read('place', idOf.place(1))).value).toMatchObject({ amount: 15_000, sessions: 12 });
    expect(faultsIn(memory.export())).toEqual([]);
  });

  it('is not remembered as such once nothing is held back any more', async () => {
    const since = async () => {
      const { value } = await office.read('place', idOf.place(1));
      return value.state === 'requested' ? value.blocksSince : undefined;
    };
    expect(await since()).toBe('2027-03-01T10:00:00.000Z');
    const lot = await office.read('lot', idOf.lot(1));
    await office.put({ kind: 'lot', id: lot.id, before: lot, after: { ...lot.value, free: 0 as never } });
    await runAllocationPass(office.deps, poolId);
    expect(await since()).toBeUndefined();
  });
});

describe('tasks about a place that has gone on', () => {
  it('are closed when it is rejected', async () => {
    await wait(1);
    await office.give(1, 20_000);
    await runAllocationPass(office.deps, poolId);
    office.pass({ days: 31 });
    await sweepPools(office.deps);
    expect(openTasks().map(({ kind }) => kind)).toEqual(['money-blocked']);
    whatOf(await rejectPlace(office.deps, { ...(await seenOf(1)), reason: 'not wanted now' }, cora));
    expect(openTasks().map(({ kind }) => kind)).toEqual(['tell-outcome']);
  });

  it('are closed when it goes back to the waiting list without a therapist', async () => {
    await wait(1);
    await office.give(1, 30_000);
    await runAllocationPass(office.deps, poolId);
    const reserved = await office.read('place', idOf.place(1));
    await office.put(change(reserved, place('approved', { holds: 1 }).value));
    await office.putNew(search({ state: 'none-left', live: undefined, round: 2 }));
    const about = `referral/${idOf.referral(1)}`;
    const dueAt = office.deps.now();
    await office.put(openTask('no-therapist-found', 'coordinator', about, office.deps.now(), dueAt, 2));
    office.pass({ days: 60 });
    whatOf(await returnPlace(office.deps, idOf.place(1)));
    expect(openTasks().map(({ kind }) => kind)).toEqual(['confirm-expired-place', 'tell-outcome']);
  });
});

describe('a next block that holds money back from others', () => {
  const asked = request('requested');
  beforeEach(async () => {
    await office.putNew(referral({ state: 'in-therapy' }), asked, place('in-use', { openRequests: [asked.id] }));
    await office.give(1, 20_000);
    await runAllocationPass(office.deps, poolId);
    office.pass({ days: 30 });
    await sweepPools(office.deps);
  });
  const shrink = async (sessions: number, by: Actor = cora, but: object = {}) => {
    const { value, version } = await office.read('request', asked.id);
    return shrinkNextBlock(
      office.deps,
      { requestId: value.id, seen: version, sessions, why: 'a beginning now', ...but },
      by,
    );
  };

  it('is funded with a smaller block, and the task is done', async () => {
    expect(openTasks().map(({ kind }) => kind)).toEqual(['money-blocked']);
    whatOf(await shrink(4));
    expect(openTasks()).toEqual([]);
    const { value } = await office.read('request', asked.id);
    expect(value).toMatchObject({ cause: { kind: 'next-block', sessions: 4 }, cost: 20_000, askedBy: 'dora' });
    expect(value).not.toHaveProperty('blocksSince');
    const { items } = await memory.history(`referral/${idOf.referral(1)}`, { limit: 1, newestFirst: true });
    expect(items.map(({ did, by, facts }) => [did, by.id, facts[0]?.type])).toEqual([
      ['shrink-next-block', 'cora', 'uk.sponsored-places.request.asked.v1'],
    ]);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 1, again: false });
    expect((await office.read('request', asked.id)).value).toMatchObject({ state: 'reserved', cost: 20_000 });
    expect(refusalOf(await shrink(1))).toEqual({ code: 'wrong-state', passed: true });
  });

  it('leaves the task to what else its place asks for, while that holds money back as well', async () => {
    const before = await office.read('place', idOf.place(1));
    const cause = { kind: 'correction', of: 'x1' } as const;
    const wish = { id: requestIdOf(idOf.place(1), 1, cause), cause, cost: 90_000, askedAt: '2027-03-02T10:00:00.000Z' };
    const topUp = request('requested', { ...wish, ...{ blocksSince: office.deps.now() } });
    await office.putNew(topUp);
    await office.put(change(before, place('in-use', { openRequests: [asked.id, topUp.id] }).value));
    whatOf(await shrink(4));
    expect(openTasks().map(({ kind }) => kind)).toEqual(['money-blocked']);
    await office.put(change(await office.read('request', topUp.id), request('requested', wish).value));
    whatOf(await shrink(3));
    expect(openTasks()).toEqual([]);
  });

  it.each([0, 6, 7, 1.5])('cannot have %d sessions instead of six', async (sessions) => {
    expect(refusalOf(await shrink(sessions))).toMatchObject({ code: 'invalid' });
  });

  it('is made smaller by those who manage the waiting list, as they saw it, and no top-up is', async () => {
    expect(refusalOf(await shrink(4, { id: 'asha', roles: ['assessor'] }))).toMatchObject({ code: 'not-allowed' });
    expect(refusalOf(await shrink(4, cora, { seen: 1 }))).toMatchObject({ code: 'changed-meanwhile' });
    const before = await office.read('request', asked.id);
    if (before.value.state !== 'requested') throw new Error('the request waits');
    await office.put(change(before, { ...before.value, cause: { kind: 'correction', of: 'x' } }));
    expect(refusalOf(await shrink(4))).toMatchObject({ code: 'wrong-state' });
  });
});
