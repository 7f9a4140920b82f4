import * as z from 'zod';
import { DisputeId, DonationId, FundId, Instant, Pence, PoolId } from '../../events/values.ts';
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

/** What the provider kept with one movement of a dispute's money, in pence; less than nothing when it gave it back. */
export const DisputeFee = z.lazy(() => z.strictObject({ movementId: z.string(), fee: z.int() }));
export type DisputeFee = z.infer<typeof DisputeFee>;

/** What the provider kept for a dispute in all, in pence: less than nothing when it gave back more than it took. */
export const feesOfDispute = ({ fees }: { readonly fees: readonly DisputeFee[] }): number =>
  fees.reduce((sum, { fee }) => sum + fee, 0);

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
    /** All that was ever taken and all that was ever given back: neither falls, so that late reports change nothing. */
    taken: Pence,
    returned: Pence,
    /** The provider's fees for it so far, by the movement that took each or gave it back: none is ever forgotten. */
    fees: z.array(DisputeFee),
    /** The journal entries it has had so far. */
    entryIds: z.array(z.string()).optional(),
    openedAt: Instant,
    /** Until then the bank takes what speaks for the gift; absent where it asks for nothing. */
    evidenceDueAt: Instant.optional(),
    endedAt: Instant.optional(),
  }),
);
export type Dispute = z.infer<typeof Dispute>;
