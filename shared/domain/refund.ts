import * as z from 'zod';
import { DonationId, FundId, Instant, LocalDate, LotId, Pence, PoolId, RefundId } from '../../events/values.ts';
import { edges, type StateTable } from './state-table.ts';

export const RefundState = z.enum(['requested', 'declined', 'decided', 'pending', 'succeeded', 'failed']);
export type RefundState = z.infer<typeof RefundState>;

const finance = ['finance-maker', 'finance-checker'] as const;

/** A refund is a record of its own: there may be several of one gift, and those made at the provider arrive as succeeded. */
export const refundStates: StateTable<RefundState> = {
  entity: 'refund',
  states: RefundState.options,
  initial: 'requested',
  edges: [
    ...edges(
      ['requested'],
      'decided',
      ['finance-checker'],
      'two people: not the one who asked; the money is set aside',
    ),
    ...edges(['requested'], 'declined', ['finance-checker'], 'two people: not the one who asked'),
    ...edges(['decided'], 'pending', ['system'], 'the provider has it'),
    ...edges(['decided', 'pending'], 'succeeded', ['system'], 'the provider says so'),
    ...edges(['decided'], 'succeeded', finance, 'sent from the bank, recorded'),
    ...edges(
      ['decided', 'pending', 'succeeded'],
      'failed',
      ['system'],
      'the provider refused it, or the bank returned it',
    ),
    ...edges(['decided', 'succeeded'], 'failed', finance, 'not sent, or came back to the bank; recorded'),
  ],
};

/** Why a gift is given back, in words that say nothing about anybody. */
export const RefundReason = z.enum(['donor-asked', 'given-twice', 'wrong-amount', 'not-meant', 'cannot-be-kept']);
export type RefundReason = z.infer<typeof RefundReason>;

export const Refund = z.lazy(() =>
  z.strictObject({
    /** Ours for a refund asked for here; the provider's own for one made there. */
    id: RefundId,
    donationId: DonationId,
    poolId: PoolId,
    fundId: FundId,
    amount: Pence,
    state: RefundState,
    /** How the money goes back: through the payment provider, or from our bank. */
    way: z.enum(['provider', 'bank']),
    /** The provider's id of a refund asked for here, once it has it. */
    providerId: z.string().optional(),
    /** Absent for one made at the provider, which nobody here asked for. */
    asked: z.strictObject({ by: z.string(), reason: RefundReason }).optional(),
    at: Instant,
    decided: z.strictObject({ by: z.string(), at: Instant }).optional(),
    /** Sent from the bank: the day it left. */
    sentOn: LocalDate.optional(),
    endedAt: Instant.optional(),
    /** Where its money was taken from; absent while it was not, and where all of it is of the gift's own lot. */
    takes: z.array(z.strictObject({ lotId: LotId, fundId: FundId, amount: Pence })).optional(),
  }),
);
export type Refund = z.infer<typeof Refund>;

/** Whether a refund's money is still in its lot, set aside for it, or gone. */
export const whereaboutsOf = (state: RefundState): 'in-lot' | 'set-aside' | 'gone' => {
  if (state === 'succeeded') return 'gone';
  return state === 'decided' || state === 'pending' ? 'set-aside' : 'in-lot';
};
