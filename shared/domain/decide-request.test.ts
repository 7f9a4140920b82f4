import { describe, expect, it } from 'vitest';
import { place, task } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { drawsOf, hold, lot, purses } from '../../test/support/money-samples.ts';
import { request } from '../../test/support/request-samples.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { cancelRequest, confirmRequest, expireRequest, rejectRequest, requestsFollow } from './decide-request.ts';
import { later } from './office-days.ts';
import { without } from './request-fact.ts';

const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const reserved = request('reserved');
const other = idOf.place(9).replace('plc_', 'req_');
const asking = place('in-use', { openRequests: [reserved.id] });
const held = (but: object = {}) =>
  hold({ id: idOf.hold(1, 2), revision: 2, requestId: reserved.id, amount: 30_000, draws: drawsOf(30_000), ...but });
const lots = purses([lot(1, 0)]);
const theirs = { request: reserved, place: asking };
const givenBack = ['hold pending → released', 'lot changed', 'booked release:plc_0000000001:2:1: 30000'];

describe('rejecting what a place asks for', () => {
  const reject = (by = cora, of = theirs, money: ReturnType<typeof held> | undefined = held()) =>
    rejectRequest(of, money, lots, 'not needed', by, now);

  it('gives the money back, and the place goes on as it is', () => {
    expect(wordsOf(reject())).toEqual([
      'reject-request by cora',
      'request reserved → rejected',
      'place changed',
      ...givenBack,
      'fact request.rejected',
    ]);
    expect(leaves(reject(), 'request')).toMatchObject({ reason: 'not needed', approverId: 'cora', endedAt: now });
    expect(leaves(reject(), 'place')).not.toHaveProperty('openRequests');
  });

  it('is for a coordinator who did not assess', () => {
    expect(wordsOf(reject({ id: 'fay', roles: ['finance-maker'] }))).toEqual(['not-allowed']);
    expect(wordsOf(reject({ id: 'asha', roles: ['coordinator'] }))).toEqual(['same-person']);
  });

  it.each([
    ['is going back already', held({ ending: 'expired' })],
    ['went back', held({ state: 'released' })],
    ['was never there', undefined],
  ])('gives nothing back twice when the money %s', (_, money) => {
    const rejected = rejectRequest(theirs, money, lots, 'not needed', cora, now);
    expect(wordsOf(rejected).join()).not.toMatch(/hold|lot|booked/);
  });

  it('leaves a place alone that asks for something else', () => {
    const elsewhere = place('in-use', { openRequests: [other] });
    expect(wordsOf(reject(cora, { ...theirs, place: elsewhere }))).not.toContain('place changed');
    expect(wordsOf(reject(cora, { ...theirs, place: place('in-use') }))).not.toContain('place changed');
    const both = place('in-use', { openRequests: [other, reserved.id] });
    expect(leaves(reject(cora, { ...theirs, place: both }), 'place').openRequests).toEqual([other]);
  });
});

it('is nothing to a place that asks for nothing', () => {
  expect(without(place('in-use'), reserved.value)).toEqual(place('in-use').value);
});

describe('what a place asks for when it is over', () => {
  it('is cancelled, and its money goes back', () => {
    const cancelled = cancelRequest(reserved, held(), lots, now, asking);
    expect(wordsOf(cancelled)).toEqual([
      'cancel-request by system',
      'request reserved → cancelled',
      'place changed',
      ...givenBack,
      'fact request.cancelled',
    ]);
    expect(leaves(cancelled, 'request')).toMatchObject({ endedAt: now });
  });

  it('is cancelled without money and without its place as well, but not twice', () => {
    const alone = ['cancel-request by system', 'request reserved → cancelled', 'fact request.cancelled'];
    expect(wordsOf(cancelRequest(reserved, undefined, undefined, now))).toEqual(alone);
    expect(wordsOf(cancelRequest(reserved, held(), undefined, now))).toEqual(alone);
    expect(wordsOf(cancelRequest(request('cancelled'), held(), lots, now))[0]).toMatch(/^wrong-state/);
  });
});

