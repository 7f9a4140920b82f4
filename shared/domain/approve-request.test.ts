import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverFault } from '../../test/simulation/rules.ts';
import { place, referral, search } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { drawsOf, hold } from '../../test/support/money-samples.ts';
import { asRead, given, idOf, now, poolId, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { approveRequest, type ReservedRequest } from './approve-request.ts';
import { Hold } from './hold.ts';
import { Request, type RequestCause, requestIdOf } from './request.ts';

const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const from = '2027-03-08';

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
    approveBy: '2027-03-20T17:00:00.000Z',
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

describe('approving what a place asks', () => {
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
