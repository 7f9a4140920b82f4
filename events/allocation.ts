import * as z from 'zod';
import { AllocationId, ReferralId, TherapistId } from './values.ts';

const allocation = z.lazy(() =>
  z.strictObject({
    allocationId: AllocationId,
    referralId: ReferralId,
    therapistId: TherapistId,
  }),
);

/** A case is ready for a therapist, with a place or self-funded: look for one. */
export const TherapistSought = z.lazy(() => z.strictObject({ referralId: ReferralId }));
/** The case is offered to one therapist, without saying whose it is, until an answer is due. */
export const AllocationOffered = allocation;
/** The therapist has read the offer and will decide later; the time to answer runs on. */
export const AllocationAcknowledged = allocation;
/** The therapist takes the case; from now on they may see who the client is. */
export const AllocationAccepted = allocation;
/** The therapist says no: the case goes to the next one. */
export const AllocationDeclined = allocation;
/** The therapist did not answer in time: the case goes to the next one. */
export const AllocationExpired = allocation;
/** The offer or the acceptance was taken back: the referral closed, or no therapist was found in time. */
export const AllocationRevoked = allocation;
/** The therapist gave the case back after seeing the name, within the time allowed. */
export const AllocationGivenBack = allocation;
