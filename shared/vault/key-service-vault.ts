import { DecryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { Vault } from './interface.ts';
import { createKeyServiceSealer } from './key-service-sealer.ts';
import { fieldBinding, keyContext, presentFields } from './person-binding.ts';
import { openText, SealRefused } from './sealed-text.ts';

/**
 * The vault behind the key service: besides sealing it needs `kms:Decrypt` on the key.
 * @param keyId the key service's key, as id, alias or ARN.
 */
export function createKeyServiceVault(kms: KMSClient, keyId: string): Vault {
  return {
    ...createKeyServiceSealer(kms, keyId),

    async open(identity, key, fields) {
      const { personId, role } = identity;
      if (key.personId !== personId) throw new SealRefused();
      const wanted = presentFields(identity.fields, fields);
      // What is not there needs no key: the key service's own log then shows true readings only.
      if (wanted.length === 0) return {};

      const { Plaintext: dataKey } = await kms.send(
        new DecryptCommand({
          KeyId: keyId,
          CiphertextBlob: Buffer.from(key.wrapped, 'base64'),
          EncryptionContext: keyContext(personId, role),
        }),
      );
      if (dataKey === undefined) throw new Error('the key service answered without a key');
      try {
        const opened = await Promise.all(
          wanted.map(async ([field, sealed]) => {
            const text = await openText(dataKey, fieldBinding(personId, role, field), sealed);
            return [field, text] as const;
          }),
        );
        return Object.fromEntries(opened);
      } finally {
        dataKey.fill(0);
      }
    },
  };
}
