import * as z from 'zod';
import { DonationId, FundId, GiftWay, Pence, PoolId } from './values.ts';

/** A donor began to give; no money yet. */
export const DonationPledged = z.strictObject({ donationId: DonationId });
/** The payment provider says something about this donation changed: go and look. */
export const PaymentReported = z.strictObject({ donationId: DonationId, reportId: z.string().min(1) });
/** The money is ours: it is in the journal and in a lot. */
export const DonationCollected = z.strictObject({
  donationId: DonationId,
  poolId: PoolId,
  fundId: FundId,
  amount: Pence,
  way: GiftWay,
});
export const DonationFailed = z.strictObject({ donationId: DonationId });
export const DonationExpired = z.strictObject({ donationId: DonationId });
/** The review of a large first gift is over; its lot may be allocated. */
export const DonationCleared = z.strictObject({ donationId: DonationId, poolId: PoolId });
