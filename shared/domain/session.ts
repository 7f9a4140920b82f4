import * as z from 'zod';
import {
  AllocationId,
  FundId,
  HoldId,
  Instant,
  LocalDate,
  LotId,
  Pence,
  PlaceId,
  PoolId,
  ReferralId,
  SessionId,
  TherapistId,
} from '../../events/values.ts';

/** What can come of one appointment. */
export const SessionOutcome = z.enum([
  'attended',
  'late',
  'cancelled-in-time',
  'cancelled-late',
  'did-not-attend',
  'therapist-cancelled',
]);
export type SessionOutcome = z.infer<typeof SessionOutcome>;

/**
 * What an outcome means for money: the therapist is owed the pool's part of the fee (`posted`); nothing is owed; it is held
 * for review because a credential had lapsed; it is owed, but its place has given the money back and asks for a top-up
 * (`short`); or the client pays the whole (`self-funded`).
 */
export const SessionPayment = z.enum(['posted', 'not-payable', 'in-review', 'short', 'self-funded']);
export type SessionPayment = z.infer<typeof SessionPayment>;

/** What a session took of one draw of its hold, in pence; `draw` is the draw's position in the hold. */
export const Take = z.lazy(() =>
  z.strictObject({ draw: z.int().nonnegative(), lotId: LotId, fundId: FundId, amount: Pence }),
);
export type Take = z.infer<typeof Take>;

const recorded = z.lazy(() =>
  z.strictObject({
    on: LocalDate,
    outcome: SessionOutcome,
    payment: SessionPayment,
    recordedAt: Instant,
    recordedBy: z.string(),
    /** Why it was corrected or decided so; the first record needs no reason. */
    why: z.string().optional(),
  }),
);

/** One appointment of one client: one outcome, which corrections supersede; nothing is overwritten. */
export const Session = z.lazy(() =>
  recorded.unwrap().extend({
    id: SessionId,
    referralId: ReferralId,
    poolId: PoolId,
    placeId: PlaceId.optional(),
    therapistId: TherapistId,
    allocationId: AllocationId,
    /** The block and the hold that it belongs to; none for a client who pays the whole. */
    block: z.int().positive().optional(),
    holdId: HoldId.optional(),
    /** What the pool pays of the fee if it is payable, in pence: agreed fee − contribution. */
    cost: Pence,
    /**
     * Whether it counts among the sessions that its block has used. One that is not paid after all still does, when what
     * it gave back does not cover another session at the price of now.
     */
    counted: z.boolean(),
    takes: z.array(Take),
    /** Entries booked so far: the revision in the next entry's id. */
    entries: z.int().nonnegative(),
    /** What was recorded before, oldest first. */
    earlier: z.array(recorded),
  }),
);
export type Session = z.infer<typeof Session>;

/** Whether the person was there. Only these count as impact, and the first of them ends the wait. */
export const tookPlace = ({ outcome }: Pick<Session, 'outcome'>): boolean =>
  outcome === 'attended' || outcome === 'late';

/** Whether somebody is to be paid for it, now or when a review or a top-up has come to its end. */
export const isOwed = ({ payment }: Pick<Session, 'payment'>): boolean =>
  payment !== 'not-payable' && payment !== 'self-funded';

/** How often something was recorded or corrected in one case: it only grows. */
export const recordings = (sessions: readonly Pick<Session, 'earlier'>[]): number =>
  sessions.reduce((sum, { earlier }) => sum + 1 + earlier.length, 0);
