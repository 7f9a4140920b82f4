import * as z from 'zod';
import { PoolId, TherapistId } from './values.ts';

/** A therapist may now be offered cases: trained, insured, supervised. */
export const TherapistJoined = z.lazy(() => z.strictObject({ therapistId: TherapistId, poolId: PoolId }));
/** A paper of a member lapses soon: nobody new is offered to them until it is renewed. */
export const TherapistRenewalDue = z.lazy(() => z.strictObject({ therapistId: TherapistId, poolId: PoolId }));
/** The papers are in order again. */
export const TherapistRenewed = z.lazy(() => z.strictObject({ therapistId: TherapistId, poolId: PoolId }));
/** A therapist may take nobody for now: what is offered to them is taken back. */
export const TherapistSuspended = z.lazy(() => z.strictObject({ therapistId: TherapistId, poolId: PoolId }));
/** A suspension is over. */
export const TherapistReinstated = z.lazy(() => z.strictObject({ therapistId: TherapistId, poolId: PoolId }));
/** A therapist said that they leave: what is offered to them is taken back, and their clients are handed over. */
export const TherapistLeavingAnnounced = z.lazy(() => z.strictObject({ therapistId: TherapistId, poolId: PoolId }));
/** A therapist works with us no more: what is offered to them is taken back. */
export const TherapistLeft = z.lazy(() => z.strictObject({ therapistId: TherapistId, poolId: PoolId }));
