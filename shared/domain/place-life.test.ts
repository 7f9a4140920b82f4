import { describe, expect, it } from 'vitest';
import { allocation, place, referral, referredBy, search } from '../../test/support/case-samples.ts';
import { leaves, reliedOn, wordsOf } from '../../test/support/decision-words.ts';
import { hold, lot, purses } from '../../test/support/money-samples.ts';
import { asRead, idOf, now, settings } from '../../test/support/sample-ids.ts';
import { afterwards, inTherapy, selfFunded } from '../../test/support/therapy-case.ts';
import type { Actor } from './actor.ts';
import { giveBackPart, lotsOfPart } from './give-back.ts';
import { changeTherapist, endTherapy, type LivingCase, pausePlace, reduceBlock, resumePlace } from './place-life.ts';
import { Session } from './session.ts';

const terry: Actor = { id: idOf.therapist(1), roles: ['therapist'] };
const toni: Actor = { id: idOf.therapist(2), roles: ['therapist'] };
const cora: Actor = { id: 'cora', roles: ['coordinator'] };

const [first, second] = hold().value.draws;
/** Two sessions of £45 are paid; £30 of the hold are on their way back. */
const twoPaid: Partial<LivingCase> = {
  place: place('in-use', { used: 2, block: { number: 1, sessions: 6, used: 2 }, amount: 18_000 }),
  hold: hold({ state: 'posted', draws: [{ ...first, posted: 9000 }, second], returning: 3000 }),
};

const underReview = asRead(
  'session',
  idOf.session(1),
  Session.parse({
    id: idOf.session(1),
    referralId: idOf.referral(1),
    poolId: referral().value.poolId,
    placeId: idOf.place(1),
    therapistId: idOf.therapist(1),
    allocationId: idOf.allocation(1),
    block: 1,
    holdId: idOf.hold(1),
    on: '2027-02-22',
    outcome: 'attended',
    payment: 'in-review',
    counted: true,
    cost: 4500,
    takes: [],
    entries: 0,
    earlier: [],
    recordedAt: now,
    recordedBy: terry.id,
  }),
);

describe('a pause', () => {
  it('is for the therapist of the place or a coordinator, and ends the same way', () => {
    const paused = pausePlace(inTherapy('in-use'), 'the person asked for a break', terry, now);
    expect(wordsOf(paused)).toEqual([`pause-place by ${terry.id}`, 'place in-use → paused', 'fact place.paused']);
    const resumed = resumePlace(inTherapy('paused'), cora, now);
    expect(wordsOf(resumed)).toEqual(['resume-place by cora', 'place paused → in-use', 'fact place.resumed']);
    expect(wordsOf(pausePlace(inTherapy('in-use'), 'a break', toni, now))).toEqual(['not-allowed']);
    expect(wordsOf(resumePlace(inTherapy('paused'), toni, now))).toEqual(['not-allowed']);
  });

  it('is not of a place that is not in use, nor of a client without a place', () => {
    expect(wordsOf(pausePlace(inTherapy('allocated'), 'a break', terry, now))).toEqual(['wrong-state']);
    expect(wordsOf(pausePlace(inTherapy('completed'), 'a break', terry, now))).toEqual(['wrong-state, passed']);
    expect(wordsOf(resumePlace(inTherapy('in-use'), terry, now))).toEqual(['wrong-state, passed']);
    expect(wordsOf(pausePlace(selfFunded(), 'a break', terry, now))).toEqual(['wrong-state']);
    expect(wordsOf(resumePlace(selfFunded(), terry, now))).toEqual(['wrong-state']);
  });

  it('relies on whose case it is: a change of therapist comes first', () => {
    expect(reliedOn(pausePlace(inTherapy('in-use'), 'a break', terry, now))).toEqual(['allocation']);
    expect(reliedOn(resumePlace(inTherapy('paused'), terry, now))).toEqual(['allocation']);
  });
});

const done = { to: 'completed', reason: 'done', spokenTo: true } as const;

