import type { Instant, PersonId } from '../../events/values.ts';
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
