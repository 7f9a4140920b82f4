import { describe, expect, it } from 'vitest';
import { Instant, LocalDate, type Region, type Role } from '../../events/values.ts';
import {
  allocation,
  onHold,
  place,
  referral,
  safeguardingPause,
  search,
  therapist,
} from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { now, settings } from '../../test/support/sample-ids.ts';
import { type Actor, system } from './actor.ts';
import { endOffer } from './answer-offer.ts';
import type { Versioned } from './decision.ts';
import { later, officeDeadline } from './office-days.ts';
import { type Overlay, pauseReferral, resumeReferral } from './pause.ts';
import type { Place } from './place.ts';
import { ReferralState } from './referral.ts';
import { adjustedWait, rawWait } from './waiting-list.ts';

const as = (...roles: Role[]): Actor => ({ id: roles.join('+'), roles });
const by = { 'on-hold': as('coordinator'), safeguarding: as('safeguarding-lead') } as const;
const overlays: readonly Overlay[] = ['on-hold', 'safeguarding'];

const pause = (overlay: Overlay, but: object = {}, of?: Versioned<'place'>, who = by[overlay], at = now) =>
  pauseReferral(referral(but), of, overlay, 'a reason', who, at, settings);
const resume = (overlay: Overlay, but: object, of?: Versioned<'place'>, who = by[overlay], at = now) =>
  resumeReferral(referral(but), of, overlay, who, at, settings);

const stAndrewsEve = Instant.parse('2027-11-29T10:00:00.000Z');
const stopped = { startedAt: '2027-01-04T10:00:00.000Z', pauses: [{ from: '2027-02-19T10:00:00.000Z', why: 'away' }] };

describe('pausing a referral', () => {
  it.each(overlays)('(%s) takes its waiting place out of use and stops the clock, in one decision', (overlay) => {
    const paused = pause(overlay, {}, place('requested'));
    expect(wordsOf(paused)).toEqual([
      `pause-referral by ${by[overlay].id}`,
      'referral changed',
      'place changed',
      'fact referral.paused',
    ]);
    const clock = { startedAt: '2027-01-04T10:00:00.000Z', pauses: [{ from: now, why: 'a reason' }] };
    expect(leaves(paused, 'referral')).toMatchObject({ clock });
    // Its place in the one order stays until the pause is over.
    expect(leaves(paused, 'place')).toMatchObject({ clock, unusable: ['paused'], waitsFrom: clock.startedAt });
  });

  it('keeps the reason of a safeguarding pause out of the referral itself', () => {
    expect(leaves(pause('safeguarding'), 'referral').safeguardingPause).toEqual({ since: now });
    expect(leaves(pause('on-hold'), 'referral').onHold).toEqual({ since: now, why: 'a reason' });
  });

  it.each(ReferralState.options)('is possible from %s', (state) => {
    for (const overlay of overlays) expect(wordsOf(pause(overlay, { state }))[1]).toBe('referral changed');
  });

  it('stops the clock once, however many overlays there are', () => {
    expect(leaves(pause('safeguarding', { ...onHold, clock: stopped }), 'referral').clock).toEqual(stopped);
  });

  it('leaves a place that is beyond waiting what it is, with the clock of its referral', () => {
    for (const state of ['reserved', 'approved', 'allocated', 'in-use'] as const) {
      expect(leaves(pause('on-hold', {}, place(state)), 'place')).toMatchObject({
        state,
        clock: { pauses: [{ from: now }] },
      });
    }
  });

  it('keeps the other reasons why a place is out of use', () => {
    const expired = place('requested', { unusable: ['expired'] });
    expect(leaves(pause('on-hold', {}, expired), 'place')).toMatchObject({ unusable: ['expired', 'paused'] });
    const already = place('requested', { unusable: ['paused'] });
    expect(leaves(pause('safeguarding', onHold, already), 'place')).toMatchObject({ unusable: ['paused'] });
  });

  it.each([
    ['on-hold', ['coordinator', 'coordinator-deputy'], ['safeguarding-lead', 'assessor', 'therapist', 'client']],
    ['safeguarding', ['safeguarding-lead', 'safeguarding-deputy'], ['coordinator', 'assessor', 'therapist', 'client']],
  ] as const)('(%s) is done and lifted by %s, and by no others', (overlay, may, mayNot) => {
    const paused = overlay === 'on-hold' ? onHold : safeguardingPause;
    for (const role of may) {
      expect(wordsOf(pause(overlay, {}, undefined, as(role)))[0]).toBe(`pause-referral by ${role}`);
      expect(wordsOf(resume(overlay, paused, undefined, as(role)))[0]).toBe(`resume-referral by ${role}`);
    }
    for (const role of mayNot) {
      expect(wordsOf(pause(overlay, {}, undefined, as(role)))).toEqual(['not-allowed']);
      expect(wordsOf(resume(overlay, paused, undefined, as(role)))).toEqual(['not-allowed']);
    }
  });

  it('has passed when it is so already', () => {
    expect(wordsOf(pause('on-hold', onHold))).toEqual(['wrong-state, passed']);
    expect(wordsOf(pause('safeguarding', safeguardingPause))).toEqual(['wrong-state, passed']);
  });
});

