import * as z from 'zod';
import { HoldId, Instant, LocalDate, Pence, PlaceId, PoolId, ReferralId, RequestId } from '../../events/values.ts';
import { approvers, PlaceClass, Unusable } from './place.ts';
import { edges, type StateTable } from './state-table.ts';

export const RequestState = z.enum(['requested', 'reserved', 'approved', 'rejected', 'cancelled']);
export type RequestState = z.infer<typeof RequestState>;

/**
 * What a place in hand asks for beyond the block it has. It is reserved, approved or given back as a place is, with a
 * hold of its own; the money joins the hold of the place when it is approved.
 */
export const requestStates: StateTable<RequestState> = {
  entity: 'request',
  states: RequestState.options,
  initial: 'requested',
  edges: [
    ...edges(['requested'], 'reserved', ['system'], 'a hold covers all it asks for'),
    ...edges(['reserved'], 'requested', ['system'], 'the hold expired unapproved; its place in the order is kept'),
    ...edges(
      ['reserved'],
      'approved',
      approvers,
      'not the assessor of this referral, nor who asked; not paused; the hold is live',
    ),
    ...edges(['requested', 'reserved'], 'rejected', approvers, 'with a reason; what is held is released'),
    ...edges(['rejected', 'cancelled'], 'requested', ['therapist', ...approvers], 'asked for again after a review'),
    ...edges(['requested', 'reserved'], 'cancelled', ['system', ...approvers], 'the place is not in hand any more'),
  ],
};

/**
 * Why a place asks: for its next block, because the person can contribute less from a day on, or because a correction
 * needs money that the place has given back (`of` names what was corrected).
 */
export const RequestCause = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('next-block'), sessions: z.int().positive() }),
    z.strictObject({
      kind: z.literal('contribution'),
      /** Which change of the contribution in this block it is. */
      number: z.int().positive(),
      /** What the person pays a session from that day on, in pence. */
      contribution: Pence,
      from: LocalDate,
    }),
    z.strictObject({ kind: z.literal('correction'), of: z.string().regex(/^[0-9a-z]{1,50}$/) }),
  ]),
);
export type RequestCause = z.infer<typeof RequestCause>;

const base = z.lazy(() =>
  z.strictObject({
    id: RequestId,
    placeId: PlaceId,
    referralId: ReferralId,
    poolId: PoolId,
    class: PlaceClass,
    assessorId: z.string(),
    earlierAssessors: z.array(z.string()).optional(),
    cause: RequestCause,
    /** The block that the money is for. */
    block: z.int().positive(),
    /** What it costs the pool, in pence. */
    cost: Pence,
    askedBy: z.string(),
    askedAt: Instant,
    why: z.string(),
    /** The revision of the hold it had last, among those of its place; 0 before the first. */
    hold: z.int().nonnegative(),
  }),
);

const held = { holdId: HoldId, reservedAt: Instant };
const ended = { endedAt: Instant, reason: z.string() };

export const Request = z.lazy(() => {
  const common = base.unwrap();
  return z.discriminatedUnion('state', [
    common.extend({
      state: z.literal('requested'),
      unusable: z.array(Unusable),
      /** As of a place that waits. */
      blocksSince: Instant.optional(),
    }),
    common.extend({
      state: z.literal('reserved'),
      ...held,
      approveBy: Instant,
      firstApproverId: z.string().optional(),
    }),
    common.extend({ state: z.literal('approved'), ...held, approvedAt: Instant, approverId: z.string() }),
    common.extend({ state: z.literal('rejected'), ...ended, approverId: z.string() }),
    common.extend({ state: z.literal('cancelled'), ...ended }),
  ]);
});
export type Request = z.infer<typeof Request>;
export type RequestIn<S extends RequestState> = Extract<Request, { state: S }>;

// Made once: every new schema compiles a parser of its own.
const kept = z.lazy(() => base.unwrap().strip());

/** The fields a request keeps whatever its state. */
export const requestBase = (request: Request): z.infer<typeof base> => kept.parse(request);

const causeCode = (cause: RequestCause): string => {
  if (cause.kind === 'next-block') return 'n';
  return cause.kind === 'contribution' ? `c${cause.number}` : `k${cause.of}`;
};

/** One request of a place for one block and cause: asking again finds the same one. */
export const requestIdOf = (placeId: PlaceId, block: number, cause: RequestCause): RequestId =>
  RequestId.parse(`${placeId.replace(/^plc_/, 'req_')}x${block}${causeCode(cause)}`);
