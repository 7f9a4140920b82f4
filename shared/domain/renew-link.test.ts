import { describe, expect, it } from 'vitest';
import { allocation, search, therapist } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { asRead, idOf, now, settings } from '../../test/support/sample-ids.ts';
import { Email } from './email.ts';
import { later } from './office-days.ts';
import { isStillTheirs, linkOf, renewLink } from './renew-link.ts';
import { isLasting, keptUntil, Token, TokenPurpose } from './visit.ts';

const link = (but: object = {}) => {
  const value = Token.parse({
    hash: 'hash',
    purpose: 'see-client',
    personId: idOf.person(101),
    allocationId: idOf.allocation(1),
    mintedAt: '2027-01-20T10:00:00.000Z',
    expiresAt: now,
    ...but,
  });
  return asRead('token', value.hash, value);
};

const behind = {
  allocation: allocation({ state: 'accepted', answeredAt: '2027-01-20T10:00:00.000Z' }),
  therapist: therapist({ clients: 1, offers: 0 }),
  search: search({ state: 'accepted' }),
};
const sessions = { purpose: 'record-sessions' };
const gone = { ...behind, search: search({ live: idOf.allocation(1, 2) }) };
const nobody = { ...behind, therapist: therapist({ clients: 0, offers: 0 }) };
const endedSince = (days: number) => ({
  ...nobody,
  allocation: allocation({ state: 'ended', endedAt: later(now, { days: -days }) }),
});
const resting = { ...behind, therapist: therapist({ clients: 0, offers: 0, askAgainAfter: '2027-04-01' }) };

const mailed = [
  'renew-link by thr_0000000001',
  'token changed',
  `mail therapist-new-link (see-client ${now}) to psn_0000000101`,
  'fact email.requested',
];

describe('a link that has run out', () => {
  it.each([
    ['is renewed from the moment it ran out', {}, behind, mailed],
    ['is not while it works', { expiresAt: later(now, { minutes: 1 }) }, behind, ['wrong-state']],
    [
      'is not a minute before a day is over',
      { renewedAt: later(now, { minutes: -24 * 60 + 1 }) },
      behind,
      ['used-already'],
    ],
    ['is again when a day is over', { renewedAt: later(now, { hours: -24 }) }, behind, mailed],
    ['is not when it was for an answer', { purpose: 'answer-offer' }, behind, ['closed, passed']],
    ['is not when it would take an answer back', { purpose: 'take-answer-back' }, behind, ['closed, passed']],
    ['is not when another has the case now', {}, gone, ['closed, passed']],
    ['is not for sessions of nobody', sessions, nobody, ['closed, passed']],
  ])('%s', (_, but, stands, words) => {
    expect(wordsOf(renewLink(link(but), stands, now, settings))).toEqual(words);
  });

  it('is kept with the time at which the new one was asked for, and its mail says which link it is to bring', () => {
    for (const purpose of ['see-client', 'record-sessions'] as const) {
      const renewed = renewLink(link({ purpose }), behind, now, settings);
      expect(leaves(renewed, 'token')).toEqual({ ...link({ purpose }).value, renewedAt: now });
      expect(linkOf(leaves(renewed, 'email'))).toBe(purpose);
    }
  });

  it('is one for sessions, where its mail says nothing of it', () => {
    const plain = { id: 'eml_00000001', template: 'therapist-new-link', to: idOf.person(101), about: 'allocation/x' };
    expect(linkOf(Email.parse({ ...plain, state: 'requested', requestedAt: now }))).toBe('record-sessions');
  });
});

describe('what a link leads to', () => {
  it.each([
    ['a client of theirs', 'see-client', behind, true],
    ['the client of another', 'see-client', gone, false],
    ['a client given back', 'see-client', { ...behind, allocation: allocation({ state: 'given-back' }) }, false],
    ['sessions of some client', 'record-sessions', behind, true],
    ['sessions of some other client', 'record-sessions', gone, true],
    ['sessions of nobody', 'record-sessions', nobody, false],
    ['a rest to end', 'record-sessions', resting, true],
    ['sessions from before the end', 'record-sessions', endedSince(28), true],
    ['sessions that are too long ago', 'record-sessions', endedSince(29), false],
    ['a client whose therapy has ended', 'see-client', endedSince(1), false],
  ] as const)('%s: %s', (_, purpose, stands, expected) => {
    expect(isStillTheirs(purpose, stands, now, settings)).toBe(expected);
  });

  it('lasts a year longer than the link, where it stays the therapist’s own, and otherwise no longer', () => {
    expect(TokenPurpose.options.filter(isLasting)).toEqual(['see-client', 'record-sessions']);
    for (const purpose of TokenPurpose.options) {
      const days = isLasting(purpose) ? 365 : 0;
      expect(keptUntil({ purpose, expiresAt: now })).toBe(later(now, { days }));
    }
  });
});