describe('the end of a pause', () => {
  it('puts the place back, later by as long as the pause was, and wakes the allocator', () => {
    const resumed = resume('on-hold', { ...onHold, clock: stopped }, place('requested', { unusable: ['paused'] }));
    expect(wordsOf(resumed)).toEqual([
      'resume-referral by coordinator',
      'referral changed',
      'place changed',
      'fact referral.resumed',
      'fact place.requested',
    ]);
    // Ten days from 4 January.
    const after = leaves(resumed, 'place');
    expect(after).toMatchObject({ waitsFrom: '2027-01-14T10:00:00.000Z', unusable: [] });
    expect(leaves(resumed, 'referral').clock.pauses).toEqual([{ ...stopped.pauses[0], until: now }]);
    expect(leaves(resumed, 'referral')).not.toHaveProperty('onHold');
    expect([rawWait(after.clock, now), adjustedWait(after.clock, now)].map((wait) => wait / 86_400_000)).toEqual([
      56, 46,
    ]);
  });

  it.each([
    ['on-hold', 'safeguardingPause', 'onHold'],
    ['safeguarding', 'onHold', 'safeguardingPause'],
  ] as const)(
    '(%s) does not lift the other, and the clock stands still until both are over',
    (overlay, stays, goes) => {
      const both = { ...onHold, ...safeguardingPause, clock: stopped };
      const resumed = resume(overlay, both, place('requested', { unusable: ['paused'] }));
      expect(leaves(resumed, 'referral')).toHaveProperty(stays);
      expect(leaves(resumed, 'referral')).not.toHaveProperty(goes);
      expect(leaves(resumed, 'referral').clock).toEqual(stopped);
      expect(leaves(resumed, 'place')).toMatchObject({ unusable: ['paused'] });
      expect(wordsOf(resumed)).not.toContain('fact place.requested');
    },
  );

  it('wakes nobody for a place that does not wait', () => {
    expect(wordsOf(resume('on-hold', onHold, place('approved')))).not.toContain('fact place.requested');
    expect(wordsOf(resume('on-hold', onHold))).toEqual([
      'resume-referral by coordinator',
      'referral changed',
      'fact referral.resumed',
    ]);
  });

  it('leaves a place that lost its hold to a coordinator', () => {
    const expired = place('requested', { unusable: ['expired', 'paused'] });
    expect(leaves(resume('on-hold', onHold, expired), 'place')).toMatchObject({ unusable: ['expired'] });
  });

  it('keeps the earlier pauses as they were', () => {
    const earlier = { from: '2027-01-10T10:00:00.000Z', until: '2027-01-11T10:00:00.000Z', why: 'ill' };
    const clock = { ...stopped, pauses: [earlier, ...stopped.pauses] };
    const at = later(now, { days: 1 });
    const { pauses } = leaves(resume('on-hold', { ...onHold, clock }, undefined, by['on-hold'], at), 'referral').clock;
    expect(pauses).toEqual([earlier, { ...stopped.pauses[0], until: at }]);
  });

  it('gives whoever could not accept the whole time to answer again, and takes none of it away', () => {
    const answerMoves = (but: object) => {
      const offer = allocation(but);
      const following = { requests: [], offer };
      const resumed = resumeReferral(referral(onHold), undefined, 'on-hold', by['on-hold'], now, settings, following);
      return wordsOf(resumed).filter((line) => line.startsWith('allocation')).length;
    };
    const soon = '2027-03-01T12:00:00.000Z';
    expect([answerMoves({ respondBy: soon }), answerMoves({ state: 'acknowledged', respondBy: soon })]).toEqual([1, 1]);
    expect(answerMoves({ state: 'accepted', respondBy: soon })).toBe(0);
    expect(answerMoves({ respondBy: officeDeadline(now, settings.deadlines.answerOffer, settings.office) })).toBe(0);
    expect(answerMoves({ respondBy: '2027-05-01T12:00:00.000Z' })).toBe(0);
  });

  it('gives a therapist the holidays of where they live', () => {
    const offer = allocation({ respondBy: '2027-11-29T12:00:00.000Z' });
    const resumed = (offeredIn?: Region) =>
      leaves(
        resumeReferral(referral(onHold), undefined, 'on-hold', by['on-hold'], stAndrewsEve, settings, {
          requests: [],
          offer,
          offeredIn,
        }),
        'allocation',
      );
    expect(resumed('scotland')).toMatchObject({ respondBy: '2027-12-02T17:00:00.000Z' });
    expect(resumed('london')).toMatchObject({ respondBy: '2027-12-01T17:00:00.000Z' });
  });

  it('keeps to the office’s holidays where nobody says where the therapist lives', () => {
    const otherHolidays = [LocalDate.parse('2027-11-30')];
    const { england } = settings.nations;
    const nations = { ...settings.nations, england: { ...england, otherHolidays } };
    const offer = allocation({ respondBy: '2027-11-29T12:00:00.000Z' });
    const resumed = (offeredIn?: Region) =>
      resumeReferral(
        referral(onHold),
        undefined,
        'on-hold',
        by['on-hold'],
        stAndrewsEve,
        { ...settings, nations },
        { requests: [], offer, offeredIn },
      );
    expect(leaves(resumed('london'), 'allocation')).toMatchObject({ respondBy: '2027-12-02T17:00:00.000Z' });
    expect(leaves(resumed(), 'allocation')).toMatchObject({ respondBy: '2027-12-01T17:00:00.000Z' });
  });

  it('has passed when there is none', () => {
    for (const overlay of overlays) expect(wordsOf(resume(overlay, {}))).toEqual(['wrong-state, passed']);
    expect(wordsOf(resume('safeguarding', onHold))).toEqual(['wrong-state, passed']);
  });

  it('gives back the state that was left: a pause is laid over, and is no state of its own', () => {
    const paused: Place['state'] = 'paused';
    expect(ReferralState.options).not.toContain(paused);
    const before = referral().value;
    const during = leaves(pause('on-hold'), 'referral');
    expect(leaves(resume('on-hold', during), 'referral').state).toBe(before.state);
  });
});

