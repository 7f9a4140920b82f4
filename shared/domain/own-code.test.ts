import { describe, expect, it } from 'vitest';
import type { Role } from '../../events/values.ts';
import { referral, referredBy } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { now } from '../../test/support/sample-ids.ts';
import { giveOwnCode } from './own-code.ts';

const by = (...roles: Role[]) => ({ id: 'somebody', roles });
const referred = (but: object = {}) =>
  referral({ ...referredBy, state: 'awaiting-assessment', confirmedAt: now, ...but });

describe('a code of their own', () => {
  it('is given to who was referred, and leaves the professional’s as it is', () => {
    const given = giveOwnCode(referred(), 'own', by('assessor'), now);
    expect(wordsOf(given)).toEqual(['give-own-code by somebody', 'referral changed']);
    expect(leaves(given, 'referral')).toEqual({ ...referred().value, ownCodeHash: 'own' });
  });

  it('is given by whoever may call the person, and by nobody else', () => {
    const everybody: Role[] = ['assessor', 'coordinator', 'coordinator-deputy', 'safeguarding-lead', 'finance-maker'];
    const others: Role[] = ['trustee', 'therapist', 'client', 'referrer', 'donor', 'system'];
    const may = [...everybody, ...others].filter((role) => giveOwnCode(referred(), 'own', by(role), now).ok);
    expect(may).toEqual(['assessor', 'coordinator', 'coordinator-deputy']);
  });

  it.each([
    ['before they have agreed', { state: 'awaiting-consent', confirmedAt: undefined }],
    ['of a request they sent themself: they have one', { door: 'self', referrer: undefined }],
    ['once the case is closed', { state: 'withdrawn' }],
  ])('is not given %s', (_, but) => {
    const refused = giveOwnCode(referred(but), 'own', by('assessor'), now);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'wrong-state' } });
  });
});
