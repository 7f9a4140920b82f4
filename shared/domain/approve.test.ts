import { describe, expect, it } from 'vitest';
import {
  assessment,
  onHold,
  place,
  referral,
  safeguardingPause,
  search,
  task,
} from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { hold, lot, purses } from '../../test/support/money-samples.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { approvePlace, confirmWaiting, expireReservation, type ReservedCase, rejectPlace } from './approve.ts';
import { later } from './office-days.ts';

const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const dan: Actor = { id: 'dan', roles: ['coordinator-deputy'] };
/** Somebody who both assesses and coordinates, as in a small charity; they assessed this one. */
const asha: Actor = { id: 'asha', roles: ['assessor', 'coordinator'] };
const fay: Actor = { id: 'fay', roles: ['finance-maker', 'finance-checker'] };

const reserved = (but: Partial<ReservedCase> = {}): ReservedCase => ({
  referral: referral(),
  assessment: assessment(),
  place: place('reserved'),
  hold: hold(),
  search: undefined,
  ...but,
});

const approve = (but: Partial<ReservedCase> = {}, by = cora, at = now) => approvePlace(reserved(but), by, at, settings);

const large = { amount: settings.approval.secondPersonAbove + 1 };
const largeHold = hold({ draws: [{ ...hold().value.draws[0], drawn: large.amount }] });

describe('approving a place', () => {
  it.each([cora, dan])('begins the search for a therapist ($id)', (by) => {
    const approved = approve({}, by);
    expect(wordsOf(approved)).toEqual([
      `approve-place by ${by.id}`,
      'place reserved → approved',
      'new search seeking',
      'fact place.approved',
      'fact therapist.sought',
    ]);
    expect(leaves(approved, 'place')).toMatchObject({ approverId: by.id, findBy: '2027-03-22T17:00:00.000Z' });
    expect(leaves(approved, 'search').conflicted).toEqual(['asha', by.id]);
  });

  it('is refused to whoever assessed the referral', () => {
    expect(wordsOf(approve({}, asha))).toEqual(['same-person']);
  });

  it('is for coordinators and their deputies alone', () => {
    expect(wordsOf(approve({}, fay))).toEqual(['not-allowed']);
    expect(wordsOf(approve({}, { id: 'sam', roles: ['safeguarding-lead'] }))).toEqual(['not-allowed']);
  });

  it.each([onHold, safeguardingPause])('is refused while the referral is paused', (pause) => {
    expect(wordsOf(approve({ referral: referral(pause) }))).toEqual(['paused']);
  });

  it('has passed when the referral is no longer open', () => {
    expect(wordsOf(approve({ referral: referral({ state: 'withdrawn' }) }))).toEqual(['closed, passed']);
  });

  it('is for somebody in therapy as well, whose place came back', () => {
    expect(wordsOf(approve({ referral: referral({ state: 'in-therapy' }) }))[1]).toBe('place reserved → approved');
  });

  it('is refused after its time, to the millisecond', () => {
    const { approveBy } = place('reserved').value as { approveBy: typeof now };
    expect(wordsOf(approve({}, cora, approveBy))[0]).toBe('approve-place by cora');
    expect(wordsOf(approve({}, cora, later(approveBy, { minutes: 1 })))).toEqual(['expired']);
  });

  it.each([
    ['there is no hold', undefined],
    ['the hold is half gathered', hold({ state: 'gathering' })],
    ['the hold was released', hold({ state: 'released' })],
    ['a penny of it is gone', hold({ draws: [{ ...hold().value.draws[0], drawn: 29_999 }] })],
  ])('is refused when %s', (_, without) => {
    expect(wordsOf(approve({ hold: without }))).toEqual(['no-cover']);
  });

  it.each([
    ['requested', 'wrong-state'],
    ['approved', 'wrong-state'],
    ['allocated', 'wrong-state'],
    ['rejected', 'wrong-state, passed'],
    ['cancelled', 'wrong-state, passed'],
  ] as const)('of a place that is %s is refused: %s', (state, refusal) => {
    expect(wordsOf(approve({ place: place(state) }))).toEqual([refusal]);
  });

  it('holds only while referral, hold and assessment stay as they were read', () => {
    const approved = approve();
    expect(approved.ok && approved.value.relies.map(({ kind }) => kind)).toEqual(['referral', 'hold', 'assessment']);
  });

  it('begins a new search after an old one, which remembers rounds, therapists and approvers that were', () => {
    const old = search({
      state: 'stopped',
      live: undefined,
      round: 4,
      past: [idOf.therapist(7)],
      conflicted: ['asha', 'eve'],
    });
    expect(leaves(approve({ search: old }), 'search')).toMatchObject({
      conflicted: ['asha', 'eve', 'cora'],
      state: 'seeking',
      round: 4,
      past: [idOf.therapist(7)],
    });
  });
});

describe('approving a place above the limit of one person', () => {
  const first = approve({ place: place('reserved', large), hold: largeHold });

  it('ASVS 2.3.5 takes a second person: the first only leaves their name', () => {
    expect(wordsOf(first)).toEqual(['approve-place by cora', 'place changed']);
    expect(leaves(first, 'place')).toMatchObject({ state: 'reserved', firstApproverId: 'cora' });
  });

  const half = { place: place('reserved', { ...large, firstApproverId: 'cora' }), hold: largeHold };

  it('ASVS 2.3.5 is refused to the same person twice', () => {
    expect(wordsOf(approve(half))).toEqual(['same-person']);
    expect(wordsOf(approve(half, asha))).toEqual(['same-person']);
  });

  it('is done with the second, and neither of the two is ever offered the case', () => {
    const second = approve(half, dan);
    expect(wordsOf(second)[1]).toBe('place reserved → approved');
    expect(leaves(second, 'search').conflicted.toSorted()).toEqual(['asha', 'cora', 'dan']);
    expect(leaves(second, 'place')).not.toHaveProperty('firstApproverId');
  });

  it('ASVS 2.3.2 is not asked for at the limit itself', () => {
    const limit = { amount: settings.approval.secondPersonAbove };
    expect(wordsOf(approve({ place: place('reserved', limit), hold: largeHold }))[1]).toBe('place reserved → approved');
  });
});

