import { describe, expect, it } from 'vitest';
import { allocation, search, therapist } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { idOf, now } from '../../test/support/sample-ids.ts';
import { AllocationState } from './allocation.ts';
import { TherapistState } from './therapist.ts';
import { mayTakeNobody, withdrawOffer } from './withdraw-offer.ts';

const suspended = therapist({ state: 'suspended' });
const withdraw = (but: object = {}, by = suspended, sought = search()) =>
  withdrawOffer({ allocation: allocation(but), therapist: by, search: sought }, now);

describe('an offer to somebody who may take nobody now', () => {
  it('is taken back, they are told, and the case goes to the next', () => {
    const withdrawn = withdraw();
    expect(wordsOf(withdrawn)).toEqual([
      'withdraw-offer by system',
      'allocation offered → revoked',
      'search offered → seeking',
      'therapist changed',
      'mail therapist-offer-withdrawn to psn_0000000101',
      'fact allocation.revoked',
      'fact therapist.sought',
      'fact email.requested',
    ]);
    expect(leaves(withdrawn, 'allocation').answeredAt).toBe(now);
    expect(leaves(withdrawn, 'search')).toMatchObject({ past: [idOf.therapist(1)] });
    expect(leaves(withdrawn, 'therapist')).toMatchObject({ offers: 0, clients: 0 });
  });

  it('is one to a therapist who was suspended or has left', () => {
    const states = TherapistState.options.filter((state) => mayTakeNobody(therapist({ state }).value));
    expect(states).toEqual(['suspended', 'left']);
    for (const state of TherapistState.options) {
      expect(withdraw({}, therapist({ state })).ok, state).toBe(states.includes(state));
    }
  });

  it('is one to a member who leaves, from the day they say so', () => {
    expect(wordsOf(withdraw({}, therapist({ leavingSince: now })))[0]).toBe('withdraw-offer by system');
  });

  it('is one that was not answered', () => {
    for (const state of AllocationState.options) {
      expect(withdraw({ state }).ok, state).toBe(state === 'offered' || state === 'acknowledged');
    }
  });

  it('has passed when the case is with another by now', () => {
    expect(wordsOf(withdraw({}, suspended, search({ live: idOf.allocation(1, 2) })))).toEqual(['closed, passed']);
    expect(wordsOf(withdraw({ state: 'accepted' }))).toEqual(['wrong-state, passed']);
    expect(wordsOf(withdraw({}, therapist()))).toEqual(['wrong-state, passed']);
  });
});
