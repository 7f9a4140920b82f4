import * as z from 'zod';
import { ReferralId } from './values.ts';

/** Needs and means are on record. What follows (a place, a therapist, another service) is decided from the record. */
export const AssessmentRecorded = z.lazy(() =>
  z.strictObject({
    referralId: ReferralId,
    suitability: z.enum(['assessed-suitable', 'suitable-not-ready', 'not-suitable']),
  }),
);
