import { describe, expect, it } from 'vitest';
import { Instant } from '../../events/values.ts';
import { allocation, place, referral, search, task, therapist } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { hold, lot, purses } from '../../test/support/money-samples.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import { ReferralState } from './referral.ts';
import { type Commitments, returnPlace, unwindReferral } from './unwind.ts';

const returning = purses([lot(1, 0), lot(2, 500)]);
const withdrawn = referral({ state: 'withdrawn' });

const commitments = (but: Partial<Commitments> = {}): Commitments => ({
  referral: withdrawn,
  place: place('approved'),
  hold: hold(),
  purses: returning,
  search: search(),
  allocation: allocation(),
  therapist: therapist(),
  tasks: [],
  ...but,
});

const nothing = { place: undefined, hold: undefined, search: undefined, allocation: undefined, therapist: undefined };

const undo = (but: Partial<Commitments> = {}) => unwindReferral(commitments(but), now, settings);

describe('a referral that closed', () => {
  it('takes back its offer, cancels its place and returns its money to the lots it came from', () => {
    const undone = undo();
    expect(wordsOf(undone)).toEqual([
      'unwind-referral by system',
      'place approved → cancelled',
      'hold pending → released',
      'lot changed',
      'lot changed',
      'allocation offered → revoked',
      'therapist changed',
      'mail therapist-offer-withdrawn to psn_0000000101',
      'search offered → stopped',
      'booked release:plc_0000000001:1:1: 30000',
      'fact place.cancelled',
      'fact allocation.revoked',
      'fact email.requested',
    ]);
    expect(leaves(undone, 'therapist')).toMatchObject({ offers: 0, clients: 0 });
    expect(leaves(undone, 'search')).not.toHaveProperty('live');
    expect(leaves(undone, 'allocation')).toMatchObject({ answeredAt: now });
    expect(leaves(undone, 'allocation')).not.toHaveProperty('endedAt');
    expect(undone.ok && undone.value.relies).toEqual([{ kind: 'referral', id: idOf.referral(1), version: 3 }]);
  });

  it('frees the therapist who had accepted', () => {
    const undone = undo({
      place: place('allocated'),
      allocation: allocation({ state: 'accepted' }),
      search: search({ state: 'accepted' }),
      therapist: therapist({ clients: 2, offers: 0 }),
    });
    expect(wordsOf(undone)).toContain('place allocated → cancelled');
    expect(wordsOf(undone)).toContain('allocation accepted → revoked');
    expect(wordsOf(undone)).toContain('mail therapist-case-ended to psn_0000000101');
    expect(leaves(undone, 'therapist')).toMatchObject({ offers: 0, clients: 1 });
    expect(leaves(undone, 'allocation')).toMatchObject({ endedAt: now });
  });

  it('takes back no offer that was answered, and gives back no money of a place that had ended before', () => {
    expect(wordsOf(undo({ allocation: allocation({ state: 'declined' }) })).join()).not.toMatch(/allocation|therapist/);
    const over = { ...nothing, place: place('cancelled'), hold: hold() };
    expect(wordsOf(undo(over))).toEqual(['wrong-state, passed']);
    expect(wordsOf(undo({ ...over, tasks: [task('call-client')] }))[1]).toBe('task call-client done');
  });

  it('leaves a hold that is still being gathered to the pass: nothing of it is its place’s yet', () => {
    const undone = undo({ ...nothing, place: place('requested'), hold: hold({ state: 'gathering' }) });
    expect(wordsOf(undone).join()).not.toContain('hold');
  });

  it('leaves the waiting list', () => {
    expect(wordsOf(undo({ ...nothing, place: place('requested') }))).toEqual([
      'unwind-referral by system',
      'place requested → cancelled',
      'fact place.cancelled',
    ]);
  });

  it('stops a search without a place', () => {
    const seeking = search({ state: 'seeking', placeId: undefined, live: undefined });
    expect(wordsOf(undo({ ...nothing, search: seeking }))).toEqual([
      'unwind-referral by system',
      'search seeking → stopped',
    ]);
  });

  it('closes its open calls, but not the one that tells the person', () => {
    const tasks = [
      task('confirm-referral'),
      task('call-client', { id: 'tsk_00000002' }),
      task('tell-outcome', { id: 'tsk_00000003' }),
      task('same-day-call', { id: 'tsk_00000004', state: 'done' }),
      task('welfare-check', { id: 'tsk_00000005' }),
    ];
    expect(wordsOf(undo({ ...nothing, tasks }))).toEqual([
      'unwind-referral by system',
      'task confirm-referral done',
      'task call-client done',
    ]);
  });

  it.each(['in-use', 'paused'] as const)('ends therapy that has begun, and returns what was not paid (%s)', (state) => {
    const [first, second] = hold().value.draws;
    const paid = hold({ state: 'posted', draws: [{ ...first, posted: 4500 }, second], returning: 3000 });
    const begun = undo({ ...nothing, place: place(state), hold: paid });
    expect(wordsOf(begun)).toEqual([
      'unwind-referral by system',
      `place ${state} → ended-early`,
      'hold posted → released',
      'lot changed',
      'lot changed',
      'booked release:plc_0000000001:1:1: 25500',
      'fact place.ended-early',
    ]);
    expect(leaves(begun, 'hold').returning).toBeUndefined();
  });

  it('leaves a hold alone of which everything was paid', () => {
    const draws = hold().value.draws.map((draw) => ({ ...draw, posted: draw.drawn }));
    const begun = undo({ ...nothing, place: place('in-use'), hold: hold({ state: 'posted', draws }) });
    expect(wordsOf(begun)).toEqual([
      'unwind-referral by system',
      'place in-use → ended-early',
      'fact place.ended-early',
    ]);
  });

  it('because the person died sends no mail: a coordinator calls the therapist, and nobody calls the person', () => {
    const died = undo({
      referral: referral({ state: 'died' }),
      allocation: allocation({ state: 'accepted' }),
      therapist: therapist({ clients: 1, offers: 0 }),
      tasks: [task('tell-outcome'), task('welfare-check')],
    });
    expect(wordsOf(died).filter((words) => words.startsWith('task') || words.startsWith('mail'))).toEqual([
      'task tell-therapist for coordinator',
      'task tell-outcome done',
      'task welfare-check done',
    ]);
  });

  it('does not touch a hold that is ending already', () => {
    const ending = wordsOf(undo({ ...nothing, place: place('reserved'), hold: hold({ ending: 'expired' }) }));
    expect(ending).toEqual(['unwind-referral by system', 'place reserved → cancelled', 'fact place.cancelled']);
  });

  it('has passed when nothing is under way, or all was undone before', () => {
    expect(wordsOf(undo(nothing))).toEqual(['wrong-state, passed']);
    const undone = {
      ...nothing,
      place: place('cancelled'),
      search: search({ state: 'stopped', live: undefined }),
      tasks: [task('confirm-referral', { state: 'done' })],
    };
    expect(wordsOf(undo(undone))).toEqual(['wrong-state, passed']);
  });

  it.each(['submitted', 'awaiting-assessment', 'assessed-suitable', 'in-therapy'] as const)(
    'is not one that is %s',
    (state) => {
      expect(wordsOf(undo({ referral: referral({ state }) }))).toEqual(['wrong-state, passed']);
    },
  );

  it('need not have closed: nobody waits for who is not ready now, and the reason says so', () => {
    const undone = undo({ referral: referral({ state: 'suitable-not-ready' }) });
    expect(leaves(undone, 'place')).toMatchObject({ state: 'cancelled', reason: 'the person is not ready now' });
    expect(leaves(undo(), 'place')).toMatchObject({ state: 'cancelled', reason: 'the referral closed' });
  });

  it('is one in any of the closed states, or of somebody who is not ready', () => {
    const undoing = ReferralState.options.filter(
      (state) => wordsOf(undo({ referral: referral({ state }) }))[0] !== 'wrong-state, passed',
    );
    expect(undoing.toSorted()).toEqual([
      'completed',
      'died',
      'draft',
      'duplicate',
      'ended-early',
      'not-eligible',
      'not-suitable',
      'referred-on',
      'suitable-not-ready',
      'unverified',
      'withdrawn',
    ]);
  });
});