describe('the end of therapy', () => {
  it.each([
    ['completed', 'in-use'],
    ['ended-early', 'paused'],
  ] as const)('gives back all that is left, and the therapist has room again: %s', (to, state) => {
    const theCase = inTherapy(state, { ...twoPaid, place: place(state, { ...used, amount: 18_000 }) });
    const ended = endTherapy(theCase, { to, reason: 'the work is done', spokenTo: true }, terry, now, settings);
    expect(wordsOf(ended)).toEqual([
      `end-therapy by ${terry.id}`,
      `referral in-therapy → ${to}`,
      `place ${state} → ${to}`,
      'hold posted → released',
      'lot changed',
      'lot changed',
      'allocation accepted → ended',
      'therapist changed',
      'search accepted → stopped',
      'booked release:plc_0000000001:1:1: 21000',
      `fact place.${to}`,
    ]);
    expect(leaves(ended, 'therapist').clients).toBe(0);
    expect(leaves(ended, 'referral').closing).toMatchObject({ category: to, reason: 'the work is done' });
  });

  it('of a client who pays the whole ends the case alone', () => {
    const theCase = selfFunded({ referral: referral({ state: 'in-therapy' }) });
    expect(wordsOf(endTherapy(theCase, done, terry, now, settings))).toEqual([
      `end-therapy by ${terry.id}`,
      'referral in-therapy → completed',
      'allocation accepted → ended',
      'therapist changed',
      'search accepted → stopped',
    ]);
  });

  it('is told to the professional, if the person agreed to that', () => {
    const told = referral({
      ...referredBy,
      state: 'in-therapy',
      referrer: { personId: 'psn_00referrer', signals: ['ended'] },
    });
    const ended = endTherapy(inTherapy('in-use', { ...twoPaid, referral: told }), done, terry, now, settings);
    expect(wordsOf(ended)).toContain('mail referrer-signal (ended) to psn_00referrer');
    const untold = endTherapy(
      inTherapy('in-use', { ...twoPaid, referral: told }),
      { ...done, spokenTo: false },
      cora,
      now,
      settings,
    );
    expect(wordsOf(untold).join()).not.toContain('referrer-signal');
  });

  it.each(['completed', 'ended-early'] as const)('%s untold is told by a person first', (to) => {
    const ended = endTherapy(inTherapy('in-use', twoPaid), { ...done, to, spokenTo: false }, cora, now, settings);
    expect(wordsOf(ended)).toContain('task tell-outcome for coordinator');
    expect(leaves(ended, 'referral').closing).toMatchObject({ category: to, spokenTo: false });
    const told = endTherapy(inTherapy('in-use', twoPaid), { ...done, to }, cora, now, settings);
    expect(wordsOf(told)).not.toContain('task tell-outcome for coordinator');
  });

  it('releases nothing where nothing is held any more', () => {
    const spent = hold({ state: 'posted', amount: 20_000, draws: [{ ...first, posted: 20_000 }] });
    const over = inTherapy('in-use', { ...twoPaid, hold: spent });
    expect(wordsOf(endTherapy(over, done, terry, now, settings)).join()).not.toMatch(/hold|booked/);
  });

  it('is refused while its place has not begun, and once another has the case', () => {
    const early = inTherapy('allocated', { referral: referral({ state: 'in-therapy' }) });
    expect(wordsOf(endTherapy(early, done, terry, now, settings))).toEqual(['wrong-state']);
    const over = inTherapy('in-use', { allocation: allocation({ state: 'revoked' }) });
    expect(wordsOf(endTherapy(over, done, terry, now, settings))).toEqual(['wrong-state, passed']);
    expect(wordsOf(changeTherapist(over, 'again', cora, now, settings))).toEqual(['wrong-state, passed']);
  });

  it('waits for a session that is under review', () => {
    const ended = endTherapy(inTherapy('in-use', { sessions: [underReview] }), done, cora, now, settings);
    expect(ended.ok ? '' : ended.refusal.because).toMatch('waits for a review');
  });

  it('is refused before therapy has begun, after its end, and to others', () => {
    expect(wordsOf(endTherapy(inTherapy('allocated'), done, terry, now, settings))).toEqual(['wrong-state']);
    const over = inTherapy('completed', { referral: referral({ state: 'completed' }) });
    expect(wordsOf(endTherapy(over, done, terry, now, settings))).toEqual(['wrong-state']);
    expect(wordsOf(endTherapy(inTherapy('in-use'), done, toni, now, settings))).toEqual(['not-allowed']);
  });
});

