import * as z from 'zod';
import {
  AllocationId,
  Instant,
  LocalDate,
  Pence,
  PlaceId,
  PoolId,
  ReferralId,
  TherapistId,
} from '../../events/values.ts';
import { Needs } from './assessment.ts';
import { edges, type StateTable } from './state-table.ts';

export const AllocationState = z.enum([
  'offered',
  'acknowledged',
  'accepted',
  'declined',
  'expired',
  'revoked',
  'given-back',
  'ended',
]);
export type AllocationState = z.infer<typeof AllocationState>;

/** The offer of one case to one therapist. */
export const allocationStates: StateTable<AllocationState> = {
  entity: 'allocation',
  states: AllocationState.options,
  initial: 'offered',
  edges: [
    ...edges(['offered'], 'acknowledged', ['therapist'], 'opened and answered “I will decide later”'),
    ...edges(
      ['offered', 'acknowledged'],
      'accepted',
      ['therapist'],
      'in time; not paused; credentials and capacity checked again',
    ),
    ...edges(['offered', 'acknowledged'], 'declined', ['therapist']),
    ...edges(['offered', 'acknowledged'], 'expired', ['system'], 'no answer in time'),
    ...edges(
      ['offered', 'acknowledged', 'accepted'],
      'revoked',
      ['system', 'coordinator', 'coordinator-deputy'],
      'with a reason',
    ),
    ...edges(['accepted'], 'given-back', ['therapist'], 'within a day of seeing the name; no reason needed'),
    ...edges(
      ['accepted'],
      'ended',
      ['therapist', 'coordinator', 'coordinator-deputy'],
      'therapy has come to its end; the therapist has room again',
    ),
  ],
};

/** One criterion of a ranking: its cost between 0 (best) and 1, and how much it counts. */
export const Criterion = z.lazy(() =>
  z.strictObject({ name: z.string(), value: z.string(), cost: z.number(), weight: z.number() }),
);
export type Criterion = z.infer<typeof Criterion>;

/** Why this therapist: what spoke for them, and who was excluded by what. Stored with every offer. */
export const Reasons = z.lazy(() =>
  z.strictObject({
    criteria: z.array(Criterion),
    cost: z.number(),
    considered: z.int(),
    excluded: z.array(z.strictObject({ therapistId: TherapistId, by: z.array(z.string()) })),
  }),
);
export type Reasons = z.infer<typeof Reasons>;

/** Why a therapist declines, if they want to say: chosen, for what nobody can type cannot be somebody's name or story. */
export const DeclineReason = z.enum(['no-room', 'away', 'not-my-field', 'way', 'terms']);
export type DeclineReason = z.infer<typeof DeclineReason>;

/** What a therapist answers to an offer. */
export const GivenAnswer = z.lazy(() =>
  z.discriminatedUnion('to', [
    z.strictObject({ to: z.literal('accepted') }),
    z.strictObject({
      to: z.literal('declined'),
      reason: DeclineReason.optional(),
      /** Through this day nothing new is offered to them. */
      askAgainAfter: LocalDate.optional(),
    }),
  ]),
);
export type GivenAnswer = z.infer<typeof GivenAnswer>;

/** An answer that may still be taken back: nobody is told of it, and nothing follows, before it is confirmed. */
const WaitingAnswer = z.lazy(() => z.strictObject({ given: GivenAnswer, at: Instant, undoUntil: Instant }));

export const Allocation = z.lazy(() =>
  z.strictObject({
    id: AllocationId,
    referralId: ReferralId,
    placeId: PlaceId.optional(),
    poolId: PoolId,
    therapistId: TherapistId,
    round: z.int().positive(),
    state: AllocationState,
    offeredAt: Instant,
    respondBy: Instant,
    reasons: Reasons,
    /** Only while the offer is open. */
    answer: WaitingAnswer.optional(),
    /** When the answer became true, or the offer ended without one. */
    answeredAt: Instant.optional(),
    declineReason: DeclineReason.optional(),
    /** When an accepted case left this therapist: therapy ended, or another was sought. */
    endedAt: Instant.optional(),
    giveBackUntil: Instant.optional(),
  }),
);
export type Allocation = z.infer<typeof Allocation>;

/** An offer that comes to its end, whatever became of the answer that waited. */
export const withoutAnswer = ({ answer: _, ...offer }: Allocation): Allocation => offer;

export const allocationIdOf = (referralId: ReferralId, round: number): AllocationId =>
  AllocationId.parse(`${referralId.replace(/^ref_/, 'alc_')}x${round}`);

/** How far the search for a therapist has come for one referral; it shares the referral's id. */
export const Search = z.lazy(() =>
  z.strictObject({
    referralId: ReferralId,
    placeId: PlaceId.optional(),
    poolId: PoolId,
    state: z.enum(['seeking', 'offered', 'accepted', 'none-left', 'stopped']),
    needs: Needs,
    area: z.string(),
    /** What a session may cost at most, in pence; a self-funded client is bound by the cap too. */
    feeCap: Pence,
    contribution: Pence,
    sessions: z.int().positive(),
    round: z.int().nonnegative(),
    live: AllocationId.optional(),
    /** Therapists who had this case before: declined, did not answer, or gave it back. */
    past: z.array(TherapistId),
    /** Nobody receives a case they assessed or approved. */
    conflicted: z.array(z.string()),
    findBy: Instant,
  }),
);
export type Search = z.infer<typeof Search>;
