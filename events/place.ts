import * as z from 'zod';
import { PlaceId, PoolId, ReferralId } from './values.ts';

const place = z.lazy(() => z.strictObject({ placeId: PlaceId, referralId: ReferralId, poolId: PoolId }));

/** The place is on the waiting list, or is usable again after a pause. */
export const PlaceRequested = place;
/** Money for the next block is held; a coordinator may approve. */
export const PlaceReserved = place;
/** Nobody approved in time: the money is back in its lots, the clock is kept. */
export const PlaceReservationExpired = place;
/** Somebody other than the assessor approved: a therapist is sought, and the money stays held. */
export const PlaceApproved = place;
/** A coordinator said no; the money is back in its lots. */
export const PlaceRejected = place;
/** The person withdrew, or the referral closed; what was held is back in its lots. */
export const PlaceCancelled = place;
/** A therapist has accepted. */
export const PlaceAllocated = place;
/** No therapist was found in time: the money is back in its lots, the clock is kept. */
export const PlaceReturned = place;
/** Therapy has begun; what the therapist's fee leaves of the money held can be given back. */
export const PlaceBegun = place;
/** Therapy rests for now. */
export const PlacePaused = place;
/** Therapy goes on. */
export const PlaceResumed = place;
/** Some sessions of the block are not needed: their money goes back to its lots. */
export const PlaceBlockReduced = place;
/** Another therapist is sought for the sessions that are left. */
export const PlaceTherapistChanged = place;
/** Therapy came to its end: what is left goes back to its lots. */
export const PlaceCompleted = place;
/** Therapy ended before its time: what is left goes back to its lots. */
export const PlaceEndedEarly = place;
