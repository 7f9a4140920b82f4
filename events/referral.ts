import * as z from 'zod';
import { ReferralId } from './values.ts';

/** Somebody asked for help: they themself, or a professional for them. Nothing is verified yet. */
export const ReferralSubmitted = z.lazy(() => z.strictObject({ referralId: ReferralId }));
/** A member of staff has spoken with the person, and the referral is truly theirs. */
export const ReferralConfirmed = z.lazy(() => z.strictObject({ referralId: ReferralId }));
/** The person took their referral back. */
export const ReferralWithdrawn = z.lazy(() => z.strictObject({ referralId: ReferralId }));
/** The person has died: everything under way ends, without a mail. */
export const ReferralDied = z.lazy(() => z.strictObject({ referralId: ReferralId }));
/** Staff closed the referral before therapy began, and why, as a category. */
export const ReferralClosed = z.lazy(() =>
  z.strictObject({
    referralId: ReferralId,
    outcome: z.enum(['not-eligible', 'unverified', 'duplicate', 'referred-on', 'not-suitable']),
  }),
);
/** A closed referral waits for an assessment again; its wait counts from the first time only if closing it was our mistake. */
export const ReferralReopened = z.lazy(() =>
  z.strictObject({ referralId: ReferralId, clock: z.enum(['kept', 'new']) }),
);
/** Commitments for this person stop until somebody lifts the pause. */
export const ReferralPaused = z.lazy(() =>
  z.strictObject({ referralId: ReferralId, overlay: z.enum(['on-hold', 'safeguarding']) }),
);
/** The pause is over: what waited for this person is looked at again. */
export const ReferralResumed = z.lazy(() =>
  z.strictObject({ referralId: ReferralId, overlay: z.enum(['on-hold', 'safeguarding']) }),
);
