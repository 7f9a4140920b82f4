import * as z from 'zod';
import {
  DonationId,
  FundId,
  GiftWay,
  Instant,
  LocalDate,
  LotId,
  Pence,
  PersonId,
  PoolId,
} from '../../events/values.ts';
import { edges, type StateTable } from './state-table.ts';

export const DonationState = z.enum(['pledged', 'pending', 'collected', 'failed', 'expired']);
export type DonationState = z.infer<typeof DonationState>;

/** One payment by a donor, whatever its way in. */
export const donationStates: StateTable<DonationState> = {
  entity: 'donation',
  states: DonationState.options,
  initial: 'pledged',
  edges: [
    ...edges(['pledged'], 'pending', ['donor', 'system'], 'the checkout link is made'),
    ...edges(['pledged', 'pending', 'failed', 'expired'], 'collected', ['system'], 'the provider says paid'),
    ...edges(['pledged'], 'collected', ['finance-maker', 'finance-checker'], 'a gift that came another way, recorded'),
    ...edges(['pledged', 'pending'], 'failed', ['system'], 'the provider says failed'),
    ...edges(['pledged', 'pending'], 'expired', ['system'], 'the checkout link ran out unused'),
  ],
};

export const GiftAidState = z.enum(['not-declared', 'declared', 'queued', 'claimed', 'received', 'adjusted']);
export type GiftAidState = z.infer<typeof GiftAidState>;

/** Gift Aid of one donation. */
export const giftAidStates: StateTable<GiftAidState> = {
  entity: 'gift aid',
  states: GiftAidState.options,
  initial: 'not-declared',
  edges: [
    ...edges(['not-declared'], 'declared', ['donor'], 'within four years; name, home address and the full declaration'),
    ...edges(['declared'], 'queued', ['finance-maker', 'system'], 'the gift is settled'),
    ...edges(['queued'], 'claimed', ['finance-maker'], 'in a claim checked by a second person'),
    ...edges(['claimed'], 'received', ['finance-maker']),
    ...edges(['claimed'], 'queued', ['finance-maker'], 'HMRC rejected the line; mended'),
    ...edges(['claimed', 'received'], 'adjusted', ['finance-maker', 'system'], 'the gift was refunded'),
  ],
};

export const RefundState = z.enum(['requested', 'decided', 'pending', 'succeeded', 'failed']);
export type RefundState = z.infer<typeof RefundState>;

/** A refund is a record of its own: there may be several of one gift, and those made at the provider arrive as succeeded. */
export const refundStates: StateTable<RefundState> = {
  entity: 'refund',
  states: RefundState.options,
  initial: 'requested',
  edges: [
    ...edges(['requested'], 'decided', ['finance-checker'], 'two people: not the one who asked'),
    ...edges(['decided'], 'pending', ['system']),
    ...edges(['pending'], 'succeeded', ['system']),
    ...edges(['pending', 'succeeded'], 'failed', ['system'], 'the bank returned it'),
  ],
};

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

export const Donation = z.lazy(() =>
  z.strictObject({
    id: DonationId,
    poolId: PoolId,
    fundId: FundId,
    way: GiftWay,
    amount: Pence,
    state: DonationState,
    /** The donor, in their role as donor; absent for a gift recorded without one. */
    donorId: PersonId.optional(),
    giftAid: z.strictObject({
      state: GiftAidState,
      /** Neither the donor nor a close relative receives help because of this gift. */
      noBenefit: z.boolean(),
      declaredAt: Instant.optional(),
    }),
    pledgedAt: Instant,
    checkout: z.strictObject({ id: z.string(), url: z.string(), expiresAt: Instant }).optional(),
    collected: z
      .strictObject({
        at: Instant,
        paymentId: z.string().optional(),
        fee: Pence,
        lotId: LotId,
        receiptNumber: z.string(),
      })
      .optional(),
    /** Bank transfers and cheques: the day the money came. */
    receivedOn: LocalDate.optional(),
    reviewUntil: Instant.optional(),
  }),
);
export type Donation = z.infer<typeof Donation>;

/** Receipts are told apart by the gift's own id: no counter for gifts to queue at. */
export const receiptNumberOf = (donationId: DonationId): string => {
  const code = donationId.slice('don_'.length).toUpperCase();
  return `R-${code.slice(0, 5)}-${code.slice(5, 10)}-${code.slice(10)}`.replace(/-$/, '');
};

/** A link a coordinator made for one gift of a given amount to a given fund; its token is kept as a hash. */
export const GivingLink = z.lazy(() =>
  z.strictObject({
    tokenHash: z.string(),
    poolId: PoolId,
    fundId: FundId,
    amount: Pence,
    madeBy: z.string(),
    madeAt: Instant,
    expiresAt: Instant,
    /** The last gift that was begun with it. */
    usedBy: DonationId.optional(),
  }),
);
export type GivingLink = z.infer<typeof GivingLink>;

/** What the payment provider told us, stored before we answer it; what it means is fetched, never trusted. */
export const PaymentReport = z.lazy(() =>
  z.strictObject({
    /** The provider's event id: the same report is stored once. */
    id: z.string(),
    type: z.string(),
    donationId: DonationId,
    checkoutId: z.string().optional(),
    reportedAt: Instant,
    receivedAt: Instant,
  }),
);
export type PaymentReport = z.infer<typeof PaymentReport>;