const returning = purses([lot(1, 0), lot(2, 500)]);

/** As it is read when something gave it back after its place was read. */
const givenBack = (state: 'released' | 'expired') => {
  const { value, ...found } = hold();
  return { ...found, value: { ...value, state } };
};

describe('rejecting a place', () => {
  const reject = (state: 'requested' | 'reserved' | 'approved', by = cora, held = hold()) =>
    rejectPlace(
      { referral: referral(), place: place(state) },
      state === 'requested' ? undefined : held,
      returning,
      'a reason',
      by,
      now,
      settings,
    );

  it('is refused when what was held was given back after the place was read', () => {
    expect(wordsOf(reject('reserved', cora, givenBack('released')))).toEqual(['changed-meanwhile']);
  });

  it('gives its money back to the lots it came from, and has a person tell the client', () => {
    const rejected = reject('reserved');
    expect(wordsOf(rejected)).toEqual([
      'reject-place by cora',
      'referral changed',
      'place reserved → rejected',
      'hold pending → released',
      'lot changed',
      'lot changed',
      'task tell-outcome for coordinator',
      'booked release:plc_0000000001:1:1: 30000',
      'fact place.rejected',
    ]);
    const free =
      rejected.ok && rejected.value.changes.flatMap(({ kind, after }) => (kind === 'lot' ? [after?.free] : []));
    expect(free).toEqual([20_000, 10_500]);
  });

  it('of one that still waits moves no money', () => {
    expect(wordsOf(reject('requested'))).toEqual([
      'reject-place by cora',
      'referral changed',
      'place requested → rejected',
      'task tell-outcome for coordinator',
      'fact place.rejected',
    ]);
  });

  it('is refused to whoever assessed it, to others than coordinators, and once it is approved', () => {
    expect(wordsOf(reject('reserved', asha))).toEqual(['same-person']);
    expect(wordsOf(reject('reserved', fay))).toEqual(['not-allowed']);
    expect(wordsOf(reject('approved'))).toEqual(['wrong-state']);
  });
});

const overdue = '2027-03-08T17:00:00.001Z' as typeof now;

describe('a reservation that nobody approves in time', () => {
  const expire = (of = place('reserved'), at = overdue, held = hold()) =>
    expireReservation(of, held, returning, at, settings);

  it('is left alone when what was held was given back after the place was read', () => {
    expect(wordsOf(expire(place('reserved'), overdue, givenBack('expired')))).toEqual(['changed-meanwhile']);
  });

  it('gives the money back, keeps the clock, and asks a coordinator to confirm', () => {
    const expired = expire(place('reserved', { firstApproverId: 'cora' }));
    expect(wordsOf(expired)).toEqual([
      'expire-reservation by system',
      'place reserved → requested',
      'hold pending → expired',
      'lot changed',
      'lot changed',
      'task confirm-expired-place for coordinator',
      'booked release:plc_0000000001:1:1: 30000',
      'fact place.reservation-expired',
    ]);
    const { clock, waitsFrom, holds } = place('reserved').value;
    expect(leaves(expired, 'place')).toMatchObject({ clock, waitsFrom, holds, unusable: ['expired'] });
    expect(leaves(expired, 'place')).not.toHaveProperty('firstApproverId');
  });

  it('stays out of use for the pause as well when its person is paused', () => {
    const clock = { startedAt: '2027-01-04T10:00:00.000Z', pauses: [{ from: now, why: 'away' }] };
    const waiting = leaves(expire(place('reserved', { clock })), 'place');
    expect(waiting).toMatchObject({ unusable: ['expired', 'paused'] });
    const confirmed = confirmWaiting(place('requested', waiting), [], cora, now);
    expect(leaves(confirmed, 'place')).toMatchObject({ unusable: ['paused'] });
  });

  it('is refused while there is time, and has passed once it is approved or gone', () => {
    expect(wordsOf(expire(place('reserved'), '2027-03-08T17:00:00.000Z' as typeof now))).toEqual(['wrong-state']);
    for (const state of ['requested', 'approved', 'rejected', 'cancelled'] as const) {
      expect(wordsOf(expire(place(state)))).toEqual(['wrong-state, passed']);
    }
  });
});

describe('confirming that a place waits on', () => {
  it('lets it draw again, answers the task, and wakes the allocator', () => {
    const waiting = place('requested', { unusable: ['expired', 'no-therapist'] });
    const answered = { id: 'tsk_00000002', state: 'done' };
    const tasks = [task('confirm-expired-place'), task('confirm-expired-place', answered)];
    const confirmed = confirmWaiting(waiting, tasks, dan, now);
    expect(wordsOf(confirmed)).toEqual([
      'confirm-waiting by dan',
      'place changed',
      'task confirm-expired-place done',
      'fact place.requested',
    ]);
    expect(leaves(confirmed, 'place')).toMatchObject({ unusable: [] });
  });

  it('is for coordinators, and has passed when it does not wait', () => {
    expect(wordsOf(confirmWaiting(place('requested'), [], fay, now))).toEqual(['not-allowed']);
    expect(wordsOf(confirmWaiting(place('reserved'), [], cora, now))).toEqual(['wrong-state, passed']);
  });
});
