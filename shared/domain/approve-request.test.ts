import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instant } from '../../events/values.ts';
import { coverFault } from '../../test/simulation/rules.ts';
import { onHold, place, referral, search } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { drawsOf, hold } from '../../test/support/money-samples.ts';
import { asRead, given, idOf, now, poolId, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { approveRequest, type ReservedRequest } from './approve-request.ts';
import { Hold } from './hold.ts';
import { later } from './office-days.ts';
import { Request, type RequestCause, requestIdOf } from './request.ts';

const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const from = '2027-03-08';
const approveBy = Instant.parse('2027-03-20T17:00:00.000Z');

/** A request that somebody else asked for, with its money held. */
function reserved(cause: object, cost: number, but: Partial<ReservedRequest> = {}): ReservedRequest {
  const of = but.place ?? inUse({});
  const id = requestIdOf(of.value.id, of.value.block.number, cause as RequestCause);
  const request = Request.parse({
    id,
    placeId: of.value.id,
    referralId: of.value.referralId,
    poolId,
    class: of.value.class,
    assessorId: 'asha',
    cause,
    block: of.value.block.number,
    cost,
    askedBy: 'dora',
    askedAt: now,
    why: 'less income',
    hold: 2,
    state: 'reserved',
    holdId: idOf.hold(1, 2),
    reservedAt: now,
    approveBy,
  });
  return {
    referral: referral({ state: 'in-therapy' }),
    request: asRead('request', id, request),
    hold: hold({ id: idOf.hold(1, 2), revision: 2, amount: cost, draws: drawsOf(cost) }),
    placeHold: hold({ amount: 13_500, draws: drawsOf(13_500) }),
    search: search({ state: 'accepted' }),
    sessions: [],
    ...but,
    place: { ...of, value: { ...of.value, openRequests: [id] } },
  };
}

/** A place in use at £55 a session, of which the person pays £10: each session left of six costs the pool £45. */
const inUse = (but: object) =>
  place('in-use', given({ holds: 2, amount: 13_500, block: { number: 1, sessions: 6, used: 3 } }, but));

const lower = { kind: 'contribution', number: 4, contribution: 400, from };

describe('approving a lower contribution', () => {
  it('lets it hold from then on, with the difference for every session that is left', () => {
    const approved = approveRequest(reserved(lower, 3 * 600), cora, now, settings);
    expect(leaves(approved, 'place')).toMatchObject({ contribution: 400, amount: 15_300 });
  });

  it('is refused, in words, when a session was given back to the block since it was asked for', () => {
    const place = inUse({ amount: 18_000, block: { number: 1, sessions: 6, used: 2 } });
    const placeHold = hold({ amount: 18_000, draws: drawsOf(18_000) });
    const theCase = reserved(lower, 3 * 600, { place, placeHold });
    expect(wordsOf(approveRequest(theCase, cora, now, settings))).toEqual(['invalid']);
    const enough = reserved(lower, 4 * 600, { place, placeHold });
    expect(leaves(approveRequest(enough, cora, now, settings), 'place').contribution).toBe(400);
  });

  it('counts by what the next therapist may ask while one is sought', () => {
    const {
      agreedFee: _,
      therapistId: __,
      ...kept
    } = inUse({}).value as ReturnType<typeof inUse>['value'] & {
      agreedFee: number;
      therapistId: string;
    };
    const sought = place('approved', { ...kept, state: 'approved', findBy: '2027-03-20T17:00:00.000Z' });
    const approve = (feeCap: number) =>
      approveRequest(reserved(lower, 3 * 600, { place: sought, search: search({ feeCap }) }), cora, now, settings);
    expect(leaves(approve(5500), 'place').contribution).toBe(400);
    expect(wordsOf(approve(5600))).toEqual(['invalid']);
  });
});

const nextBlock = { kind: 'next-block', sessions: 3 };

it('counts by it also when somebody has accepted for less, for they may give the person back', () => {
  const accepted = place('allocated', { ...inUse({}).value, state: 'allocated', agreedFee: 4500 });
  const approve = (cost: number) =>
    approveRequest(reserved(lower, cost, { place: accepted, search: search({ feeCap: 5600 }) }), cora, now, settings);
  expect(wordsOf(approve(3 * 600))).toEqual(['invalid']);
  expect(leaves(approve(3 * 700), 'place').contribution).toBe(400);
});

describe('approving what a place asks', () => {
  const approve = (but: Partial<ReservedRequest> = {}, by = cora, at = now, cost = 1800) =>
    approveRequest(reserved(lower, cost, but), by, at, settings);

  it('moves its money into the hold of the place, and tells that it is approved', () => {
    const approved = approve();
    expect(wordsOf(approved)).toEqual([
      'approve-request by cora',
      'request reserved → approved',
      'place changed',
      'hold pending → joined',
      'hold changed',
      'booked join:plc_0000000001:2: 1800',
      'fact request.approved',
    ]);
    expect(approved.ok && approved.value.relies.map(({ kind }) => kind)).toEqual(['referral']);
  });

  it('adds to a draw on the same lot, makes one of every other, and leaves nothing in the hold it came from', () => {
    const from = drawsOf(900, 900).map((draw) => ({
      ...draw,
      lotId: draw.lotId === idOf.lot(1) ? idOf.lot(2) : idOf.lot(3),
    }));
    const approved = approve({
      hold: hold({ id: idOf.hold(1, 2), revision: 2, amount: 1800, draws: from }),
      placeHold: hold({ amount: 13_500, draws: drawsOf(6500, 7000) }),
    });
    const [joined, into] = approved.ok ? approved.value.changes.filter(({ kind }) => kind === 'hold') : [];
    expect(joined?.after).toMatchObject({ draws: [{ released: 900 }, { released: 900 }] });
    expect(into?.after).toMatchObject({
      amount: 15_300,
      draws: [
        { lotId: idOf.lot(1), drawn: 6500 },
        { lotId: idOf.lot(2), drawn: 7900, posted: 0, released: 0 },
        { lotId: idOf.lot(3), drawn: 900, posted: 0, released: 0 },
      ],
    });
  });

  it('is enough to the penny, and refused a penny below what the block needs', () => {
    expect(wordsOf(approve())[0]).toBe('approve-request by cora');
    expect(wordsOf(approve({}, cora, now, 1799))).toEqual(['invalid']);
  });

  it('lets a next block begin where the one in hand ends, and never shortens what was planned', () => {
    const grown = (used: object) => {
      const of = inUse(used);
      return leaves(approveRequest(reserved(nextBlock, 15_000, { place: of }), cora, now, settings), 'place');
    };
    expect(grown({})).toMatchObject({ sessions: 12, block: { number: 1, sessions: 6, used: 0 }, amount: 28_500 });
    expect(grown({ used: 9, sessions: 12 })).toMatchObject({ sessions: 15 });
  });

  it('leaves the block as it is when a correction asked', () => {
    const correction = { kind: 'correction', of: '1r1' };
    const approved = approveRequest(reserved(correction, 1000), cora, now, settings);
    expect(leaves(approved, 'place')).toMatchObject({
      amount: 14_500,
      block: { sessions: 6, used: 3 },
      contribution: 1000,
    });
  });

  it.each([
    ['is closed', { referral: referral({ state: 'withdrawn' }) }, 'closed, passed'],
    ['is on hold', { referral: referral({ state: 'in-therapy', ...onHold }) }, 'paused'],
    ['has a place that is over', { place: place('completed') }, 'closed, passed'],
    [
      'has a place that is paused',
      { place: place('paused', { block: { number: 1, sessions: 6, used: 3 } }) },
      'paused',
    ],
    ['has no hold for it', { hold: undefined }, 'no-cover'],
    [
      'has a hold that is still gathering',
      { hold: hold({ state: 'gathering', amount: 1800, draws: drawsOf(1800) }) },
      'no-cover',
    ],
    [
      'has a hold that is ending',
      { hold: hold({ ending: 'expired', amount: 1800, draws: drawsOf(1800) }) },
      'no-cover',
    ],
    ['has a hold with less', { hold: hold({ amount: 1799, draws: drawsOf(1799) }) }, 'no-cover'],
    ['has a place without a hold', { placeHold: undefined }, 'no-cover'],
    ['has a place whose hold is over', { placeHold: hold({ state: 'released' }) }, 'no-cover'],
  ])('is refused for a case that %s', (_, but, refusal) => {
    expect(wordsOf(approve(but))).toEqual([refusal]);
  });

  it('is refused for a request that its place does not wait for any more', () => {
    const theCase = reserved(lower, 1800);
    const without = { ...theCase, place: { ...theCase.place, value: { ...theCase.place.value, openRequests: [] } } };
    expect(wordsOf(approveRequest(without, cora, now, settings))).toEqual(['closed, passed']);
  });

  it('is refused to who assessed and to who asked, and once the time to approve is over', () => {
    expect(wordsOf(approve({}, { id: 'asha', roles: ['coordinator'] }))).toEqual(['same-person']);
    expect(wordsOf(approve({}, { id: 'dora', roles: ['coordinator'] }))).toEqual(['same-person']);
    expect(wordsOf(approve({}, { id: 'fay', roles: ['finance-maker'] }))).toEqual(['not-allowed']);
    expect(wordsOf(approve({}, cora, approveBy))[0]).toBe('approve-request by cora');
    expect(wordsOf(approve({}, cora, later(approveBy, { minutes: 1 })))).toEqual(['expired']);
  });

  it('takes two people above the limit of one, and the second is another', () => {
    const limit = settings.approval.secondPersonAbove;
    const of = (cost: number) => reserved(nextBlock, cost);
    expect(wordsOf(approveRequest(of(limit), cora, now, settings))).toContain('request reserved → approved');
    const first = approveRequest(of(limit + 1), cora, now, settings);
    expect(wordsOf(first)).toEqual(['approve-request by cora', 'request changed']);
    expect(first.ok && first.value.relies.map(({ kind }) => kind)).toEqual(['referral']);
    const theCase = of(limit + 1);
    const half = { ...theCase, request: { ...theCase.request, value: leaves(first, 'request') } };
    expect(wordsOf(approveRequest(half, cora, now, settings))).toEqual(['same-person']);
    expect(wordsOf(approveRequest(half, { id: 'cem', roles: ['coordinator'] }, now, settings))).toContain(
      'request reserved → approved',
    );
  });

  it('never leaves it without cover, whatever happened since it was asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 30_000 }),
        fc.integer({ min: 1, max: 30_000 }),
        fc.constantFrom('contribution', 'next-block', 'correction'),
        (used, contribution, has, cost, kind) => {
          const causes = {
            contribution: { ...lower, contribution },
            'next-block': { kind: 'next-block', sessions: 3 },
            correction: { kind: 'correction', of: '1r1' },
          };
          const theCase = reserved(causes[kind], cost, {
            place: inUse({ amount: has, block: { number: 1, sessions: 6, used } }),
            placeHold: hold({ amount: has, draws: drawsOf(has) }),
          });
          const approved = approveRequest(theCase, cora, now, settings);
          const joined = approved.ok && approved.value.changes.findLast(({ kind }) => kind === 'hold')?.after;
          return joined === false || coverFault(leaves(approved, 'place'), Hold.parse(joined), undefined) === undefined;
        },
      ),
    );
  });
});

describe('the money of a session that waits for a review', () => {
  it('is not counted as the block’s: with it the block would lack as much', () => {
    const waits = (payment: string) =>
      ({ id: idOf.session(1), payment, counted: true, holdId: idOf.hold(1), cost: 4500 }) as never;
    const placeHold = hold({ amount: 13_500, draws: drawsOf(13_500) });
    const theCase = (payment: string) =>
      reserved(lower, 3 * 600, {
        placeHold,
        sessions: [{ kind: 'session', id: 'x', version: 1, value: waits(payment) }],
      });
    expect(wordsOf(approveRequest(theCase('in-review'), cora, now, settings))).toEqual(['invalid']);
    expect(wordsOf(approveRequest(theCase('posted'), cora, now, settings))[0]).toBe('approve-request by cora');
  });
});
