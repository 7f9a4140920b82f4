import * as z from 'zod';
import { AllocationId, Instant, PersonId } from '../../events/values.ts';

/** A referral being written: sealed under a key that only the visitor's session and resume code hold. Deleted by TTL. */
export const Draft = z.lazy(() =>
  z.strictObject({
    /** Derived from the resume code; the code itself is nowhere. */
    handle: z.string(),
    sealed: z.string(),
    savedAt: Instant,
    expiresAt: Instant,
  }),
);
export type Draft = z.infer<typeof Draft>;

export const TokenPurpose = z.enum(['answer-offer', 'see-client', 'record-sessions']);
export type TokenPurpose = z.infer<typeof TokenPurpose>;

/**
 * How long a therapist sees their new client by the link: they are asked to get in touch within a week, and may have been
 * away for some days of it. It is longer than they may give the case back.
 */
export const seeClientDays = 14;

/**
 * How long a therapist records sessions by the link in the mail that confirmed a client: longer than most therapies last.
 * Behind it stand references, never names; a newer mail brings a newer link.
 */
export const recordSessionsDays = 365;

/** A link in a mail: an opaque random token kept as a hash, for one purpose, expiring. Opening it changes nothing. */
export const Token = z.lazy(() =>
  z.strictObject({
    hash: z.string(),
    purpose: TokenPurpose,
    personId: PersonId,
    allocationId: AllocationId,
    mintedAt: Instant,
    expiresAt: Instant,
  }),
);
export type Token = z.infer<typeof Token>;

/** A signed-in member of staff, kept under the hash of the session's id. No token of the provider is ever kept. */
export const SignInSession = z.lazy(() =>
  z.strictObject({
    hash: z.string(),
    staffId: z.string(),
    name: z.string(),
    groups: z.array(z.string()),
    /** When they last proved who they are; null when the provider did not say. */
    authenticatedAt: Instant.nullable(),
    startedAt: Instant,
    lastSeenAt: Instant,
    expiresAt: Instant,
  }),
);
export type SignInSession = z.infer<typeof SignInSession>;
