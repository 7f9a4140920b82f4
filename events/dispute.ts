import * as z from 'zod';
import { DisputeId, DonationId, PoolId } from './values.ts';

const aboutDispute = () => z.strictObject({ disputeId: DisputeId, donationId: DonationId, poolId: PoolId });

/** The bank of somebody who gave questions the payment. */
export const DisputeOpened = z.lazy(aboutDispute);
/** The money was taken from us: it has left its lot, as far as it was free. */
export const DisputeWithdrawn = z.lazy(aboutDispute);
/** Money that was taken came back: it is a lot of its own. */
export const DisputeReturned = z.lazy(aboutDispute);
/** The bank decided for us. */
export const DisputeWon = z.lazy(aboutDispute);
/** The bank decided against us: what was taken stays taken. */
export const DisputeLost = z.lazy(aboutDispute);
