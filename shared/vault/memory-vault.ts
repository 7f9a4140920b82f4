import type { Vault } from './interface.ts';
import { deriveFrom, openAlike, sealAlike } from './memory-seal.ts';
import { fieldBinding, presentFields } from './person-binding.ts';
import { SealRefused } from './sealed-text.ts';

/** The vault's twin for tests and simulation: no key service, and the same seed gives the same records. */
export function createMemoryVault(seed: string): Vault {
  const wrappedKey = (personId: string, role: string) => deriveFrom(seed, 'wrapped', personId, role).toString('base64');
  const dataKey = (wrapped: string) => deriveFrom(seed, 'data key', wrapped);

  return {
    async seal(personId, role, fields, at) {
      const wrapped = wrappedKey(personId, role);
      const secret = dataKey(wrapped);
      const sealed = presentFields(fields).map(
        ([field, text]) => [field, sealAlike(secret, fieldBinding(personId, role, field), text)] as const,
      );
      return {
        identity: { personId, role, sealedAt: at, fields: Object.fromEntries(sealed) },
        key: { personId, wrapped, madeAt: at },
      };
    },

    async open(identity, key, fields) {
      const { personId, role } = identity;
      if (key.personId !== personId) throw new SealRefused();
      const wanted = presentFields(identity.fields, fields);
      if (wanted.length === 0) return {};
      const secret = dataKey(key.wrapped);
      return Object.fromEntries(
        wanted.map(
          ([field, sealed]) => [field, openAlike(secret, fieldBinding(personId, role, field), sealed)] as const,
        ),
      );
    },
  };
}
