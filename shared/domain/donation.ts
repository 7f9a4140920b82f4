import * as z from 'zod';
import {
  DisputeId,
  DonationId,
  FundId,
  GiftWay,
  Instant,
  LocalDate,
  LotId,
  Pence,
  PersonId,
  PoolId,
  RefundId,
} from '../../events/values.ts';
import { GiftAid } from './gift-aid.ts';
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

/** What a gift that was recorded by hand should have been, as one of finance asked and another has to decide. */
const AskedCorrection = z.lazy(() =>
  z.strictObject({
    /** The how-manieth it is. */
    occasion: z.int().positive(),
    wanted: z.strictObject({
      amount: Pence,
      fundId: FundId,
      receivedOn: LocalDate,
      /** Absent when nobody knows who gave it. */
      donorId: PersonId.optional(),
    }),
    reason: z.string().min(1).max(500),
    askedBy: z.string(),
    askedAt: Instant,
  }),
);
export type AskedCorrection = z.infer<typeof AskedCorrection>;

/** What was recorded before a correction that was decided on. */
const Superseded = z.lazy(() =>
  z.strictObject({
    occasion: z.int().positive(),
    amount: Pence.optional(),
    fundId: FundId.optional(),
    receivedOn: LocalDate.optional(),
    donorId: PersonId.optional(),
    /** Who was named instead: also of a wish that was declined, so that they are erased in their time. */
    wantedDonorId: PersonId.optional(),
    reason: z.string(),
    askedBy: z.string(),
    decidedBy: z.string(),
    decidedAt: Instant,
    agreed: z.boolean(),
  }),
);

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
    giftAid: GiftAid,
    pledgedAt: Instant,
    checkout: z.strictObject({ id: z.string(), url: z.string(), expiresAt: Instant }).optional(),
    collected: z
      .strictObject({
        at: Instant,
        paymentId: z.string().optional(),
        /** What the provider kept; absent until it says so. */
        fee: Pence.optional(),
        lotId: LotId,
        receiptNumber: z.string(),
      })
      .optional(),
    /** What was asked back, or questioned by a bank: records of their own, in the order we learnt of them. */
    refunds: z.array(RefundId).optional(),
    disputes: z.array(DisputeId).optional(),
    /** Bank transfers and cheques: the day the money came. */
    receivedOn: LocalDate.optional(),
    /** A correction that waits for a second person, and those that were decided on. */
    correction: AskedCorrection.optional(),
    corrected: z.array(Superseded).optional(),
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
