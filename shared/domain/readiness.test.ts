import { describe, expect, it } from 'vitest';
import { assessment, place, referral, search, task } from '../../test/support/case-samples.ts';
import { leaves, reliedOn, wordsOf } from '../../test/support/decision-words.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { followAssessment } from './assess.ts';
import { hasEnded, PlaceState, placeIdOf, referralIdOfPlace } from './place.ts';
import { type AssessedCase, findNotReady, findReady } from './readiness.ts';
import { ReferralState } from './referral.ts';

const asha: Actor = { id: 'asha', roles: ['assessor'] };
const ben: Actor = { id: 'ben', roles: ['assessor'] };
const cora: Actor = { id: 'cora', roles: ['coordinator'] };

const unready = (but: object = {}) => referral({ state: 'suitable-not-ready', ...but });
const nothing = { place: undefined, search: undefined, calls: [] };
const theCase = (but: Partial<AssessedCase> = {}): AssessedCase => ({
  referral: unready(),
  assessment: assessment({ suitability: 'suitable-not-ready' }),
  ...nothing,
  ...but,
});

const ready = (but: Partial<AssessedCase> = {}, by = asha) => findReady(theCase(but), 'ready to begin', by, now);
const notReady = (but: Partial<AssessedCase> = {}, by = asha) =>
  findNotReady(theCase({ referral: referral(), ...but }), 'later', by, now, settings, 2);

describe('a second look that finds somebody ready', () => {
  it('goes on as a first assessment does, and closes the call that would say otherwise', () => {
    expect(wordsOf(ready({ calls: [task('tell-outcome')] }))).toEqual([
      'record-readiness by asha',
      'referral suitable-not-ready → assessed-suitable',
      'assessment changed',
      'task tell-outcome done',
      'fact assessment.recorded',
    ]);
    expect(leaves(ready(), 'assessment')).toMatchObject({ suitability: 'assessed-suitable', recordedAt: now });
    expect(leaves(ready(), 'referral')).not.toHaveProperty('turn');
  });

  it('may be another assessor’s: then neither of the two decides on the place', () => {
    expect(leaves(ready({}, ben), 'assessment')).toMatchObject({ assessorId: 'ben', earlierAssessors: ['asha'] });
    expect(leaves(ready({}, asha), 'assessment')).not.toHaveProperty('earlierAssessors');
  });

  it('seeks help anew after a place that has ended, and never takes that up again', () => {
    for (const state of ['cancelled', 'rejected'] as const) {
      const again = ready({ place: place(state), search: search({ state: 'stopped', live: undefined }) });
      expect(leaves(again, 'referral').turn).toBe(2);
    }
    expect(leaves(ready({ referral: unready({ turn: 4 }), place: place('cancelled') }), 'referral').turn).toBe(5);
  });

  it('waits until what was under way is undone', () => {
    expect(wordsOf(ready({ place: place('approved') }))).toEqual(['wrong-state']);
    expect(wordsOf(ready({ search: search({ state: 'seeking' }) }))).toEqual(['wrong-state']);
  });

  it('relies on what was undone: nothing of it may have begun again meanwhile', () => {
    const stopped = search({ state: 'stopped', live: undefined });
    expect(reliedOn(ready({ place: place('cancelled'), search: stopped }))).toEqual(['place', 'search']);
    expect(reliedOn(ready())).toEqual([]);
  });

  it('is an assessor’s, and only of somebody who was not ready', () => {
    expect(wordsOf(ready({}, cora))).toEqual(['not-allowed']);
    for (const state of ReferralState.options.filter((one) => one !== 'suitable-not-ready')) {
      expect(ready({ referral: referral({ state }) }).ok, state).toBe(false);
    }
  });
});

describe('a place', () => {
  it('has come to its end when it was completed, ended early, rejected or cancelled', () => {
    const ended = PlaceState.options.filter((state) => hasEnded(place(state).value));
    expect(ended.toSorted()).toEqual(['cancelled', 'completed', 'ended-early', 'rejected']);
  });
});

describe('a second look that finds somebody not ready', () => {
  it('has a person tell them, and leaves what is under way to whoever hears of it', () => {
    expect(wordsOf(notReady({ place: place('approved') }))).toEqual([
      'record-readiness by asha',
      'referral assessed-suitable → suitable-not-ready',
      'assessment changed',
      'task tell-outcome for assessor',
      'fact assessment.recorded',
    ]);
    expect(leaves(notReady(), 'referral').clock).toEqual(referral().value.clock);
  });

  it('is an assessor’s, and only before therapy', () => {
    expect(wordsOf(notReady({}, cora))).toEqual(['not-allowed']);
    for (const state of ReferralState.options.filter((one) => one !== 'assessed-suitable')) {
      expect(notReady({ referral: referral({ state }) }).ok, state).toBe(false);
    }
  });
});

describe('the place of a later turn', () => {
  const second = referral({ turn: 2 });

  it('has an id, and numbers of holds, that no earlier one had', () => {
    const assessed = assessment({ assessorId: 'ben', earlierAssessors: ['asha'] });
    const followed = followAssessment(second, assessed, now, settings, { place: place('cancelled', { holds: 3 }) });
    const made = leaves(followed, 'place');
    expect(made.id).toBe(placeIdOf(idOf.referral(1), 2));
    expect(made.id).not.toBe(idOf.place(1));
    expect(referralIdOfPlace(made.id)).toBe(idOf.referral(1));
    expect(made).toMatchObject({ holds: 4, assessorId: 'ben', earlierAssessors: ['asha'], used: 0 });
  });

  it('is not needed by who can pay the whole: the search begins anew, and asks nobody again', () => {
    const whole = assessment({ means: { canPayWhole: true, contribution: 0 } });
    const before = search({
      state: 'stopped',
      live: undefined,
      round: 2,
      past: [idOf.therapist(1)],
      conflicted: ['cora'],
    });
    const followed = followAssessment(second, whole, now, settings, { search: before });
    expect(wordsOf(followed)).toEqual([
      'seek-therapist by system',
      'search stopped → seeking',
      'fact therapist.sought',
    ]);
    expect(leaves(followed, 'search')).toMatchObject({
      round: 2,
      past: [idOf.therapist(1)],
      conflicted: ['cora', 'asha'],
    });
    expect(leaves(followed, 'search')).not.toHaveProperty('placeId');
  });
});
