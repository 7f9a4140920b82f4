import * as z from 'zod';
import {
  ClientGroup,
  HoldId,
  Instant,
  Pence,
  PlaceId,
  PoolId,
  PriorityBand,
  ReferralId,
  Region,
  RequestId,
  TaskId,
  TherapistId,
} from '../../events/values.ts';
import type { Actor } from './actor.ts';
import { WaitClock } from './referral.ts';
import { edges, type StateTable } from './state-table.ts';

export const PlaceState = z.enum([
  'requested',
  'reserved',
  'approved',
  'allocated',
  'in-use',
  'paused',
  'completed',
  'ended-early',
  'rejected',
  'cancelled',
]);
export type PlaceState = z.infer<typeof PlaceState>;

/** Who approves places and manages the waiting list. */
export const approvers = ['coordinator', 'coordinator-deputy'] as const;

/** Sponsored therapy for one referral. Nothing is approved without a hold. */
export const placeStates: StateTable<PlaceState> = {
  entity: 'place',
  states: PlaceState.options,
  initial: 'requested',
  edges: [
    ...edges(['requested'], 'reserved', ['system'], 'a hold covers the whole next block'),
    ...edges(['reserved'], 'requested', ['system'], 'the hold expired unapproved; the clock is kept'),
    ...edges(['reserved'], 'approved', approvers, 'not the assessor of this referral; not paused; the hold is live'),
    ...edges(['approved'], 'requested', ['system'], 'no therapist was found in time; the clock is kept'),
    ...edges(['approved'], 'allocated', ['therapist'], 'the therapist accepted, credentials checked again'),
    ...edges(
      ['allocated'],
      'approved',
      ['therapist', 'coordinator', 'coordinator-deputy'],
      'the therapist gave the client back, or the client asked for another',
    ),
    ...edges(['allocated'], 'in-use', ['therapist', 'system'], 'the first session'),
    ...edges(['in-use'], 'approved', approvers, 'a change of therapist'),
    ...edges(['in-use'], 'paused', ['therapist', ...approvers]),
    ...edges(['paused'], 'in-use', ['therapist', ...approvers]),
    ...edges(['in-use', 'paused'], 'completed', ['therapist', ...approvers]),
    ...edges(
      ['in-use', 'paused'],
      'ended-early',
      ['therapist', 'system', ...approvers],
      'with a reason; what is held is released',
    ),
    ...edges(['requested', 'reserved'], 'rejected', approvers, 'with a reason; what is held is released'),
    ...edges(
      ['requested', 'reserved', 'approved', 'allocated'],
      'cancelled',
      ['system', ...approvers],
      'the referral closed or became self-funded; what is held is released',
    ),
  ],
};

/** Everything that decides which funds may pay for a place: all of one class draw on the same funds. */
export const PlaceClass = z.lazy(() => z.strictObject({ group: ClientGroup, region: Region }));
export type PlaceClass = z.infer<typeof PlaceClass>;

export const classKey = ({ group, region }: PlaceClass): string => `${group}.${region}`;

/**
 * A coordinator's override, for which it takes two people: who has it stands before all other new places. It lasts until
 * the place is back on the waiting list.
 */
const Precedence = z.lazy(() => {
  const asked = z.strictObject({ why: z.string(), askedBy: z.string(), askedAt: Instant });
  return z.discriminatedUnion('state', [
    asked.extend({ state: z.literal('asked') }),
    asked.extend({ state: z.literal('granted'), grantedBy: z.string(), grantedAt: Instant }),
  ]);
});
export type Precedence = z.infer<typeof Precedence>;

const base = z.lazy(() =>
  z.strictObject({
    id: PlaceId,
    referralId: ReferralId,
    poolId: PoolId,
    class: PlaceClass,
    band: PriorityBand,
    clock: WaitClock,
    /** The key of the waiting list's one order: the start of the clock, later by ended pauses, earlier by the head start. */
    waitsFrom: Instant,
    assessorId: z.string(),
    earlierAssessors: z.array(z.string()).optional(),
    /** Sessions of the whole place, and how many of them were to be paid so far. */
    sessions: z.int().positive(),
    used: z.int().nonnegative(),
    /** The same of the block that the money is for now. A session under review counts: its money stays held. */
    block: z.strictObject({
      number: z.int().positive(),
      sessions: z.int().positive(),
      used: z.int().nonnegative(),
    }),
    /** Pence a session: what the therapist is paid at most, and what of it the client pays. */
    fee: Pence,
    contribution: Pence,
    /** How many holds this place has had, counted on from an earlier place: the revision in the next hold's id. */
    holds: z.int().nonnegative(),
    precedence: Precedence.optional(),
    /** Requests for a next block or a top-up that are not decided yet; none, when absent. */
    openRequests: z.array(RequestId).optional(),
    /** When anything was last recorded of a session of it, or therapy went on after a rest. */
    heardAt: Instant.optional(),
    /** The task about its silence, once somebody was told of that. */
    silentTask: TaskId.optional(),
  }),
);

