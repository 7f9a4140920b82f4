import { describe, expect, it } from 'vitest';
import { Instant } from '../../events/values.ts';
import {
  allocation,
  credentialsThrough,
  onHold,
  place,
  referral,
  safeguardingPause,
  search,
  task,
  therapist,
} from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { hold } from '../../test/support/money-samples.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import { type Actor, system } from './actor.ts';
import { acceptOffer, acknowledgeOffer, asTherapist, endOffer, giveBack, type OfferedCase } from './answer-offer.ts';
import { later } from './office-days.ts';

const theirs = asTherapist(idOf.therapist(1));
const by = theirs.id;

const offered = (but: Partial<OfferedCase> = {}): OfferedCase => ({
  referral: referral(),
  search: search(),
  place: place('approved'),
  allocation: allocation(),
  therapist: therapist(),
  hold: hold(),
  ...but,
});

const respondBy = Instant.parse('2027-03-03T17:00:00.000Z');
const tooLate = Instant.parse('2027-03-03T17:00:00.001Z');
const takenBack = search({ state: 'stopped', live: undefined });
const selfFunded = { search: search({ placeId: undefined }), place: undefined, hold: undefined };

describe('accepting an offer', () => {
  const accept = (but: Partial<OfferedCase> = {}, at = now) => acceptOffer(offered(but), at, settings);

  it('makes allocation, place, load and search true together, and tells therapist and client', () => {
    const accepted = accept();
    expect(wordsOf(accepted)).toEqual([
      `accept-offer by ${by}`,
      'allocation offered → accepted',
      'search offered → accepted',
      'therapist changed',
      'place approved → allocated',
      'mail therapist-accepted to psn_0000000101',
      'mail client-therapist-found to psn_0000000001',
      'fact allocation.accepted',
      'fact place.allocated',
      'fact email.requested',
      'fact email.requested',
    ]);
    expect(leaves(accepted, 'allocation')).toMatchObject({
      round: 1,
      therapistId: by,
      giveBackUntil: '2027-03-02T10:00:00.000Z',
    });
    expect(leaves(accepted, 'therapist')).toMatchObject({ offers: 0, clients: 1 });
    expect(leaves(accepted, 'place')).toMatchObject({ therapistId: by, agreedFee: 5500, holdId: idOf.hold(1) });
  });

  it.each(['phone', 'none'])('has a person call the client whose channel is %s', (channel) => {
    const contact = { ...referral().value.contact, channel };
    const words = wordsOf(accept({ referral: referral({ contact }) }));
    expect(words).toContain('task call-client for coordinator');
    expect(words.join()).not.toContain('client-therapist-found');
  });

  it('needs neither place nor hold of who pays for themself', () => {
    const words = wordsOf(accept(selfFunded));
    expect(words[1]).toBe('allocation offered → accepted');
    expect(words.join()).not.toContain('place');
  });

  it('works after “I will decide later”, until the last moment', () => {
    expect(wordsOf(accept({ allocation: allocation({ state: 'acknowledged' }) }, respondBy))[1]).toBe(
      'allocation acknowledged → accepted',
    );
  });

  it.each([
    ['the time to answer has run out', {}, 'expired, passed', tooLate],
    ['the referral is on hold', { referral: referral(onHold) }, 'paused'],
    ['there is a safeguarding pause', { referral: referral(safeguardingPause) }, 'paused'],
    ['the referral was withdrawn', { referral: referral({ state: 'withdrawn' }) }, 'closed, passed'],
    ['the offer was taken back', { search: takenBack }, 'closed, passed'],
    ['it is another offer’s turn', { search: search({ live: idOf.allocation(1, 2) }) }, 'closed, passed'],
    ['the place is not approved any more', { place: place('requested') }, 'wrong-state'],
    ['there is no hold', { hold: undefined }, 'no-cover'],
    ['the hold covers a penny less', { place: place('approved', { amount: 30_001 }) }, 'no-cover'],
    ['the hold does not pay six sessions', { place: place('approved', { amount: 0, contribution: 499 }) }, 'no-cover'],
    ['the list of clients is full', { therapist: therapist({ clients: 2 }) }, 'not-eligible'],
    ['the therapist is suspended', { therapist: therapist({ state: 'suspended' }) }, 'not-eligible'],
  ])('is refused when %s', (_, but, refusal, at = now) => {
    expect(wordsOf(accept(but, at))).toEqual([refusal]);
  });

  it('is refused when a credential lapses before the expected end, counted from now and not from the offer', () => {
    const until = (day: string) => ({ therapist: therapist({ credentials: credentialsThrough(day) }) });
    expect(wordsOf(accept(until('2027-07-18')))).toEqual(['not-eligible']);
    expect(wordsOf(accept(until('2027-07-19')))[1]).toBe('allocation offered → accepted');
    expect(wordsOf(accept(until('2027-07-19'), later(now, { days: 1 })))).toEqual(['not-eligible']);
  });

  it.each([
    ['accepted', 'wrong-state, passed'],
    ['declined', 'wrong-state, passed'],
    ['expired', 'wrong-state, passed'],
    ['revoked', 'wrong-state, passed'],
    ['given-back', 'wrong-state, passed'],
  ])('has passed for one that is %s', (state, refusal) => {
    expect(wordsOf(accept({ allocation: allocation({ state }) }))).toEqual([refusal]);
  });

  it('holds only while nobody pauses the referral or touches the hold', () => {
    const accepted = accept();
    expect(accepted.ok && accepted.value.relies.map(({ kind }) => kind)).toEqual(['referral', 'hold']);
  });
});

