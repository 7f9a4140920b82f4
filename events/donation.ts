import * as z from 'zod';
import { DonationId, FundId, GiftWay, Pence, PoolId } from './values.ts';

/** The provider's own id of its report: opaque to us, and nothing that a person could have typed. */
const ReportId = z.lazy(() => z.string().regex(/^[a-z]+_[0-9A-Za-z_]{8,250}$/));

/** A donor began to give; no money yet. */
export const DonationPledged = z.lazy(() => z.strictObject({ donationId: DonationId }));
/** The payment provider says something about this donation changed: go and look. */
export const PaymentReported = z.lazy(() => z.strictObject({ donationId: DonationId, reportId: ReportId }));
/** The money is ours: it is in the journal and in a lot. */
export const DonationCollected = z.lazy(() =>
  z.strictObject({
    donationId: DonationId,
    poolId: PoolId,
    fundId: FundId,
    amount: Pence,
    way: GiftWay,
  }),
);
/** The payment provider says the payment failed; no money came. A later success may still collect it. */
export const DonationFailed = z.lazy(() => z.strictObject({ donationId: DonationId }));
/** The checkout link ran out unused; no money came. */
export const DonationExpired = z.lazy(() => z.strictObject({ donationId: DonationId }));
/** The review of a large first gift is over; its lot may be allocated. */
export const DonationCleared = z.lazy(() => z.strictObject({ donationId: DonationId, poolId: PoolId }));
/** A gift that was recorded by hand was put right: this is what it is now. */
export const DonationCorrected = z.lazy(() =>
  z.strictObject({ donationId: DonationId, poolId: PoolId, fundId: FundId, amount: Pence }),
);
/** What HMRC paid on the gift is in the bank, and a lot of its own. */
export const GiftAidReceived = z.lazy(() => z.strictObject({ donationId: DonationId, poolId: PoolId, amount: Pence }));
