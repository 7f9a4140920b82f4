import * as z from 'zod';
import { PoolId, ReferralId, SessionId } from './values.ts';

const session = z.lazy(() =>
  z.strictObject({
    sessionId: SessionId,
    referralId: ReferralId,
    poolId: PoolId,
  }),
);

/** What came of an appointment was recorded; if it is payable, the therapist is owed its fee. */
export const SessionRecorded = session;
/** The record of an appointment was corrected: what it had booked was reversed, and may be free again. */
export const SessionCorrected = session;
/** A session held for review was decided on: it is paid, or its money is free for the block again. */
export const SessionReviewed = session;