describe('“I will decide later”', () => {
  it('leaves the offer open', () => {
    expect(wordsOf(acknowledgeOffer(offered(), now))).toEqual([
      `acknowledge-offer by ${by}`,
      'allocation offered → acknowledged',
      'fact allocation.acknowledged',
    ]);
  });

  it('is refused when it is too late, taken back, or said already', () => {
    expect(wordsOf(acknowledgeOffer(offered(), respondBy))[1]).toBe('allocation offered → acknowledged');
    expect(wordsOf(acknowledgeOffer(offered(), tooLate))).toEqual(['expired, passed']);
    expect(wordsOf(acknowledgeOffer(offered({ search: takenBack }), now))).toEqual(['expired, passed']);
    expect(wordsOf(acknowledgeOffer(offered({ allocation: allocation({ state: 'acknowledged' }) }), now))).toEqual([
      'wrong-state, passed',
    ]);
  });
});

describe('an offer that ends without acceptance', () => {
  const end = (to: 'declined' | 'expired', at: Instant, but: Partial<OfferedCase> = {}, who: Actor = theirs) =>
    endOffer(offered(but), to, to === 'expired' ? system : who, at);

  it('goes to the next therapist, and a decline is confirmed to this one', () => {
    const declined = end('declined', now);
    expect(wordsOf(declined)).toEqual([
      `decline-offer by ${by}`,
      'allocation offered → declined',
      'search offered → seeking',
      'therapist changed',
      'mail therapist-answer-confirmed (declined) to psn_0000000101',
      'fact allocation.declined',
      'fact email.requested',
    ]);
    expect(leaves(declined, 'search')).toMatchObject({ past: [by], findBy: search().value.findBy });
    expect(leaves(declined, 'search')).not.toHaveProperty('live');
    expect(leaves(declined, 'therapist').offers).toBe(0);
  });

  it('is told apart in the trail from one that nobody answered', () => {
    const reasons = [end('declined', now), end('expired', tooLate)].map((made) => made.ok && made.value.why);
    expect(reasons).toEqual(['the therapist declined', 'no answer in time']);
  });

  it('by itself, when there is no answer, tells nobody but the next', () => {
    expect(wordsOf(end('expired', tooLate))).toEqual([
      'expire-offer by system',
      'allocation offered → expired',
      'search offered → seeking',
      'therapist changed',
      'fact allocation.expired',
    ]);
  });

  it('may be declined to the last moment, while the referral is paused too', () => {
    expect(wordsOf(end('declined', respondBy, { referral: referral(onHold) }))[1]).toBe(
      'allocation offered → declined',
    );
  });

  it.each([
    ['declined after its time', end('declined', tooLate), 'expired, passed'],
    ['expired before its time', end('expired', respondBy), 'wrong-state'],
    ['declined when it was taken back', end('declined', now, { search: takenBack }), 'closed, passed'],
    ['expired when it was taken back', end('expired', tooLate, { search: takenBack }), 'closed, passed'],
    ['declined by another than a therapist', end('declined', now, {}, system), 'not-allowed'],
    [
      'declined after it was accepted',
      end('declined', now, { allocation: allocation({ state: 'accepted' }) }),
      'wrong-state, passed',
    ],
  ])('is not %s', (_, outcome, refusal) => {
    expect(wordsOf(outcome)).toEqual([refusal]);
  });
});