describe('a request that nobody approves in time', () => {
  const late = later(now, { days: 30 });
  const expire = (at = late, of = theirs) => expireRequest(of, held(), lots, at, settings);

  it('gives its money back and waits for a coordinator’s word', () => {
    const expired = expire();
    expect(wordsOf(expired)).toEqual([
      'expire-request by system',
      'request reserved → requested',
      'hold pending → expired',
      'lot changed',
      'task confirm-expired-place for coordinator',
      'booked release:plc_0000000001:2:1: 30000',
      'fact request.expired',
    ]);
    expect(leaves(expired, 'request')).toMatchObject({ unusable: ['expired'] });
    expect(leaves(expired, 'task')).toMatchObject({ about: `referral/${idOf.referral(1)}` });
    expect(expired.ok && expired.value.relies.map(({ kind }) => kind)).toEqual(['place']);
  });

  it('waits for the end of a pause too', () => {
    const clock = (until?: string) => ({
      clock: { startedAt: now, pauses: [{ from: now, why: 'on-hold', ...(until === undefined ? {} : { until }) }] },
    });
    const unusable = (until?: string) =>
      leaves(
        expire(late, { ...theirs, place: place('in-use', { openRequests: [reserved.id], ...clock(until) }) }),
        'request',
      );
    expect(unusable()).toMatchObject({ unusable: ['expired', 'paused'] });
    expect(unusable(late)).toMatchObject({ unusable: ['expired'] });
  });

  it('has until the end of its time, and expires once', () => {
    const { approveBy } = reserved.value.state === 'reserved' ? reserved.value : { approveBy: now };
    expect(wordsOf(expire(approveBy))).toEqual(['wrong-state']);
    expect(wordsOf(expire(later(approveBy, { minutes: 1 })))[0]).toBe('expire-request by system');
    expect(wordsOf(expire(late, { ...theirs, request: request('requested') }))).toEqual(['wrong-state, passed']);
  });
});

describe('a request that lost its money', () => {
  const lost = request('requested', { unusable: ['expired', 'paused'] } as object);

  it('waits on when a coordinator says so, and as long as it is paused', () => {
    const tasks = [
      task('confirm-expired-place'),
      task('confirm-expired-place', { state: 'done', doneAt: now, doneBy: 'x', result: 'y' }),
    ];
    const confirmed = confirmRequest(lost, tasks, cora, now);
    expect(wordsOf(confirmed)).toEqual([
      'confirm-request by cora',
      'request changed',
      'task confirm-expired-place done',
      'fact request.asked',
    ]);
    expect(leaves(confirmed, 'request')).toMatchObject({ unusable: ['paused'] });
  });

  it('is confirmed by nobody else, and only while it waits', () => {
    expect(wordsOf(confirmRequest(lost, [], { id: 'fay', roles: ['finance-maker'] }, now))).toEqual(['not-allowed']);
    expect(wordsOf(confirmRequest(reserved, [], cora, now))).toEqual(['wrong-state, passed']);
  });
});

describe('what a pause does to what a place asks for', () => {
  const waits = (...unusable: string[]) => request('requested', { unusable } as object);

  it('keeps it from drawing, once, and leaves alone what holds money', () => {
    const { changes, facts } = requestsFollow([waits('expired'), waits('paused'), reserved], true);
    expect(changes.map(({ after }) => after)).toMatchObject([
      { unusable: ['expired', 'paused'] },
      { unusable: ['paused'] },
    ]);
    expect(facts).toEqual([]);
  });

  it('lets it draw again afterwards, and wakes the allocator', () => {
    const { changes, facts } = requestsFollow([waits('expired', 'paused'), reserved], false);
    expect(changes.map(({ after }) => after)).toMatchObject([{ unusable: ['expired'] }]);
    expect(facts.map(({ type }) => type)).toEqual(['uk.sponsored-places.request.asked.v1']);
  });
});
