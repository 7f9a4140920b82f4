import { describe, expect, it } from 'vitest';
import { type Role, TaskId } from '../../events/values.ts';
import { assessment, place, referral, task, therapist } from '../../test/support/case-samples.ts';
import { helper } from '../../test/support/offered-case.ts';
import { idOf, now } from '../../test/support/sample-ids.ts';
import { asha, cora, openOffice, refusalOf, type SmallOffice, whatOf } from '../../test/support/small-office.ts';
import type { Actor } from '../domain/actor.ts';
import { later } from '../domain/office-days.ts';
import { taskIdOf } from '../domain/task.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { rejectPlace } from './approve.ts';
import { recordAssessment } from './assess.ts';
import {
  type Applicant,
  actorOf,
  completeTask,
  delegateRole,
  enrolTherapist,
  pauseReferral,
  resumeReferral,
} from './manage.ts';

const as = (...roles: Role[]): Actor => ({ id: roles.join('+'), roles });

describe('who somebody is now', () => {
  const dan = { id: 'dan', name: 'Dan Deputy', roles: ['coordinator-deputy', 'assessor'] as Role[] };

  it('is a coordinator’s deputy only while the coordinator is away', async () => {
    const { deps, pass } = openOffice();
    expect((await actorOf(deps, dan)).roles).toEqual(['assessor']);
    const absence = { role: 'coordinator', from: later(now, { days: 1 }), until: later(now, { days: 3 }) } as const;
    whatOf(await delegateRole(deps, { ...absence, why: 'a holiday' }, cora));
    expect((await actorOf(deps, dan)).roles).toEqual(['assessor']);
    pass({ days: 1 });
    expect(await actorOf(deps, dan)).toEqual({ id: 'dan', roles: ['coordinator-deputy', 'assessor'] });
    pass({ days: 2 });
    expect((await actorOf(deps, dan)).roles).toEqual(['assessor']);
  });

  it('cannot be changed by the deputy themself', async () => {
    const { deps } = openOffice();
    const absence = { role: 'coordinator', from: now, until: later(now, { days: 3 }), why: 'mine now' } as const;
    expect(refusalOf(await delegateRole(deps, absence, await actorOf(deps, dan)))).toEqual({
      code: 'not-allowed',
      passed: false,
    });
  });
});

describe('adding a therapist', () => {
  const { competences, modes, area, region, reachKm, fee, capacity, credentials } = therapist().value;
  const applicant: Applicant = { competences, modes, area, region, reachKm, fee, capacity, credentials };
  const input = { therapistId: idOf.therapist(1), applicant, fields: helper };

  it('with a form sent twice is one therapist, whose name is in the vault alone', async () => {
    const memory = new MemoryStore();
    const { deps } = openOffice(memory);
    expect(whatOf(await enrolTherapist(deps, input, cora))).toBe(idOf.therapist(1));
    expect(whatOf(await enrolTherapist(deps, input, cora))).toBe(idOf.therapist(1));
    const kinds = memory.export().records.map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['identity', 'identity-key', 'therapist']);
    expect(JSON.stringify(memory.export())).not.toMatch(/terry/i);
  });

  it('that is refused keeps nothing of the person', async () => {
    const memory = new MemoryStore();
    const { deps } = openOffice(memory);
    expect(refusalOf(await enrolTherapist(deps, input, asha))).toMatchObject({ code: 'not-allowed' });
    const bare = { ...input, applicant: { ...applicant, credentials: [] } };
    expect(refusalOf(await enrolTherapist(deps, bare, cora))).toMatchObject({ code: 'invalid' });
    expect(memory.export().records).toEqual([]);
  });
});