/**
 * Why an entry of the waiting list neither draws nor blocks: such an entry keeps its clock. `expired`, `no-therapist` and
 * `set-aside` (its reservation was refused, alone and for good) wait for a coordinator's word; `paused` for the pause to end.
 */
export const Unusable = z.enum(['expired', 'no-therapist', 'set-aside', 'paused']);
export type Unusable = z.infer<typeof Unusable>;

/** `amount`: what the hold must cover from now on, in pence; less with every session that is paid. */
const held = { holdId: HoldId, reservedAt: Instant, amount: Pence };
const approved = { ...held, approvedAt: Instant, approverId: z.string() };

export const Place = z.lazy(() => {
  const common = base.unwrap();
  return z.discriminatedUnion('state', [
    common.extend({
      state: z.literal('requested'),
      unusable: z.array(Unusable),
      /** Since when passes have found it unfunded, first of its class, with money that nobody after it may draw on. */
      blocksSince: Instant.optional(),
    }),
    common.extend({
      state: z.literal('reserved'),
      ...held,
      approveBy: Instant,
      firstApproverId: z.string().optional(),
    }),
    common.extend({ state: z.literal('approved'), ...approved, findBy: Instant }),
    common.extend({ state: z.literal('allocated'), ...approved, therapistId: TherapistId, agreedFee: Pence }),
    common.extend({ state: z.literal('in-use'), ...approved, therapistId: TherapistId, agreedFee: Pence }),
    common.extend({
      state: z.literal('paused'),
      ...approved,
      therapistId: TherapistId,
      agreedFee: Pence,
      pausedAt: Instant,
    }),
    common.extend({ state: z.literal('completed'), endedAt: Instant }),
    common.extend({ state: z.literal('ended-early'), endedAt: Instant, reason: z.string() }),
    common.extend({ state: z.literal('rejected'), endedAt: Instant, reason: z.string(), approverId: z.string() }),
    common.extend({ state: z.literal('cancelled'), endedAt: Instant, reason: z.string() }),
  ]);
});
export type Place = z.infer<typeof Place>;
export type PlaceIn<S extends PlaceState> = Extract<Place, { state: S }>;

/**
 * A referral has at most one place at a time: the ids are twins, so that a repeated request finds the first. One that is
 * sought after an earlier place ended has the number of its turn, after a letter that no code has.
 */
export const placeIdOf = (referralId: ReferralId, turn = 1): PlaceId =>
  PlaceId.parse(`${referralId.replace(/^ref_/, 'plc_')}${turn === 1 ? '' : `o${turn}`}`);

export const referralIdOfPlace = (placeId: PlaceId): ReferralId =>
  ReferralId.parse(placeId.replace(/^plc_/, 'ref_').replace(/o\d+$/, ''));

/** Whether the place has come to its end, whichever: it is never taken up again. */
export const hasEnded = ({ state }: Pick<Place, 'state'>): boolean =>
  state === 'completed' || state === 'ended-early' || state === 'rejected' || state === 'cancelled';

/** Whether somebody assessed the person of this place, now or before: then others decide on it. */
export const hasAssessed = (
  { assessorId, earlierAssessors = [] }: Pick<Place, 'assessorId' | 'earlierAssessors'>,
  by: Pick<Actor, 'id'>,
): boolean => assessorId === by.id || earlierAssessors.includes(by.id);

/** How many sessions of the block in hand may still be paid. */
export const sessionsLeft = ({ block }: Pick<Place, 'block'>): number => block.sessions - block.used;

/** What the rest of the block in hand costs the pool at most, in pence: sessions left × (fee − contribution). */
export const blockCost = (place: Pick<Place, 'block' | 'fee' | 'contribution'>): Pence =>
  (sessionsLeft(place) * Math.max(0, place.fee - place.contribution)) as Pence;

// Made once: every new schema compiles a parser of its own, which took most of the time of a pass.
const kept = z.lazy(() => base.unwrap().strip());

/** The fields a place keeps whatever its state. */
export const placeBase = (place: Place): z.infer<typeof base> => kept.parse(place);
