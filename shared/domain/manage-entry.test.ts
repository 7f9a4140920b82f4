import { describe, expect, it } from 'vitest';
import type { Pence } from '../../events/values.ts';
import { place, task } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { request } from '../../test/support/request-samples.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import {
  answerPrecedence,
  askPrecedence,
  noteBlocking,
  reportBlocking,
  setAside,
  shrinkBlock,
  withdrawPrecedence,
} from './manage-entry.ts';
import { later } from './office-days.ts';
import { shrinkNextBlock } from './shrink-request.ts';

const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const cem: Actor = { id: 'cem', roles: ['coordinator-deputy'] };
const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
const waiting = place('requested');
const wants = request('requested');
const about = { about: `referral/${idOf.referral(1)}` };

describe('an entry whose reservation was refused for good', () => {
  it('is set aside, passes over a hold, and becomes a task', () => {
    const aside = setAside({ place: place('requested', { unusable: ['paused'] }) }, now, settings);
    expect(wordsOf(aside)).toEqual([
      'set-aside-entry by system',
      'place changed',
      'task set-aside-place for coordinator',
    ]);
    expect(leaves(aside, 'place')).toMatchObject({ holds: 1, unusable: ['paused', 'set-aside'] });
    expect(leaves(aside, 'task')).toMatchObject(about);
    expect(aside.ok && aside.value).toMatchObject(about);
  });

  it('is set aside once more under the next hold', () => {
    const again = setAside({ place: place('requested', { holds: 1, unusable: ['set-aside'] }) }, now, settings);
    expect(leaves(again, 'place')).toMatchObject({ holds: 2, unusable: ['set-aside'] });
  });

  it('may be what a place in hand asks for: the place only passes over a hold', () => {
    const inHand = place('in-use');
    const aside = setAside({ place: inHand, request: wants }, now, settings);
    expect(wordsOf(aside)).toEqual([
      'set-aside-entry by system',
      'request changed',
      'place changed',
      'task set-aside-place for coordinator',
    ]);
    expect(leaves(aside, 'request')).toMatchObject({ unusable: ['set-aside'] });
    expect(leaves(aside, 'place')).toMatchObject({ state: 'in-use', holds: inHand.value.holds + 1 });
  });

  it('is left alone when it does not wait any more', () => {
    expect(wordsOf(setAside({ place: place('reserved') }, now, settings))).toEqual(['wrong-state, passed']);
    const held = { place: place('in-use'), request: request('reserved') };
    expect(wordsOf(setAside(held, now, settings))).toEqual(['wrong-state, passed']);
  });
});

