import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../events/values.ts';
import { allocation, onHold, place, referral, search, therapist } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { hold } from '../../test/support/money-samples.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import { system } from './actor.ts';
import type { GivenAnswer } from './allocation.ts';
import { acknowledgeOffer, asTherapist, endOffer, type OfferedCase } from './answer-offer.ts';
import { rankTherapists } from './matching.ts';
import { later } from './office-days.ts';
import { askAgainAfter, confirmAnswer, giveAnswer, takeAnswerBack } from './waiting-answer.ts';

const by = idOf.therapist(1);
const undoUntil = later(now, { minutes: settings.therapy.undoMinutes });
const day = (on: string) => LocalDate.parse(on);

const offered = (but: Partial<OfferedCase> = {}): OfferedCase => ({
  referral: referral(),
  search: search(),
  place: place('approved'),
  allocation: allocation(),
  therapist: therapist(),
  hold: hold(),
  ...but,
});
const waiting = (given: GivenAnswer, but: Partial<OfferedCase> = {}) =>
  offered({ allocation: allocation({ answer: { given, at: now, undoUntil } }), ...but });
const accepted = { to: 'accepted' } as const;
const declined = { to: 'declined', reason: 'no-room', askAgainAfter: day('2027-05-01') } as const;

describe('an answer', () => {
  it.each([accepted, declined])('waits on the offer, and nobody is told: %j', (given) => {
    const answered = giveAnswer(offered(), given, now, settings);
    expect(wordsOf(answered)).toEqual([`answer-offer by ${by}`, 'allocation changed']);
    expect(leaves(answered, 'allocation')).toMatchObject({ state: 'offered', answer: { given, at: now, undoUntil } });
  });

  it('is refused at once for what would refuse it when it becomes true', () => {
    const give = (given: GivenAnswer, but: Partial<OfferedCase>, at = now) =>
      wordsOf(giveAnswer(offered(but), given, at, settings));
    expect(give(accepted, { therapist: therapist({ clients: 2 }) })).toEqual(['not-eligible']);
    expect(give(accepted, { referral: referral(onHold) })).toEqual(['paused']);
    expect(give(declined, { therapist: therapist({ clients: 2 }) })).toEqual([
      `answer-offer by ${by}`,
      'allocation changed',
    ]);
    expect(give(declined, {}, later(now, { days: 3 }))).toEqual(['expired, passed']);
    expect(give(accepted, { allocation: waiting(declined).allocation })).toEqual(['used-already']);
  });

  it.each([
    ['2027-02-28', 'invalid'],
    ['2028-03-05', 'invalid'],
    ['2027-03-01', `answer-offer by ${by}`],
    ['2028-03-01', `answer-offer by ${by}`],
  ])('asks for a rest until a day to come, within a year: %s is %s', (on, first) => {
    expect(wordsOf(giveAnswer(offered(), { ...declined, askAgainAfter: day(on) }, now, settings))[0]).toBe(first);
  });

  it('is told in the trail as what it is', () => {
    const whys = [accepted, { to: 'declined' } as const, declined].map((given) => {
      const answered = giveAnswer(offered(), given, now, settings);
      return answered.ok && answered.value.why;
    });
    expect(whys).toEqual(['the therapist accepts', 'the therapist declined', 'I have no room for another client now']);
  });

  it('keeps a therapist from saying that they will decide later', () => {
    expect(wordsOf(acknowledgeOffer(waiting(accepted), now))).toEqual(['used-already']);
  });

  it('asks for no rest, where it says none', () => {
    expect(wordsOf(giveAnswer(offered(), { to: 'declined' }, now, settings))[0]).toBe(`answer-offer by ${by}`);
  });

  it('taken back leaves the offer as open as it was, and can be given again', () => {
    const back = takeAnswerBack(waiting(accepted), now);
    expect(wordsOf(back)).toEqual([`take-answer-back by ${by}`, 'allocation changed']);
    expect(leaves(back, 'allocation')).toEqual(allocation().value);
  });

  it('is taken back as long as it is not true, and not after', () => {
    expect(wordsOf(takeAnswerBack(waiting(accepted), later(now, { days: 1 })))[0]).toBe(`take-answer-back by ${by}`);
    expect(wordsOf(takeAnswerBack(offered(), now))).toEqual(['wrong-state, passed']);
    const stopped = { search: search({ state: 'stopped', live: undefined }) };
    expect(wordsOf(takeAnswerBack(waiting(accepted, stopped), now))).toEqual(['closed, passed']);
  });

  it('keeps the offer from running out while it waits', () => {
    expect(wordsOf(endOffer(waiting(accepted), 'expired', system, later(now, { days: 5 })))).toEqual(['wrong-state']);
  });
});