const used = { used: 2, block: { number: 1, sessions: 6, used: 2 } };

describe('a change of therapist', () => {
  const change = (theCase = inTherapy('in-use', twoPaid), by = cora) =>
    changeTherapist(theCase, 'the person asked for another therapist', by, now, settings);

  it('seeks another for the sessions left, at a fee that the money covers; what was posted stays', () => {
    const changed = change();
    expect(wordsOf(changed)).toEqual([
      'change-therapist by cora',
      'referral changed',
      'allocation accepted → revoked',
      'therapist changed',
      'place in-use → approved',
      'search accepted → seeking',
      'task tell-outcome for coordinator',
      'mail therapist-case-ended to psn_0000000101',
      'fact place.therapist-changed',
      'fact therapist.sought',
      'fact email.requested',
    ]);
    expect(leaves(changed, 'search')).toMatchObject({ feeCap: 5500, sessions: 10, past: [idOf.therapist(1)] });
    expect(leaves(changed, 'place')).toMatchObject({ amount: 18_000, ...used });
    expect(leaves(changed, 'place')).not.toHaveProperty('agreedFee');
  });

  it('before the first session keeps all that is held, for a therapist of any fee up to the cap', () => {
    const changed = change(inTherapy('allocated'));
    expect(leaves(changed, 'search').feeCap).toBe(6000);
    // Nor does one who asks more than the search allows now raise what it allows.
    const cheaper = search({ state: 'accepted', feeCap: 5000 });
    expect(leaves(change(inTherapy('in-use', { ...twoPaid, search: cheaper })), 'search').feeCap).toBe(5000);
    expect(leaves(changed, 'place').state).toBe('approved');
  });

  it('is a coordinator’s, and waits for the next block when nothing of this one is left', () => {
    expect(wordsOf(change(inTherapy('in-use'), terry))).toEqual(['not-allowed']);
    const spent = place('in-use', { amount: 0, used: 6, block: { number: 1, sessions: 6, used: 6 } });
    expect(wordsOf(change(inTherapy('in-use', { place: spent })))).toEqual(['invalid']);
    expect(wordsOf(change(inTherapy('paused')))).toEqual(['wrong-state']);
    expect(wordsOf(change(inTherapy('completed')))).toEqual(['wrong-state, passed']);
    for (const theCase of [inTherapy('in-use'), selfFunded()]) {
      expect(wordsOf(change(theCase, { id: 'system', roles: ['system'] }))).toEqual(['not-allowed']);
    }
  });

  it('of a client who pays the whole seeks another too', () => {
    expect(wordsOf(change(selfFunded()))).toContain('search accepted → seeking');
    expect(wordsOf(change(selfFunded())).join()).not.toContain('place');
  });
});