describe('completing a task', () => {
  const taskId = TaskId.parse('tsk_00000001');
  const complete = async (office: SmallOffice, by: Actor, seen?: number) =>
    completeTask(
      office.deps,
      { taskId, seen: seen ?? (await office.read('task', taskId)).version, result: 'spoken with' },
      by,
    );

  it('writes down who did it, when, and what came of it', async () => {
    const office = openOffice();
    await office.putNew(task('same-day-call'));
    whatOf(await complete(office, asha));
    expect((await office.read('task', taskId)).value).toMatchObject({
      state: 'done',
      doneAt: now,
      doneBy: 'asha',
      result: 'spoken with',
    });
  });

  it.each<[Role, Role[], Role[]]>([
    ['assessor', ['assessor'], ['coordinator', 'coordinator-deputy', 'finance-maker', 'safeguarding-lead']],
    ['coordinator', ['coordinator', 'coordinator-deputy'], ['assessor', 'trustee', 'client']],
  ])('that is for a %s is done by %s, and not by %s', async (role, may, mayNot) => {
    for (const one of may) {
      const office = openOffice();
      await office.putNew(task('call-client', { role }));
      expect(refusalOf(await complete(office, as(one)))).toBe('accepted');
    }
    for (const one of mayNot) {
      const office = openOffice();
      await office.putNew(task('call-client', { role }));
      expect(refusalOf(await complete(office, as(one)))).toEqual({ code: 'not-allowed', passed: false });
    }
  });

  it('has passed when it is done, and is refused to who saw an older page', async () => {
    const office = openOffice();
    await office.putNew(task('same-day-call'));
    expect(refusalOf(await complete(office, asha, 0))).toEqual({ code: 'changed-meanwhile', passed: false });
    whatOf(await complete(office, asha));
    expect(refusalOf(await complete(office, asha))).toEqual({ code: 'used-already', passed: true });
    const missing = { taskId: TaskId.parse('tsk_00000009'), seen: 1, result: '' };
    expect(refusalOf(await completeTask(office.deps, missing, asha))).toMatchObject({ code: 'not-found' });
  });

  it('by telling somebody how it ended lets their page say so, and not before', async () => {
    const office = openOffice();
    await office.putNew(referral({ state: 'assessment-started' }));
    const { needs, means } = assessment().value;
    const findings = { suitability: 'not-suitable', needs, means, band: 'routine' } as const;
    whatOf(await recordAssessment(office.deps, { referralId: idOf.referral(1), seen: 1, findings }, asha));
    const closing = async () => (await office.read('referral', idOf.referral(1))).value.closing;
    expect(await closing()).toMatchObject({ category: 'not-suitable', spokenTo: false });
    const [told] = (await office.store.list('task', 'tasks/assessor', { limit: 5 })).items;
    expect(told?.value.kind).toBe('tell-outcome');
    const input = { taskId: TaskId.parse(told?.id), seen: told?.version ?? 0, result: 'told' };
    whatOf(await completeTask(office.deps, input, asha));
    expect(await closing()).toMatchObject({ category: 'not-suitable', spokenTo: true });
  });

  it('by telling somebody of a place that was refused lets their page say so', async () => {
    const office = openOffice();
    await office.putNew(referral(), place('requested', { holds: 0 }));
    whatOf(await rejectPlace(office.deps, { placeId: idOf.place(1), seen: 1, reason: 'a reason' }, cora));
    const shown = async () => (await office.read('referral', idOf.referral(1))).value.stillShown;
    expect(await shown()).toBe('waiting');
    const taskId = taskIdOf('tell-outcome', `referral/${idOf.referral(1)}`);
    whatOf(await completeTask(office.deps, { taskId, seen: 1, result: 'told' }, cora));
    expect(await shown()).toBeUndefined();
  });

  it('says nothing on their page while there is something else that they have not been told', async () => {
    const office = openOffice();
    const about = `referral/${idOf.referral(1)}`;
    const second = task('tell-outcome', { id: taskIdOf('tell-outcome', about, 2), role: 'coordinator' });
    const first = task('tell-outcome', { id: taskIdOf('tell-outcome', about), role: 'coordinator' });
    await office.putNew(referral({ stillShown: 'found' }), first, second);
    const shown = async () => (await office.read('referral', idOf.referral(1))).value.stillShown;
    whatOf(await completeTask(office.deps, { taskId: first.value.id, seen: 1, result: 'told' }, cora));
    expect(await shown()).toBe('found');
    whatOf(await completeTask(office.deps, { taskId: second.value.id, seen: 1, result: 'told' }, cora));
    expect(await shown()).toBeUndefined();
  });
});

describe('pausing somebody', () => {
  it('takes them out of the waiting list in the same write, and back at its end', async () => {
    const office = openOffice();
    await office.putNew(referral(), place('requested'));
    const input = { referralId: idOf.referral(1), overlay: 'on-hold', why: 'away' } as const;
    const waiting = () => office.store.ranges(`waiting/${place('requested').value.poolId}`);
    expect(await waiting()).toEqual(['survivor.wales']);
    whatOf(await pauseReferral(office.deps, input, cora));
    expect(await waiting()).toEqual([]);
    office.pass({ days: 3 });
    whatOf(await resumeReferral(office.deps, input, cora));
    expect(await waiting()).toEqual(['survivor.wales']);
    expect((await office.read('place', idOf.place(1))).value.waitsFrom).toBe('2027-01-07T10:00:00.000Z');
  });

  it('is refused to who may not, and for nobody we know', async () => {
    const office = openOffice();
    const input = { referralId: idOf.referral(1), overlay: 'safeguarding', why: 'a concern' } as const;
    expect(refusalOf(await pauseReferral(office.deps, input, as('safeguarding-lead')))).toMatchObject({
      code: 'not-found',
    });
    await office.putNew(referral());
    expect(refusalOf(await pauseReferral(office.deps, input, cora))).toMatchObject({ code: 'not-allowed' });
    expect(refusalOf(await resumeReferral(office.deps, input, as('safeguarding-lead')))).toEqual({
      code: 'wrong-state',
      passed: true,
    });
  });
});
