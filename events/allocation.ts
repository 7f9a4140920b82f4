import * as z from 'zod';
import { AllocationId, ReferralId, TherapistId } from './values.ts';

const allocation = z.strictObject({
  allocationId: AllocationId,
  referralId: ReferralId,
  therapistId: TherapistId,
});

/** A case is ready for a therapist, with a place or self-funded: look for one. */
export const TherapistSought = z.strictObject({ referralId: ReferralId });
export const AllocationOffered = allocation;
export const AllocationAcknowledged = allocation;
export const AllocationAccepted = allocation;
export const AllocationDeclined = allocation;
export const AllocationExpired = allocation;
export const AllocationRevoked = allocation;
/** The therapist gave the case back after seeing the name, within the time allowed. */
export const AllocationGivenBack = allocation;