describe('an answer that nobody took back', () => {
  const confirm = (theCase: OfferedCase, at = undoUntil) => confirmAnswer(theCase, at, settings);

  it('does not become true a moment too soon, nor without an answer', () => {
    expect(wordsOf(confirm(waiting(accepted), now))).toEqual(['wrong-state']);
    expect(wordsOf(confirm(offered()))).toEqual(['wrong-state, passed']);
  });

  it('is an acceptance, and both sides are told', () => {
    const words = wordsOf(confirm(waiting(accepted)));
    expect(words.slice(0, 2)).toEqual([`accept-offer by ${by}`, 'allocation offered → accepted']);
    expect(words).toContain('mail therapist-accepted to psn_0000000101');
    expect(words).toContain('mail client-therapist-found to psn_0000000001');
    expect(leaves(confirm(waiting(accepted)), 'allocation')).not.toHaveProperty('answer');
  });

  it('counts by when it was given, and not by when it becomes true', () => {
    const { respondBy } = allocation().value;
    const late = allocation({
      answer: { given: accepted, at: respondBy, undoUntil: later(respondBy, { minutes: 5 }) },
    });
    expect(wordsOf(confirm(waiting(accepted, { allocation: late }), later(respondBy, { minutes: 6 })))[1]).toBe(
      'allocation offered → accepted',
    );
  });

  it('is a decline, with the reason for the coordinator and the rest on the therapist', () => {
    const ended = confirm(waiting(declined));
    expect(wordsOf(ended).slice(0, 3)).toEqual([
      `decline-offer by ${by}`,
      'allocation offered → declined',
      'search offered → seeking',
    ]);
    expect(ended.ok && ended.value.why).toBe('I have no room for another client now');
    expect(leaves(ended, 'allocation')).toMatchObject({ declineReason: 'no-room' });
    expect(leaves(ended, 'therapist')).toMatchObject({ askAgainAfter: '2027-05-01', offers: 0 });
  });

  it('waits while the referral is paused', () => {
    expect(wordsOf(confirm(waiting(accepted, { referral: referral(onHold) })))).toEqual(['paused']);
  });

  it.each([
    ['the hold is gone', { hold: undefined }],
    ['a credential was taken away', { therapist: therapist({ credentials: [] }) }],
  ])('goes to the next therapist when %s meanwhile, and this one is told', (_, but) => {
    const words = wordsOf(confirm(waiting(accepted, but)));
    expect(words).toContain('allocation offered → revoked');
    expect(words).toContain('search offered → seeking');
    expect(words).toContain('mail therapist-offer-withdrawn to psn_0000000101');
    expect(words.join()).not.toContain('client-therapist-found');
  });
});

describe('a therapist who asked for a rest', () => {
  const resting = therapist({ offers: 0, askAgainAfter: '2027-03-10' });
  const excluded = (at: string) =>
    rankTherapists(
      search().value,
      [resting.value],
      settings.matching,
      later(now, { days: Number(at) }),
      day('2027-07-19'),
    )
      .excluded.flatMap(({ by: why }) => why)
      .filter((why) => why.includes('asked to be offered'));

  it('is offered nothing new through that day, and the coordinator reads why', () => {
    expect(excluded('9')).toEqual(['asked to be offered nothing new until after 10 March 2027']);
    expect(excluded('10')).toEqual([]);
  });

  it('ends it, or asks for another, themself and nobody else', () => {
    const theirs = asTherapist(by);
    const ended = askAgainAfter(resting, undefined, theirs, now, settings);
    expect(leaves(ended, 'therapist')).not.toHaveProperty('askAgainAfter');
    const longer = askAgainAfter(resting, day('2027-06-01'), theirs, now, settings);
    expect([ended, longer].map((made) => made.ok && [made.value.did, made.value.why])).toEqual([
      ['be-asked-again', 'they may be offered cases again'],
      ['ask-again-after', 'nothing new through 2027-06-01'],
    ]);
    expect(leaves(longer, 'therapist')).toMatchObject({ askAgainAfter: '2027-06-01' });
    expect(wordsOf(askAgainAfter(resting, undefined, asTherapist(idOf.therapist(2)), now, settings))).toEqual([
      'not-allowed',
    ]);
    expect(wordsOf(askAgainAfter(resting, day('2027-02-01'), theirs, now, settings))).toEqual(['invalid']);
  });
});
