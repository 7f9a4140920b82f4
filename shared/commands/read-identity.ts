import type { PersonId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import { type Decision, nothingElse, type Subject } from '../domain/decision.ts';
import type { IdentityField } from '../domain/identity.ts';
import type { Outcome } from '../domain/outcome.ts';
import { type Purpose, release } from '../domain/release.ts';
import type { Vault } from '../vault/interface.ts';
import type { Deps } from './deps.ts';
import { missing } from './load-case.ts';

export interface VaultDeps extends Deps {
  readonly vault: Vault;
}

/** The audit entry of a read: who, of what, why. It stands before anything is opened. */
const identityRead = (about: Subject, purpose: Purpose, by: Actor, deps: Pick<Deps, 'now'>): Decision => ({
  about,
  did: 'read-identity',
  why: purpose,
  by,
  at: deps.now(),
  changes: [],
  ...nothingElse,
});

/**
 * Opens of a person what the step needs, for who may take it. The read is in the audit trail before it happens.
 * @param about the case in whose history the read stands
 */
export async function readIdentity(
  deps: VaultDeps,
  input: { readonly personId: PersonId; readonly about: Subject; readonly purpose: Purpose },
  by: Actor,
): Promise<Outcome<Readonly<Partial<Record<IdentityField, string>>>>> {
  const fields = release(by, input.purpose);
  if (!fields.ok) return fields;
  const [identity, key] = await Promise.all([
    deps.store.get('identity', input.personId),
    deps.store.get('identity-key', input.personId),
  ]);
  if (identity === undefined || key === undefined) return missing('person');
  const audited = await deps.store.commit([identityRead(input.about, input.purpose, by, deps)]);
  if (!audited.ok) throw new Error('a read of an identity is audited before it happens');
  return { ok: true, value: await deps.vault.open(identity.value, key.value, fields.value) };
}
