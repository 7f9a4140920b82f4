import { describe, expect, it } from 'vitest';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { asRead, idOf, now } from '../../test/support/sample-ids.ts';
import { claimMinutes, Email, EmailState } from './email.ts';
import { later } from './office-days.ts';
import { claimEmail, isStale, overtakeEmail, requestEmail, sentEmail } from './send-mail.ts';

const email = (but: object = {}) => {
  const id = 'eml_therapistacceptedallocationalc1';
  const asked = { template: 'therapist-accepted', to: idOf.person(101), about: 'allocation/alc_1' };
  return asRead('email', id, Email.parse({ id, ...asked, state: 'requested', requestedAt: now, ...but }));
};
const claimed = (minutes: number) =>
  email({ state: 'sending', claimedAt: later(now, { minutes: -minutes }), messageId: '<1@example.org>' });

describe('asking for a mail', () => {
  it('asks once for each template, subject and detail', () => {
    const asked = (detail?: string) =>
      requestEmail('referrer-signal', idOf.person(9), 'referral/ref_1', now, detail).change;
    expect(asked().id).not.toBe(asked('began').id);
    expect(asked('began')).toEqual(asked('began'));
    expect(asked('began').after).toMatchObject({ detail: 'began' });
    expect(Object.keys(asked().after ?? {})).not.toContain('detail');
  });
});

describe('a claim', () => {
  it('is of one sender, until it has stood so long that the sender must have died', () => {
    expect(wordsOf(claimEmail(email(), '<2@example.org>', now))).toEqual([
      'claim-email by system',
      'mail therapist-accepted to psn_0000000101',
    ]);
    expect(leaves(claimEmail(email(), '<2@example.org>', now), 'email')).toMatchObject({
      state: 'sending',
      claimedAt: now,
    });
    expect(wordsOf(claimEmail(claimed(claimMinutes - 1), '<2@example.org>', now))).toEqual(['wrong-state']);
    expect(leaves(claimEmail(claimed(claimMinutes), '<2@example.org>', now), 'email')).toMatchObject({
      claimedAt: now,
    });
  });

  it('is stale only while the mail is being sent', () => {
    for (const state of EmailState.options) {
      const old = { state, claimedAt: later(now, { hours: -1 }) };
      expect(isStale(email(old).value, now), state).toBe(state === 'sending');
      expect(isStale(email({ state }).value, now), state).toBe(false);
    }
  });
});

describe('what becomes of a mail', () => {
  it('is that it was sent, or overtaken, and whoever waits for that is told', () => {
    const facts = (made: ReturnType<typeof sentEmail>) => wordsOf(made).filter((line) => line.startsWith('fact'));
    expect(facts(sentEmail(claimed(1), now))).toEqual(['fact email.sent']);
    expect(leaves(sentEmail(claimed(1), now), 'email')).toMatchObject({ state: 'sent', sentAt: now });
    expect(facts(overtakeEmail(email(), 'the offer was answered', now))).toEqual(['fact email.overtaken']);
    expect(leaves(overtakeEmail(email(), 'the offer was answered', now), 'email').because).toBe(
      'the offer was answered',
    );
  });

  it.each(EmailState.options)('is no other once it is %s', (state) => {
    const to = (made: ReturnType<typeof sentEmail>) => made.ok;
    const from = email({ state });
    expect(to(claimEmail(from, '<2@example.org>', now))).toBe(state === 'requested');
    expect(to(sentEmail(from, now))).toBe(state === 'sending');
    expect(to(overtakeEmail(from, 'late', now))).toBe(state === 'requested' || state === 'sending');
  });
});