describe('an entry that holds money back', () => {
  const since = { blocksSince: now };
  const note = (of: Parameters<typeof noteBlocking>[0], within: number) => {
    const noted = noteBlocking(of, within as Pence, now);
    return noted === undefined ? 'known' : [noted.changes.map(({ kind, after }) => [kind, after]), noted.about];
  };

  it('is told in the trail as what it is', () => {
    const why = (of: typeof waiting, within: number) => noteBlocking({ place: of }, within as Pence, now)?.why;
    expect(why(waiting, 1)).toContain('not enough');
    expect(why(place('requested', since), 0)).toContain('no money back');
  });

  it('keeps since when, and only says so when that is news', () => {
    expect(note({ place: waiting }, 5)).toMatchObject([[['place', since]], about.about]);
    expect(note({ place: place('requested', since) }, 5)).toBe('known');
    expect(note({ place: waiting }, 0)).toBe('known');
    expect(note({ place: place('reserved') }, 5)).toBe('known');
    expect(JSON.stringify(note({ place: place('requested', since) }, 0))).not.toContain('blocksSince');
  });

  it('may be what a place in hand asks for', () => {
    const inHand = place('in-use');
    expect(note({ place: inHand, request: wants }, 5)).toMatchObject([[['request', since]], about.about]);
    const blocking = request('requested', since as object);
    expect(note({ place: inHand, request: blocking }, 5)).toBe('known');
    expect(JSON.stringify(note({ place: inHand, request: blocking }, 0))).not.toContain('blocksSince');
    expect(note({ place: inHand, request: request('reserved') }, 5)).toBe('known');
  });

  it('becomes a task after as long as the settings allow', () => {
    const { blockedDays } = settings.waiting;
    const inDays = (days: number, minutes = 0) => later(now, { days, minutes });
    const blocking = { place: place('requested', { ...since, holds: 1 }) };
    const reported = reportBlocking(blocking, inDays(blockedDays), settings);
    expect(wordsOf(reported)).toEqual(['report-blocking by system', 'task money-blocked for coordinator']);
    expect(leaves(reported, 'task')).toMatchObject(about);
    expect(reported.ok && reported.value.why).toContain(`${blockedDays} days`);
    expect(wordsOf(reportBlocking(blocking, inDays(blockedDays, -1), settings))).toEqual(['wrong-state']);
    const asked = { place: place('in-use'), request: request('requested', since as object) };
    expect(wordsOf(reportBlocking(asked, inDays(blockedDays), settings))[0]).toBe('report-blocking by system');
  });

  it('is a task of its own for each hold that it may have next', () => {
    const late = later(now, { days: 99 });
    const idAt = (holds: number) =>
      leaves(reportBlocking({ place: place('requested', { ...since, holds }) }, late, settings), 'task').id;
    expect(idAt(0)).not.toBe(idAt(1));
    expect(idAt(1)).toBe(idAt(1));
  });

  it('is no task when it holds nothing back, or does not wait any more', () => {
    const late = later(now, { days: 99 });
    expect(wordsOf(reportBlocking({ place: waiting }, late, settings))).toEqual(['wrong-state, passed']);
    expect(wordsOf(reportBlocking({ place: place('reserved') }, late, settings))).toEqual(['wrong-state, passed']);
  });
});

describe('an override', () => {
  const asked = place('requested', { precedence: { state: 'asked', why: 'a crisis', askedBy: 'cora', askedAt: now } });
  const granted = {
    state: 'granted',
    why: 'a crisis',
    askedBy: 'cora',
    askedAt: now,
    grantedBy: 'cem',
    grantedAt: now,
  };

  const ask = (of: typeof asked, by: Actor = cora, known?: ReturnType<typeof task>) =>
    askPrecedence(of, known, 'a crisis', by, now, settings);

  it('is a task of its own for each hold that the place may have next', () => {
    const idAt = (holds: number) => leaves(ask(place('requested', { holds })), 'task').id;
    expect(idAt(0)).not.toBe(idAt(1));
  });

  it('cannot be taken back where there is none', () => {
    expect(wordsOf(withdrawPrecedence(waiting, 'not needed', cora, now))).toEqual(['used-already, passed']);
  });

  it('is asked for by a coordinator, with a reason, once, while the place waits', () => {
    const asking = ask(waiting);
    expect(wordsOf(asking)).toEqual([
      'ask-precedence by cora',
      'place changed',
      'task decide-override for coordinator',
    ]);
    expect(leaves(asking, 'place')).toMatchObject({ precedence: { state: 'asked', why: 'a crisis', askedBy: 'cora' } });
    expect(asking.ok && asking.value).toMatchObject({ ...about, why: 'a crisis' });
    expect(wordsOf(ask(waiting, fay))).toEqual(['not-allowed']);
    expect(wordsOf(ask(asked, cem))).toEqual(['used-already, passed']);
    expect(wordsOf(ask(place('reserved')))).toEqual(['wrong-state, passed']);
  });

  it('is one task while the place waits, however often it is asked for', () => {
    const again = ask(
      waiting,
      cora,
      task('decide-override', { state: 'done', doneAt: now, doneBy: 'cem', result: 'x' }),
    );
    expect(wordsOf(again)).toEqual(['ask-precedence by cora', 'place changed', 'task decide-override open']);
    expect(leaves(again, 'task')).not.toHaveProperty('result');
  });

  it('is granted by a second person, which closes the tasks about it and wakes the allocator', () => {
    const answered = answerPrecedence(asked, 'grant', [task('decide-override'), task('money-blocked')], cem, now);
    expect(wordsOf(answered)).toEqual([
      'grant-precedence by cem',
      'place changed',
      'task decide-override done',
      'task money-blocked done',
      'fact place.requested',
    ]);
    expect(leaves(answered, 'place')).toMatchObject({ precedence: granted });
    expect(answered.ok && answered.value).toMatchObject(about);
  });

  it('is declined by anybody who may manage the list, and can be asked for again', () => {
    const answered = answerPrecedence(asked, 'decline', [task('decide-override'), task('money-blocked')], cora, now);
    expect(wordsOf(answered)).toEqual(['decline-precedence by cora', 'place changed', 'task decide-override done']);
    expect(leaves(answered, 'place')).not.toHaveProperty('precedence');
    expect(wordsOf(answerPrecedence(asked, 'decline', [], { id: 'asha', roles: ['coordinator'] }, now))[0]).toBe(
      'decline-precedence by asha',
    );
  });

  it('is granted by nobody who asked or assessed, and not twice', () => {
    const grant = (of: typeof asked, by: Actor) => wordsOf(answerPrecedence(of, 'grant', [], by, now));
    expect(grant(asked, cora)).toEqual(['same-person']);
    expect(grant(asked, { id: 'asha', roles: ['coordinator'] })).toEqual(['same-person']);
    expect(grant(asked, fay)).toEqual(['not-allowed']);
    expect(grant(waiting, cem)).toEqual(['used-already, passed']);
    expect(grant(place('requested', { precedence: granted }), cem)).toEqual(['used-already, passed']);
    expect(grant(place('reserved'), cem)).toEqual(['wrong-state, passed']);
  });
});

