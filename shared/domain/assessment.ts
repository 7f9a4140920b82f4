import * as z from 'zod';
import { ClientGroup, Instant, Pence, PriorityBand, ReferralId, TherapyMode } from '../../events/values.ts';

const Suitability = z.enum(['assessed-suitable', 'suitable-not-ready', 'not-suitable']);
export type Suitability = z.infer<typeof Suitability>;

/** What an assessor found out about needs. The primary group decides which restricted money may pay. */
export const Needs = z.lazy(() =>
  z.strictObject({
    groups: z.array(ClientGroup).min(1),
    primaryGroup: ClientGroup,
    level: z.enum(['lower', 'medium', 'higher']),
    mode: TherapyMode,
    sessions: z.int().positive(),
  }),
);
export type Needs = z.infer<typeof Needs>;

/** The contribution is paid to the therapist at each session; it is never a donation, and may be nothing. */
const Means = z.lazy(() =>
  z.strictObject({
    /** Whether the person can pay the therapist's whole fee: then they are self-funded and need no place. */
    canPayWhole: z.boolean(),
    contribution: Pence,
  }),
);
export type Means = z.infer<typeof Means>;

/** The record of needs, means and priority for one referral; it shares the referral's id. */
export const Assessment = z.lazy(() =>
  z.strictObject({
    referralId: ReferralId,
    assessorId: z.string(),
    /** Who assessed this person before: none of them decides on the place either. */
    earlierAssessors: z.array(z.string()).optional(),
    recordedAt: Instant,
    suitability: Suitability,
    needs: Needs,
    means: Means,
    band: PriorityBand,
  }),
);
export type Assessment = z.infer<typeof Assessment>;