describe('an offer that is open when a pause begins', () => {
  const offer = allocation({ respondBy: '2027-03-02T17:00:00.000Z' });
  const following = { requests: [], offer };
  const open = (but: object) => ({
    allocation: offer,
    search: search(),
    therapist: therapist(),
    referral: referral(but),
  });
  const long = later(now, { days: 10 });

  it.each([
    ['on hold', onHold],
    ['under a safeguarding pause', safeguardingPause],
  ])('does not run out while the person is %s, so that nobody on the list is used up', (_, paused) => {
    expect(wordsOf(endOffer(open(paused), 'expired', system, long))).toEqual(['paused']);
    expect(wordsOf(endOffer(open({}), 'expired', system, long))[0]).toBe('expire-offer by system');
  });

  it('may be answered for the whole answer time once the last pause is over, and not before', () => {
    const resumed = (but: object, at = long) =>
      resumeReferral(referral(but), undefined, 'on-hold', by['on-hold'], at, settings, following);
    expect(leaves(resumed(onHold), 'allocation').respondBy).toBe('2027-03-15T17:00:00.000Z');
    expect(wordsOf(resumed({ ...onHold, ...safeguardingPause }))).not.toContain('allocation changed');
    // A pause that took no time away leaves the answer time as it was.
    const early = resumeReferral(referral(onHold), undefined, 'on-hold', by['on-hold'], now, settings, {
      ...following,
      offer: allocation({ respondBy: '2027-04-02T17:00:00.000Z' }),
    });
    expect(wordsOf(early)).not.toContain('allocation changed');
  });

  it('is left alone when it was answered', () => {
    const answered = { ...following, offer: allocation({ state: 'accepted' }) };
    const resumed = resumeReferral(referral(onHold), undefined, 'on-hold', by['on-hold'], long, settings, answered);
    expect(wordsOf(resumed)).not.toContain('allocation changed');
  });
});
