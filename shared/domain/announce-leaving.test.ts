import { describe, expect, it } from 'vitest';
import { task, therapist } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { announceLeaving, leavingTaskId, stayAfterAll } from './announce-leaving.ts';
import type { Versioned } from './decision.ts';

const themself: Actor = { id: idOf.therapist(1), roles: ['therapist'] };
const colleague: Actor = { id: idOf.therapist(2), roles: ['therapist'] };
const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const asha: Actor = { id: 'asha', roles: ['assessor'] };

const about = `therapist/${idOf.therapist(1)}`;

/** The task to hand their clients over. */
const handover = (but: object = {}) =>
  task('therapist-leaves', { id: leavingTaskId(idOf.therapist(1)), role: 'coordinator', about, ...but });
const done = { state: 'done', doneAt: now, doneBy: 'cora', result: 'they stay after all' };

const leave = (but: object = {}, by = themself, known?: Versioned<'task'>) =>
  announceLeaving(therapist({ clients: 1, ...but }), 'moving away', known, by, now, settings);

const stay = (but: object = {}, by = themself) =>
  stayAfterAll(therapist({ leavingSince: now, ...but }), handover(), by, now);

describe('a therapist who says that they leave', () => {
  it('is a member still, and a coordinator hands their clients over by the end of the next office day', () => {
    const left = leave();
    expect(wordsOf(left)).toEqual([
      `announce-leaving by ${themself.id}`,
      'therapist changed',
      'task therapist-leaves for coordinator',
      'fact therapist.leaving-announced',
    ]);
    expect(leaves(left, 'therapist')).toEqual({ ...therapist({ clients: 1 }).value, leavingSince: now });
    expect(leaves(left, 'task')).toMatchObject({
      id: leavingTaskId(idOf.therapist(1)),
      about,
      dueAt: '2027-03-02T17:00:00.000Z',
    });
  });

  it('stands in their own history with the reason they gave, and is told of them', () => {
    const left = leave();
    expect(left.ok && left.value).toMatchObject({ about, why: 'moving away' });
    expect(left.ok && left.value.facts).toMatchObject([
      { subject: about, data: { therapistId: idOf.therapist(1), poolId: settings.pool.id } },
    ]);
  });

  it('says so themself, or a coordinator for them, and nobody else', () => {
    expect(wordsOf(leave({}, cora))[0]).toBe('announce-leaving by cora');
    for (const by of [colleague, asha]) expect(wordsOf(leave({}, by))).toEqual(['not-allowed']);
  });

  it('says so once, and not after they have left', () => {
    expect(wordsOf(leave({ leavingSince: now }))).toEqual(['used-already, passed']);
    expect(wordsOf(leave({ state: 'left', clients: 0, offers: 0, leftAt: now }))).toEqual(['closed, passed']);
  });

  it('may stay and say it again later: the task that was done is open once more', () => {
    const again = leave({}, themself, handover(done));
    expect(wordsOf(again)).toContain('task therapist-leaves open');
    expect(leaves(again, 'task')).not.toHaveProperty('result');
  });

  it('has a task of their own', () => {
    expect(leavingTaskId(idOf.therapist(1))).not.toBe(leavingTaskId(idOf.therapist(2)));
  });
});

describe('a therapist who stays after all', () => {
  it('is offered clients again, and nobody need hand any over', () => {
    const stayed = stay();
    expect(wordsOf(stayed)).toEqual([
      `stay-after-all by ${themself.id}`,
      'therapist changed',
      'task therapist-leaves done',
    ]);
    expect(leaves(stayed, 'therapist')).toEqual(therapist().value);
    expect(leaves(stayed, 'task')).toMatchObject({ doneBy: themself.id, doneAt: now });
    expect(stayed.ok && stayed.value.about).toBe(about);
  });

  it('leaves alone a task that somebody has done, and one that there never was', () => {
    for (const known of [handover(done), undefined]) {
      const stayed = stayAfterAll(therapist({ leavingSince: now }), known, themself, now);
      expect(wordsOf(stayed)).toEqual([`stay-after-all by ${themself.id}`, 'therapist changed']);
    }
  });

  it('says so themself, or a coordinator for them, and nobody else', () => {
    expect(wordsOf(stay({}, cora))[0]).toBe('stay-after-all by cora');
    for (const by of [colleague, asha]) expect(wordsOf(stay({}, by))).toEqual(['not-allowed']);
  });

  it('is one who was leaving and is still here', () => {
    expect(wordsOf(stay({ leavingSince: undefined }))).toEqual(['wrong-state, passed']);
    expect(wordsOf(stay({ state: 'left', clients: 0, offers: 0, leftAt: now }))).toEqual(['wrong-state, passed']);
  });
});
