import type { Instant, PersonId, ReferralId } from '../../events/values.ts';
import type { Identity, IdentityField, IdentityFields, IdentityKey, PersonRole } from '../domain/identity.ts';

/** What may be written to the vault by whoever meets a person first: it can lock, and cannot unlock. */
export interface Sealer {
  /**
   * Seals a new person in one role under a data key of their own.
   * @returns the two records to commit in the same transaction as what the person did.
   */
  seal(
    personId: PersonId,
    role: PersonRole,
    fields: IdentityFields,
    at: Instant,
  ): Promise<{ readonly identity: Identity; readonly key: IdentityKey }>;
}

/** Who may also read: each call opens only the fields that the step at hand needs. Callers audit the read first. */
export interface Vault extends Sealer {
  /**
   * Opens fields of one person; a field that was never given is absent.
   * @throws when the key is gone (the person was erased), or a ciphertext is not of this record, role and field.
   */
  open(
    identity: Identity,
    key: IdentityKey,
    fields: readonly IdentityField[],
  ): Promise<Readonly<Partial<Record<IdentityField, string>>>>;
}

/**
 * Codes and links that people hold and the system does not: it keeps only what it can recognise them by. What somebody
 * types back is forgiven its case, spaces, dashes, and the letters that look like digits (O, I, L).
 */
export interface Secrets {
  /** A code to take a draft up again: five groups of four, 100 bits. */
  newResumeCode(): string;

  /** The id a draft is stored under. It leads neither to the code nor to the key; any text gives one. */
  draftHandleOf(resumeCode: string): string;

  /**
   * Seals a draft so that only this code opens it.
   * @throws when this is no resume code: never for one of `newResumeCode`.
   */
  sealDraft(resumeCode: string, text: string): Promise<string>;

  /** @throws when this is no resume code, or not the draft's, or the draft was changed. */
  openDraft(resumeCode: string, sealed: string): Promise<string>;

  /** A code to see where a referral stands: three groups of four, 60 bits. */
  newAccessCode(): string;

  /**
   * What a referral keeps of its access code: the same for the same code and referral. Deliberately slow, because
   * 60 bits alone would not outlast a copied table (OWASP ASVS 5.0, 6.5.2).
   */
  hashAccessCode(accessCode: string, referralId: ReferralId): Promise<string>;

  /** Compares in constant time. False for anything that is not this referral's code. */
  accessCodeMatches(accessCode: string, referralId: ReferralId, hash: string): Promise<boolean>;

  /** A link's token of 256 bits, URL-safe, and the hash it is stored under. The token itself is kept nowhere. */
  mintToken(): { readonly token: string; readonly hash: string };

  /** The hash under which a token would be stored; any text gives one. */
  hashToken(token: string): string;
}