describe('a smaller block', () => {
  const shrink = (sessions: number, of = place('requested', { blocksSince: now }), by = cora) =>
    shrinkBlock(of, sessions, 'a first step', [task('money-blocked')], by, now);

  it('is agreed by a coordinator, closes the tasks about the place, and wakes the allocator', () => {
    const shrunk = shrink(5);
    expect(wordsOf(shrunk)).toEqual([
      'shrink-block by cora',
      'place changed',
      'task money-blocked done',
      'fact place.requested',
    ]);
    expect(leaves(shrunk, 'place')).toMatchObject({ block: { number: 1, sessions: 5, used: 0 } });
    expect(leaves(shrunk, 'place')).not.toHaveProperty('blocksSince');
    expect(shrunk.ok && shrunk.value).toMatchObject(about);
  });

  it('is whole sessions, fewer than now and more than were used', () => {
    expect(wordsOf(shrink(1))[0]).toBe('shrink-block by cora');
    for (const sessions of [0, 2.5, 6, 7]) expect(wordsOf(shrink(sessions))).toEqual(['invalid']);
    const used = place('requested', { block: { number: 1, sessions: 6, used: 2 } });
    expect(wordsOf(shrink(2, used))).toEqual(['invalid']);
    expect(wordsOf(shrink(3, used))[0]).toBe('shrink-block by cora');
  });

  it('is agreed by nobody else, and only while the place waits', () => {
    expect(wordsOf(shrink(5, waiting, fay))).toEqual(['not-allowed']);
    expect(wordsOf(shrink(5, place('reserved')))).toEqual(['wrong-state, passed']);
  });
});

it('makes a next block smaller, down to a single session', () => {
  const shrink = (sessions: number) =>
    wordsOf(shrinkNextBlock(request('requested'), sessions, 'a first step', [], [], cora, now));
  expect([0, 1, 5, 6].map((sessions) => shrink(sessions)[0] === 'invalid')).toEqual([true, false, false, true]);
});
