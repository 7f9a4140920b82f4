import { Identity, IdentityKey } from '../domain/identity.ts';
import type { RecordType } from './record-type.ts';

/** `identities`: ciphertexts. `identity-keys`: the wrapped keys, apart, with one day of recovery, so that erasing erases. */
export const identities: { identity: RecordType<'identity'>; 'identity-key': RecordType<'identity-key'> } = {
  identity: { table: 'identities', schema: Identity },
  'identity-key': { table: 'identity-keys', schema: IdentityKey },
};
