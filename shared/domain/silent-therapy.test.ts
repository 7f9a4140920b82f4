import { describe, expect, it } from 'vitest';
import { place, task } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import type { Versioned } from './decision.ts';
import { later } from './office-days.ts';
import { endSilence, heardOf, noteSilence, silenceTaskId, silentSince } from './silent-therapy.ts';

const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const { silentWeeks } = settings.sessions;
/** The last moment of which it is too long ago. */
const longAgo = later(now, { days: -7 * silentWeeks });

const inUse = (but: object = {}) => place('in-use', { used: 2, heardAt: longAgo, ...but });
const note = (of = inUse(), known?: Versioned<'task'>) => noteSilence(of, known, now, settings);

/** The task about the silence of that place. */
const told = (state: 'open' | 'done') =>
  task('therapy-silent', {
    id: silenceTaskId(inUse().value),
    role: 'coordinator',
    state,
    ...(state === 'done' ? { doneAt: now, doneBy: 'cora', result: 'they were away' } : {}),
  });

describe('a therapy of which nothing is heard', () => {
  it('is a coordinator’s to ask after by the end of the next office day, once nothing was recorded for the weeks of the settings', () => {
    const noted = note();
    expect(wordsOf(noted)).toEqual(['note-silence by system', 'place changed', 'task therapy-silent for coordinator']);
    expect(leaves(noted, 'place').silentTask).toBe(silenceTaskId(inUse().value));
    expect(leaves(noted, 'task')).toMatchObject({
      id: silenceTaskId(inUse().value),
      about: `referral/${idOf.referral(1)}`,
      dueAt: '2027-03-02T17:00:00.000Z',
    });
  });

  it('is none as long as something was recorded since', () => {
    expect(silentSince(now, settings)).toBe('2027-02-01T10:00:00.000Z');
    expect(wordsOf(note(inUse({ heardAt: later(longAgo, { minutes: 1 }) })))).toEqual(['wrong-state']);
  });

  it('is asked after once', () => {
    expect(wordsOf(note(inUse({ silentTask: silenceTaskId(inUse().value) })))).toEqual(['used-already, passed']);
  });

  it('is none where nobody treats: before the first session, while therapy rests, and after its end', () => {
    for (const state of ['allocated', 'paused', 'completed'] as const) {
      expect(wordsOf(note(place(state, { heardAt: longAgo })))).toEqual(['wrong-state, passed']);
    }
    expect(wordsOf(note(inUse({ heardAt: undefined })))).toEqual(['wrong-state, passed']);
  });

  it('opens its task again when it falls silent again without a session between', () => {
    expect(wordsOf(note(inUse(), told('done')))).toContain('task therapy-silent open');
  });

  it('is another silence after another session', () => {
    expect(silenceTaskId(inUse({ used: 3 }).value)).not.toBe(silenceTaskId(inUse().value));
  });
});

describe('a therapy that is heard of', () => {
  it('is silent no more, from now on', () => {
    const heard = heardOf(inUse({ silentTask: silenceTaskId(inUse().value) }).value, now);
    expect(heard).toMatchObject({ heardAt: now });
    expect(heard).not.toHaveProperty('silentTask');
  });

  it('keeps time only where somebody treats', () => {
    expect(heardOf(place('allocated').value, now)).not.toHaveProperty('heardAt');
    expect(heardOf(place('paused', { heardAt: longAgo }).value, now)).toMatchObject({ heardAt: longAgo });
  });

  it('ends the task about its silence, if it is open', () => {
    expect(endSilence(told('open'), cora, now)).toMatchObject([{ after: { state: 'done', doneBy: 'cora' } }]);
    expect(endSilence(told('done'), cora, now)).toEqual([]);
    expect(endSilence(undefined, cora, now)).toEqual([]);
  });
});
