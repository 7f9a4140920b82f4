import * as z from 'zod';
import { DonationId, PoolId, RefundId } from './values.ts';

const aboutRefund = () => z.strictObject({ refundId: RefundId, donationId: DonationId, poolId: PoolId });

/** Somebody of the office asked for a gift, or part of it, to be given back. */
export const RefundRequested = z.lazy(aboutRefund);
/** A second person said no. */
export const RefundDeclined = z.lazy(aboutRefund);
/** A second person said yes: the money is set aside, and the provider is asked to send it. */
export const RefundDecided = z.lazy(aboutRefund);
/** The money has left us. */
export const RefundSucceeded = z.lazy(aboutRefund);
/** The money did not go, or came back: it is in its lot again. */
export const RefundFailed = z.lazy(aboutRefund);
