import { describe, expect, it } from 'vitest';
import { place, referral, referredBy, search } from '../../test/support/case-samples.ts';
import { now } from '../../test/support/sample-ids.ts';
import { PlaceState } from './place.ts';
import { ToldStep } from './referral.ts';
import { furthest, keepShown, markTold, type Standing, stepOf } from './told-step.ts';

const standing = (but: Partial<Standing> = {}): Standing => ({
  referral: referral().value,
  place: undefined,
  search: undefined,
  ...but,
});
const inTherapy = referral({ state: 'in-therapy' }).value;

describe('how far somebody has come', () => {
  it('follows the place', () => {
    const steps = PlaceState.options.map((state) => [state, stepOf(standing({ place: place(state).value }))]);
    expect(Object.fromEntries(steps)).toEqual({
      requested: 'waiting',
      reserved: 'waiting',
      approved: 'finding',
      allocated: 'found',
      'in-use': 'began',
      paused: 'began',
      completed: 'assessment',
      'ended-early': 'assessment',
      rejected: 'assessment',
      cancelled: 'assessment',
    });
  });

  it('of who pays for themself follows the search', () => {
    const steps = (['seeking', 'offered', 'none-left', 'accepted', 'stopped'] as const).map((state) =>
      [referral().value, inTherapy].map((of) =>
        stepOf(standing({ referral: of, search: search({ state, live: undefined, placeId: undefined }).value })),
      ),
    );
    expect(steps).toEqual([
      ['finding', 'finding'],
      ['finding', 'finding'],
      ['finding', 'finding'],
      ['found', 'began'],
      ['assessment', 'began'],
    ]);
    expect(stepOf(standing({ referral: inTherapy }))).toBe('began');
  });
});

describe('somebody who is moved back', () => {
  it('goes on reading the furthest step, however often it happens', () => {
    for (const shown of ToldStep.options) {
      const kept = keepShown(
        standing({ referral: { ...referral().value, stillShown: shown }, place: place('approved').value }),
      );
      expect(kept.stillShown).toBe(furthest(shown, 'finding'));
    }
    expect(keepShown(standing({ place: place('allocated').value })).stillShown).toBe('found');
  });

  it('reads what is so once they have been told', () => {
    const [told] = markTold(referral({ stillShown: 'found' }), now).changes;
    expect(told?.after).toEqual(referral().value);
    expect(markTold(referral(), now)).toEqual({ changes: [], facts: [] });
  });
});

describe('being told how it ended', () => {
  const closing = { at: now, category: 'ended-early', reason: 'a reason', spokenTo: false };
  const ended = (but: object) => markTold(referral({ state: 'ended-early', closing, ...but }), now);
  const agreed = { ...referredBy, referrer: { personId: 'psn_00referrer', signals: ['ended'] } };

  it('lets the page say so, and the professional hear of it as agreed', () => {
    expect(ended({}).changes.map(({ after }) => after)).toMatchObject([{ closing: { spokenTo: true } }]);
    expect(ended(agreed).changes.map(({ kind }) => kind)).toEqual(['referral', 'email']);
    expect(ended({ ...agreed, closing: { ...closing, spokenTo: true } }).changes).toEqual([]);
  });

  it('of therapy that never began is told to no professional', () => {
    const told = ended({ ...agreed, state: 'not-suitable', closing: { ...closing, category: 'not-suitable' } });
    expect(told.changes.map(({ kind }) => kind)).toEqual(['referral']);
  });
});

describe('the further of two steps', () => {
  it('is the later one, whichever is said first', () => {
    for (const [at, one] of ToldStep.options.entries()) {
      for (const [of, other] of ToldStep.options.entries()) {
        expect(furthest(one, other)).toBe(ToldStep.options[Math.max(at, of)]);
      }
    }
  });

  it('is not read from a search, where there was a place: that says how far its person came', () => {
    const ended = { place: place('completed').value, search: search({ state: 'seeking', live: undefined }).value };
    expect(stepOf(standing(ended))).toBe('assessment');
    expect(stepOf(standing({ ...ended, referral: inTherapy }))).toBe('began');
  });
});

it('tells a professional, as agreed, of therapy that was completed as of one that ended early', () => {
  const referrer = { personId: 'psn_00referrer', signals: ['ended'] };
  for (const category of ['completed', 'ended-early']) {
    const closing = { at: now, category, reason: 'a reason', spokenTo: false };
    const told = markTold(referral({ ...referredBy, referrer, state: category, closing }), now);
    expect(told.changes.map(({ kind }) => kind)).toEqual(['referral', 'email']);
    expect(told.facts.map(({ type }) => type)).toEqual(['uk.sponsored-places.email.requested.v1']);
  }
});