describe('sessions that are not needed', () => {
  const reduce = (fewer: number, theCase = inTherapy('in-use', twoPaid), by = cora) =>
    reduceBlock(theCase, fewer, 'the review found fewer sessions enough', by, now);

  it('give back exactly their cost, from the draws that would pay last', () => {
    const reduced = reduce(2);
    expect(wordsOf(reduced)).toEqual([
      'reduce-block by cora',
      'place changed',
      'hold changed',
      'fact place.block-reduced',
    ]);
    expect(leaves(reduced, 'place')).toMatchObject({ sessions: 10, block: { sessions: 4, used: 2 }, amount: 9000 });
    expect(leaves(reduced, 'hold').returning).toBe(12_000);
    const theCase = afterwards(inTherapy('in-use', twoPaid), reduced.ok ? reduced.value.changes : []);
    if (theCase.hold === undefined) throw new Error('there is a hold');
    expect(lotsOfPart(theCase.hold.value)).toEqual([idOf.lot(2), idOf.lot(1)]);
    const back = giveBackPart(theCase.hold, theCase.purses, now);
    expect(wordsOf({ ok: true, value: back })).toEqual([
      'return-money by system',
      'hold changed',
      'lot changed',
      'lot changed',
      'booked release:plc_0000000001:1:part-1: 12000',
    ]);
    expect(leaves({ ok: true, value: back }, 'hold')).toMatchObject({
      returns: 1,
      draws: [
        { posted: 9000, released: 2000 },
        { posted: 0, released: 10_000 },
      ],
    });
    expect(leaves({ ok: true, value: back }, 'hold').returning).toBeUndefined();
  });

  it('may be one, and all that are left of a block that has begun', () => {
    expect(leaves(reduce(1), 'place')).toMatchObject({ sessions: 11, block: { sessions: 5 }, amount: 13_500 });
    expect(leaves(reduce(4), 'place')).toMatchObject({ sessions: 8, block: { sessions: 2 }, amount: 0 });
  });

  it('leave what a session under review may need', () => {
    const theCase = inTherapy('in-use', { ...twoPaid, sessions: [underReview] });
    const withReview = place('in-use', { ...used, amount: 22_500 });
    expect(leaves(reduce(2, { ...theCase, place: withReview }), 'place')).toMatchObject({ amount: 13_500 });
  });

  it('are of a place that has money: somebody who pays the whole has none', () => {
    expect(wordsOf(reduce(1, selfFunded()))).toEqual(['wrong-state']);
    expect(wordsOf(reduce(1, inTherapy('in-use', { ...twoPaid, hold: undefined })))).toEqual(['wrong-state']);
  });

  it('are refused beyond what is left, for a whole block, and to a therapist', () => {
    expect(wordsOf(reduce(5))).toEqual(['invalid']);
    expect(wordsOf(reduce(0))).toEqual(['invalid']);
    expect(wordsOf(reduce(6, inTherapy('allocated')))).toEqual(['invalid']);
    expect(wordsOf(reduce(1, inTherapy('in-use', twoPaid), terry))).toEqual(['not-allowed']);
    expect(wordsOf(reduce(1, inTherapy('completed')))).toEqual(['wrong-state']);
  });

  it('give back a hold of 130 gifts in parts, each in a transaction of its own', () => {
    const draws = Array.from({ length: 130 }, (_, n) => ({ ...first, lotId: idOf.lot(n + 1), drawn: 200 }));
    const lots = purses(draws.map((_, n) => lot(n + 1, 0)));
    let large = hold({ amount: 26_000, draws, returning: 20_100 });
    const ids: string[] = [];
    while (large.value.returning !== undefined) {
      const part = giveBackPart(large, lots, now);
      expect(part.changes.length).toBeLessThanOrEqual(31);
      ids.push(...part.entries.map((entry) => entry.id));
      large = { ...large, value: leaves({ ok: true, value: part }, 'hold') };
    }
    expect(ids).toEqual([1, 2, 3, 4].map((n) => `release:plc_0000000001:1:part-${n}`));
    expect(large.value.draws.reduce((sum, { released }) => sum + released, 0)).toBe(20_100);
    expect(large.value.draws[0]?.released).toBe(0);
  });
});

it('ends with a hold that is to give back what it has not: there is nothing to book, and nothing left to do', () => {
  const over = hold({ amount: 20_000, draws: [{ ...first, posted: 20_000 }], returning: 100 });
  const back = giveBackPart(over, purses([lot(1, 0)]), now);
  expect(back.entries).toEqual([]);
  expect(leaves({ ok: true, value: back }, 'hold')).not.toHaveProperty('returning');
});
