import * as z from 'zod';
import { DisputeId, DonationId, FundId, Instant, Pence, PoolId, SignedPence } from '../../events/values.ts';
import { edges, type StateTable } from './state-table.ts';

export const DisputeState = z.enum(['open', 'withdrawn', 'won', 'lost']);
export type DisputeState = z.infer<typeof DisputeState>;

/** A dispute: the card holder asks the bank for the money back. */
export const disputeStates: StateTable<DisputeState> = {
  entity: 'dispute',
  states: DisputeState.options,
  initial: 'open',
  edges: [
    ...edges(['open'], 'withdrawn', ['system'], 'the provider took the money'),
    ...edges(['withdrawn'], 'won', ['system'], 'the provider gave the money back'),
    ...edges(['open', 'withdrawn'], 'lost', ['system']),
    ...edges(['open'], 'won', ['system'], 'closed before any money moved'),
  ],
};

/**
 * One time that the provider took money for a dispute or gave it back, in pence. What it gave back is positive; of the fee
 * it is the other way round.
 */
export const DisputeMovement = z.lazy(() =>
  z.strictObject({
    /** The provider's: of our balance there, as a payout names it. */
    movementId: z.string(),
    amount: SignedPence,
    fee: SignedPence,
  }),
);
export type DisputeMovement = z.infer<typeof DisputeMovement>;

interface Moved {
  readonly movements: readonly DisputeMovement[];
}

/** All that was ever taken, in pence. */
export const takenFor = ({ movements }: Moved): Pence =>
  Pence.parse(movements.reduce((sum, { amount }) => sum + Math.max(0, -amount), 0));

/** All that was ever given back, in pence. */
export const returnedFor = ({ movements }: Moved): Pence =>
  Pence.parse(movements.reduce((sum, { amount }) => sum + Math.max(0, amount), 0));

/** What the provider kept for a dispute in all, in pence: less than nothing when it gave back more than it took. */
export const feesOfDispute = ({ movements }: Moved): number => movements.reduce((sum, { fee }) => sum + fee, 0);

export const Dispute = z.lazy(() =>
  z.strictObject({
    /** The provider's. */
    id: DisputeId,
    donationId: DonationId,
    poolId: PoolId,
    fundId: FundId,
    /** What the bank questions, in pence; it can be less than the gift. */
    amount: Pence,
    state: DisputeState,
    /** The bank only asks: no money moves by itself. */
    notice: z.boolean(),
    /** Each is booked once, by its own id, and none is ever forgotten: late reports change nothing. */
    movements: z.array(DisputeMovement),
    openedAt: Instant,
    /** Until then the bank takes what speaks for the gift; absent where it asks for nothing. */
    evidenceDueAt: Instant.optional(),
    endedAt: Instant.optional(),
  }),
);
export type Dispute = z.infer<typeof Dispute>;