describe('giving a client back', () => {
  const until = later(now, { hours: 24 });
  const accepted = (but: Partial<OfferedCase> = {}) =>
    offered({
      allocation: allocation({ state: 'accepted', answeredAt: now, giveBackUntil: until }),
      search: search({ state: 'accepted' }),
      place: place('allocated'),
      therapist: therapist({ clients: 1, offers: 0 }),
      ...but,
    });
  const give = (but: Partial<OfferedCase> = {}, at = until, calls = [] as Parameters<typeof giveBack>[1]) =>
    giveBack(accepted(but), calls, at, settings);

  it('within a day needs no reason: the case goes on to the next therapist, its money stays', () => {
    const given = give();
    expect(wordsOf(given)).toEqual([
      `give-back-case by ${by}`,
      'referral changed',
      'allocation accepted → given-back',
      'search accepted → seeking',
      'therapist changed',
      'place allocated → approved',
      'task tell-outcome for coordinator',
      'mail therapist-answer-confirmed (given-back) to psn_0000000101',
      'fact allocation.given-back',
      'fact email.requested',
    ]);
    expect(leaves(given, 'allocation')).toMatchObject({ endedAt: until });
    expect(leaves(given, 'allocation').answeredAt).toBe(accepted().allocation.value.answeredAt);
    // The search has its full time again, from the day the case came back.
    expect(leaves(given, 'search')).toMatchObject({ past: [by], findBy: '2027-03-23T17:00:00.000Z' });
    expect(leaves(given, 'place')).toMatchObject({ holdId: idOf.hold(1), findBy: '2027-03-23T17:00:00.000Z' });
    expect(leaves(given, 'place')).not.toHaveProperty('therapistId');
    expect(leaves(given, 'therapist')).toMatchObject({ clients: 0, offers: 0 });
  });

  it('closes the call that would have told the client of a therapist', () => {
    const words = wordsOf(give({}, now, [task('call-client', { role: 'coordinator' })]));
    expect(words).toContain('task call-client done');
  });

  it('works for who pays for themself', () => {
    expect(wordsOf(give(selfFunded)).join()).not.toContain('place');
  });

  it.each([
    ['after a day', give({}, later(until, { minutes: 1 })), 'expired, passed'],
    ['when therapy has begun', give({ place: place('in-use') }), 'wrong-state, passed'],
    ['when the referral closed', give({ search: takenBack }), 'closed, passed'],
    ['without a time for it', give({ allocation: allocation({ state: 'accepted' }) }), 'expired, passed'],
    ['before it was accepted', give({ allocation: allocation() }), 'wrong-state'],
    ['twice', give({ allocation: allocation({ state: 'given-back' }) }), 'wrong-state, passed'],
  ])('is refused %s', (_, outcome, refusal) => {
    expect(wordsOf(outcome)).toEqual([refusal]);
  });
});
