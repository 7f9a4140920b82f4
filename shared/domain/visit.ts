import * as z from 'zod';
import { AllocationId, Instant, PersonId } from '../../events/values.ts';
import { later } from './office-days.ts';

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

export const TokenPurpose = z.enum(['answer-offer', 'take-answer-back', 'see-client', 'record-sessions']);
export type TokenPurpose = z.infer<typeof TokenPurpose>;

/** What a link is for as it is mailed; one that has answered an offer takes the answer back. */
export type MailedPurpose = Exclude<TokenPurpose, 'take-answer-back'>;

/**
 * How long after a lasting link has run out a new one may be asked for with it: the case goes on, and what is kept is a
 * hash. Opened after that it is as unknown as one that was never ours.
 */
const renewableDays = 365;

/** A link to what stays the therapist's own: run out, it can be renewed. The time to answer an offer cannot. */
export type LastingPurpose = Exclude<MailedPurpose, 'answer-offer'>;

export const isLasting = (purpose: TokenPurpose): purpose is LastingPurpose =>
  purpose === 'see-client' || purpose === 'record-sessions';

/** When nothing can be done with a link any more, and it is deleted. */
export const keptUntil = ({ purpose, expiresAt }: Pick<Token, 'purpose' | 'expiresAt'>): Instant =>
  isLasting(purpose) ? later(expiresAt, { days: renewableDays }) : expiresAt;

/** A link in a mail: an opaque random token kept as a hash, for one purpose, expiring. Opening it changes nothing. */
export const Token = z.lazy(() =>
  z.strictObject({
    hash: z.string(),
    purpose: TokenPurpose,
    personId: PersonId,
    allocationId: AllocationId,
    mintedAt: Instant,
    expiresAt: Instant,
    /** When a new link was last asked for with this one. */
    renewedAt: Instant.optional(),
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

/** Whose sign-ins there are, so that they can be seen and ended: one record for the office, with all that have not run out. */
export const SignInIndex = z.lazy(() =>
  z.strictObject({
    sessions: z.array(z.strictObject({ hash: z.string(), staffId: z.string(), endsAt: Instant })),
    expiresAt: Instant,
  }),
);
export type SignInIndex = z.infer<typeof SignInIndex>;
