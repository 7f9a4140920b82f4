import { describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { place } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { drawsOf, fund, hold, lot, purses } from '../../test/support/money-samples.ts';
import { request } from '../../test/support/request-samples.ts';
import { asRead, generalFundId, idOf, now, poolId, settings } from '../../test/support/sample-ids.ts';
import type { PlannedDraw } from './allocate.ts';
import type { Versioned } from './decision.ts';
import {
  backToWaiting,
  endHold,
  finishEnding,
  fitsOneTransaction,
  gatherMore,
  lotsToReturn,
  reservePlace,
  withChanges,
} from './reserve.ts';
import { gatherForRequest, reserveRequest } from './reserve-request.ts';

const pence = (amount: number): Pence => Pence.parse(amount);
const other = asRead('fund', idOf.fund(2), { ...fund().value, id: idOf.fund(2) });
const lots = (...all: readonly Versioned<'lot'>[]) => new Map(all.map((one) => [one.value.id, one]));
const draw = (n: number, amount: number, fundId = generalFundId): PlannedDraw => ({
  lotId: idOf.lot(n),
  fundId,
  amount: pence(amount),
});
/** A block of six sessions at £60, of which the person pays £10. */
const waiting = place('requested');
const cost = 30_000;
const free = lots(lot(1, 20_000), lot(2, 25_000));

describe('reserving a place', () => {
  const reserve = (of = waiting, planned = [draw(1, 20_000), draw(2, 10_000)], from = free) =>
    reservePlace(of, [fund(), other], from, planned, now, settings);

  it('takes its money from the lots into a hold, and tells it', () => {
    const reserved = reserve();
    expect(wordsOf(reserved)).toEqual([
      'reserve-place by system',
      'place requested → reserved',
      'new hold pending',
      'lot changed',
      'lot changed',
      `booked hold:${idOf.place(1)}:1:1: 30000`,
      'fact place.reserved',
    ]);
    expect(leaves(reserved, 'place')).toMatchObject({ holds: 1, holdId: idOf.hold(1), amount: cost, reservedAt: now });
    expect(leaves(reserved, 'hold')).toEqual({
      id: idOf.hold(1),
      placeId: idOf.place(1),
      poolId,
      revision: 1,
      state: 'pending',
      amount: cost,
      draws: drawsOf(20_000, 10_000),
      heldAt: now,
    });
    expect(reserved.ok && reserved.value).toMatchObject({
      about: `referral/${idOf.referral(1)}`,
      relies: [{ id: generalFundId }],
      facts: [
        { subject: `place/${idOf.place(1)}`, data: { placeId: idOf.place(1), referralId: idOf.referral(1), poolId } },
      ],
    });
    expect(reserved.ok && reserved.value.changes.slice(2).map(({ after }) => after)).toMatchObject([
      { free: 0 },
      { free: 15_000 },
    ]);
  });

  it('relies on every fund that pays, and on no other', () => {
    const reserved = reserve(waiting, [draw(1, 20_000), draw(2, 10_000, other.value.id)]);
    expect(reserved.ok && reserved.value.relies.map(({ id }) => id)).toEqual([generalFundId, idOf.fund(2)]);
  });

  it('is refused when a lot has less, is not there, or the plan takes too much', () => {
    expect(wordsOf(reserve(waiting, [draw(1, 20_001), draw(2, 9999)]))).toEqual(['not-covered']);
    expect(wordsOf(reserve(waiting, [draw(3, 30_000)]))).toEqual(['not-covered']);
    expect(wordsOf(reserve(waiting, [draw(1, 20_000), draw(2, 10_001)]))).toEqual(['invalid']);
  });

  it('is refused for a place that does not wait, or cannot be used now', () => {
    expect(wordsOf(reserve(place('approved')))).toEqual(['wrong-state']);
    expect(wordsOf(reserve(place('cancelled')))).toEqual(['wrong-state, passed']);
    expect(wordsOf(reserve(place('requested', { unusable: ['paused'] })))).toEqual(['paused']);
  });

  it('goes on gathering when it needs more draws than one transaction takes', () => {
    const many = Array.from({ length: 41 }, (_, n) => draw(n + 1, n === 40 ? 2000 : 700));
    const from = lots(...many.map((_, n) => lot(n + 1, 50_000)));
    const begun = reserve(waiting, many, from);
    expect(wordsOf(begun).slice(0, 3)).toEqual(['gather-hold by system', 'place changed', 'new hold gathering']);
    expect(wordsOf(begun).at(-1)).toMatch(/^booked/);
    expect(leaves(begun, 'place')).toMatchObject({ state: 'requested', holds: 1 });
    const gathering = asRead('hold', idOf.hold(1), leaves(begun, 'hold'));
    const taken = gathering.value.draws.length;
    expect(taken).toBe(40);
    const again = place('requested', { holds: 1 });
    const rest = gatherMore(again, gathering, [fund()], from, many.slice(taken), now, settings);
    expect(wordsOf(rest).slice(0, 3)).toEqual([
      'reserve-place by system',
      'place requested → reserved',
      'hold gathering → pending',
    ]);
    expect(leaves(rest, 'hold').draws).toHaveLength(41);
    expect(rest.ok && rest.value.entries.map(({ id }) => id)).toEqual([`hold:${idOf.place(1)}:1:${taken + 1}`]);
    expect(wordsOf(gatherMore(place('approved'), gathering, [fund()], from, [], now, settings))[0]).toMatch(
      /^wrong-state/,
    );
  });
});

describe('one transaction', () => {
  it('takes forty draws on ten funds, and fewer of more', () => {
    const drawn = (draws: number, funds: number) =>
      Array.from({ length: draws }, (_, n) => draw(n + 1, 1, idOf.fund((n % funds) + 1)));
    expect(fitsOneTransaction([])).toBe(true);
    expect(fitsOneTransaction(drawn(40, 10))).toBe(true);
    expect(fitsOneTransaction(drawn(41, 1))).toBe(false);
    expect(fitsOneTransaction(drawn(40, 11))).toBe(false);
    expect(fitsOneTransaction(drawn(39, 12))).toBe(true);
    expect(fitsOneTransaction(drawn(39, 13))).toBe(false);
  });
});

describe('reserving what a place in hand asks for', () => {
  const asked = request('requested');
  const inHand = (but: object = {}) => place('in-use', { holds: 1, openRequests: [asked.id], ...but });
  const planned = [draw(1, 20_000), draw(2, 10_000)];
  const reserve = (of = { request: asked, place: inHand() }) =>
    reserveRequest(of, [fund()], free, planned, now, settings);

  it('is a hold of its own, under the next revision, and the place goes on', () => {
    const reserved = reserve();
    expect(wordsOf(reserved)).toEqual([
      'reserve-request by system',
      'request requested → reserved',
      'place changed',
      'new hold pending',
      'lot changed',
      'lot changed',
      `booked hold:${idOf.place(1)}:2:1: 30000`,
      'fact request.reserved',
    ]);
    expect(leaves(reserved, 'request')).toMatchObject({ hold: 2, holdId: idOf.hold(1, 2), cost, reservedAt: now });
    expect(leaves(reserved, 'hold')).toMatchObject({ requestId: asked.id, revision: 2 });
    expect(leaves(reserved, 'place')).toMatchObject({ state: 'in-use', holds: 2, holdId: idOf.hold(1) });
    expect(reserved.ok && reserved.value.facts).toMatchObject([
      {
        subject: `request/${asked.id}`,
        data: { requestId: asked.id, placeId: idOf.place(1), referralId: idOf.referral(1), poolId },
      },
    ]);
  });

  it.each([
    ['is over', { place: place('completed') }, 'closed, passed'],
    ['does not ask for it any more', { place: place('in-use') }, 'closed, passed'],
    ['has it reserved', { request: request('reserved') }, 'wrong-state'],
    ['has it cancelled', { request: request('cancelled') }, 'wrong-state'],
    ['has it out of use', { request: request('requested', { unusable: ['expired'] } as object) }, 'paused'],
  ])('is refused for a place that %s', (_, but, refusal) => {
    expect(wordsOf(reserve({ request: asked, place: inHand(), ...but }))[0]?.startsWith(refusal)).toBe(true);
  });

  it('may be gathered, as long as it is the same hold', () => {
    const begun = reserveRequest(
      { request: asked, place: inHand() },
      [fund()],
      free,
      planned.slice(0, 1),
      now,
      settings,
    );
    expect(wordsOf(begun).slice(0, 4)).toEqual([
      'gather-hold by system',
      'request changed',
      'place changed',
      'new hold gathering',
    ]);
    const gathering = asRead('hold', idOf.hold(1, 2), leaves(begun, 'hold'));
    const now2 = { request: asRead('request', asked.id, leaves(begun, 'request')), place: inHand({ holds: 2 }) };
    const gather = (of: typeof now2) =>
      gatherForRequest(of, gathering, [fund()], free, planned.slice(1), now, settings);
    expect(wordsOf(gather(now2))).toContain('request requested → reserved');
    expect(wordsOf(gather({ ...now2, request: asked }))).toEqual(['closed, passed']);
    expect(wordsOf(gather({ ...now2, place: place('completed') }))).toEqual(['closed, passed']);
  });
});

describe('ending a hold', () => {
  const partly = drawsOf(100, 50, 200).map((one, n) => ({ ...one, posted: [60, 50, 0][n], released: [20, 0, 0][n] }));
  const back = purses([lot(1, 0), lot(2, 0), lot(3, 0)]);

  it('gives what is left to the lots it came from', () => {
    const of = hold({ state: 'posted', amount: 350, draws: partly, returning: 10 });
    expect(lotsToReturn(of.value)).toEqual([idOf.lot(1), idOf.lot(3)]);
    const { changes, entries } = endHold(of, back, 'released', now);
    expect(changes.map(({ after }) => after)).toMatchObject([
      { state: 'released', draws: [{ released: 40 }, { released: 0 }, { released: 200 }] },
      { id: idOf.lot(1), free: 20 },
      { id: idOf.lot(3), free: 200 },
    ]);
    expect(changes[0]?.after).not.toHaveProperty('returning');
    expect(entries.map(({ id }) => id)).toEqual([`release:${idOf.place(1)}:1:1`]);
  });

  it('books nothing when nothing is left', () => {
    const spent = hold({ state: 'posted', amount: 50, draws: partly.slice(1, 2) });
    expect(endHold(spent, back, 'released', now)).toMatchObject({
      entries: [],
      changes: [{ after: { state: 'released' } }],
    });
  });

  it('goes on in the next transaction, under a revision of its own, to the same end', () => {
    const many = drawsOf(...Array.from({ length: 60 }, () => 5));
    const lotsBack = purses(many.map((_, n) => lot(n + 1, 0)));
    const first = endHold(hold({ amount: 300, draws: many }), lotsBack, 'expired', now);
    const after = leaves(
      { ok: true, value: { ...finishEnding(hold(), purses([lot(1, 0), lot(2, 0)]), now), ...first } },
      'hold',
    );
    expect(after).toMatchObject({ state: 'pending', ending: 'expired' });
    const returned = after.draws.filter(({ released }) => released > 0).length;
    expect(returned).toBe(lotsToReturn(hold({ amount: 300, draws: many }).value).length);
    const decision = finishEnding(asRead('hold', after.id, after), lotsBack, now);
    expect(wordsOf({ ok: true, value: decision })[0]).toBe('release-hold by system');
    expect(decision).toMatchObject({ about: `referral/${idOf.referral(1)}`, why: 'the rest of a large hold' });
    expect(decision.entries.map(({ id }) => id)).toEqual([`release:${idOf.place(1)}:1:${returned + 1}`]);
    const ended = leaves({ ok: true, value: decision }, 'hold');
    expect([ended.ending, ended.state]).toEqual([undefined, 'expired']);
  });

  it('undoes one that could not be gathered', () => {
    const gathering = hold({ state: 'gathering', draws: drawsOf(5) });
    const decision = finishEnding(gathering, purses([lot(1, 0)]), now);
    expect(decision.why).toBe('the block can no longer be covered');
    expect(leaves({ ok: true, value: decision }, 'hold').state).toBe('released');
  });
});

describe('what comes after in one transaction', () => {
  it('sees what the decision before it left of the lots', () => {
    const decision = finishEnding(hold({ draws: drawsOf(5), amount: 5 }), purses([lot(1, 7)]), now);
    const seen = withChanges(lots(lot(1, 7), lot(2, 9)), decision);
    expect([...seen.values()].map(({ value, version }) => [value.free, version])).toEqual([
      [12, 3],
      [9, 3],
    ]);
  });
});

describe('a place that goes back to the waiting list', () => {
  const clock = (until?: string) => ({
    clock: { startedAt: now, pauses: [{ from: now, why: 'on-hold', ...(until === undefined ? {} : { until }) }] },
  });

  it('waits for a word, and for the end of a pause', () => {
    const of = (but: object) => place('reserved', but).value as Parameters<typeof backToWaiting>[0];
    expect(backToWaiting(of({}), 'expired')).toMatchObject({ state: 'requested', unusable: ['expired'] });
    expect(backToWaiting(of(clock()), 'expired')).toMatchObject({ unusable: ['expired', 'paused'] });
    expect(backToWaiting(of(clock('2027-03-02T10:00:00.000Z')), 'no-therapist').unusable).toEqual(['no-therapist']);
    const granted = { state: 'granted', why: 'x', askedBy: 'a', askedAt: now, grantedBy: 'b', grantedAt: now };
    expect(backToWaiting(of({ precedence: granted }), 'expired')).not.toHaveProperty('precedence');
  });
});
