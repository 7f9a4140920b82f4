import { describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { credentialsThrough, therapist } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { enrolTherapist } from './enrol.ts';

const cora: Actor = { id: 'cora', roles: ['coordinator'] };

const enrol = (but: object = {}, by = cora) => {
  const { state: _, clients: __, offers: ___, ...applicant } = therapist(but).value;
  return enrolTherapist(applicant, by, now, settings);
};

describe('adding a therapist', () => {
  it('makes a member without clients of somebody whose papers are all valid today', () => {
    const enrolled = enrol();
    expect(wordsOf(enrolled)).toEqual(['enrol-therapist by cora', 'new therapist member', 'fact therapist.joined']);
    expect(leaves(enrolled, 'therapist')).toMatchObject({ id: idOf.therapist(1), clients: 0, offers: 0 });
  });

  it('is a coordinator’s or their deputy’s', () => {
    expect(wordsOf(enrol({}, { id: 'dan', roles: ['coordinator-deputy'] }))[0]).toBe('enrol-therapist by dan');
    for (const role of ['assessor', 'therapist', 'finance-maker', 'safeguarding-lead'] as const) {
      expect(wordsOf(enrol({}, { id: role, roles: [role] }))).toEqual(['not-allowed']);
      // Nor do they learn what would stand in the way of a coordinator.
      expect(wordsOf(enrol({ credentials: [] }, { id: role, roles: [role] }))).toEqual(['not-allowed']);
    }
  });

  it('is refused when a credential is missing, over, or yet to come', () => {
    const today = '2027-03-01';
    expect(wordsOf(enrol({ credentials: credentialsThrough(today) }))[0]).toBe('enrol-therapist by cora');
    expect(wordsOf(enrol({ credentials: credentialsThrough('2027-02-28') }))).toEqual(['invalid']);
    expect(wordsOf(enrol({ credentials: credentialsThrough('2029-01-01').slice(1) }))).toEqual(['invalid']);
    const tomorrow = credentialsThrough('2029-01-01').map((one) => ({ ...one, validFrom: '2027-03-02' }));
    expect(wordsOf(enrol({ credentials: tomorrow }))).toEqual(['invalid']);
  });

  it('says which papers are missing', () => {
    const without = credentialsThrough('2029-01-01').filter(({ kind }) => kind !== 'dbs' && kind !== 'insurance');
    expect(enrol({ credentials: without })).toMatchObject({ refusal: { because: 'not valid today: insurance, dbs' } });
  });

  it('is refused above the cap of fees', () => {
    const { feeCap } = settings.therapy;
    expect(wordsOf(enrol({ fee: Pence.parse(feeCap + 1) }))).toEqual(['invalid']);
    expect(wordsOf(enrol({ fee: feeCap }))[0]).toBe('enrol-therapist by cora');
  });
});