describe('an approved place for which no therapist was found in time', () => {
  const overdue = Instant.parse('2027-03-22T17:00:00.001Z');
  const open = { referral: referral(), search: search({ state: 'none-left', live: undefined }) };
  const give = (but: Partial<Commitments> = {}, at = overdue) =>
    returnPlace(commitments({ ...open, allocation: undefined, therapist: undefined, ...but }), at, settings);

  it('is left alone when what was held was given back after the place was read', () => {
    const { hold } = commitments(open);
    if (hold === undefined) throw new Error('an approved place has a hold');
    const givenBack = { ...hold, value: { ...hold.value, state: 'released' as const } };
    expect(wordsOf(give({ hold: givenBack }))).toEqual(['changed-meanwhile']);
  });

  it('goes back to the waiting list with its clock, and waits for a coordinator’s word', () => {
    const returned = give();
    expect(wordsOf(returned)).toEqual([
      'return-place by system',
      'referral changed',
      'place approved → requested',
      'hold pending → expired',
      'lot changed',
      'lot changed',
      'search none-left → stopped',
      'task confirm-expired-place for coordinator',
      'task tell-outcome for coordinator',
      'booked release:plc_0000000001:1:1: 30000',
      'fact place.returned',
    ]);
    const { clock, waitsFrom } = place('approved').value;
    expect(leaves(returned, 'place')).toMatchObject({ unusable: ['no-therapist'], clock, waitsFrom });
    expect(leaves(returned, 'referral').stillShown).toBe('finding');
  });

  it('answers the tasks that nobody was found, and no others', () => {
    const tasks = [
      task('no-therapist-found'),
      task('no-therapist-found', { id: 'tsk_00000002', state: 'done' }),
      task('call-client', { id: 'tsk_00000003' }),
    ];
    expect(wordsOf(give({ tasks })).filter((line) => line.endsWith('done'))).toEqual(['task no-therapist-found done']);
  });

  it('gives back a hold that sessions were paid from, and needs no search to be over', () => {
    const [first, second] = hold().value.draws;
    const posted = hold({ state: 'posted', draws: [{ ...first, posted: 4500 }, second] });
    expect(wordsOf(give({ hold: posted }))).toContain('hold posted → released');
    expect(wordsOf(give({ search: undefined })).join()).not.toContain('search');
  });

  it('takes back an offer that is still open', () => {
    const words = wordsOf(give({ search: search(), allocation: allocation(), therapist: therapist() }));
    expect(words).toContain('allocation offered → revoked');
    expect(words).toContain('mail therapist-offer-withdrawn to psn_0000000101');
    expect(words).toContain('fact allocation.revoked');
  });

  it('stays out of use for the pause as well when its person is paused', () => {
    const clock = { ...place('approved').value.clock, pauses: [{ from: now, why: 'away' }] };
    expect(leaves(give({ place: place('approved', { clock }) }), 'place')).toMatchObject({
      unusable: ['no-therapist', 'paused'],
    });
  });

  it('is left alone while there is time', () => {
    expect(wordsOf(give({}, Instant.parse('2027-03-22T17:00:00.000Z')))).toEqual(['wrong-state']);
    expect(wordsOf(give({ hold: undefined }))).toEqual(['no-cover']);
  });

  it.each(['requested', 'reserved', 'allocated', 'cancelled'] as const)('is not one that is %s', (state) => {
    expect(wordsOf(give({ place: place(state) }))).toEqual(['wrong-state, passed']);
    expect(wordsOf(give({ place: undefined }))).toEqual(['wrong-state, passed']);
  });
});
