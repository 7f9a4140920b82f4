import * as z from 'zod';
import { PlaceId, PoolId, ReferralId, RequestId } from './values.ts';

const request = z.lazy(() =>
  z.strictObject({ requestId: RequestId, placeId: PlaceId, referralId: ReferralId, poolId: PoolId }),
);

/** A place in hand asks for its next block or a top-up, or may draw again. */
export const RequestAsked = request;
/** Money for what it asks is held; a coordinator may approve. */
export const RequestReserved = request;
/** Nobody approved in time: the money is back in its lots. */
export const RequestExpired = request;
/** Somebody other than who assessed or asked approved: the money has joined the hold of the place. */
export const RequestApproved = request;
/** A coordinator said no; the money is back in its lots. */
export const RequestRejected = request;
/** The place is not in hand any more; the money is back in its lots. */
export const RequestCancelled = request;
