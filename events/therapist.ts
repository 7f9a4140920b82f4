import * as z from 'zod';
import { PoolId, TherapistId } from './values.ts';

/** A therapist may now be offered cases: trained, insured, supervised. */
export const TherapistJoined = z.lazy(() => z.strictObject({ therapistId: TherapistId, poolId: PoolId }));
