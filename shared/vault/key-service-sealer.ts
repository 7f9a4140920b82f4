import { GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { Sealer } from './interface.ts';
import { fieldBinding, keyContext, presentFields } from './person-binding.ts';
import { sealText } from './sealed-text.ts';

/**
 * The half of the vault that locks: it needs `kms:GenerateDataKey` on the key and nothing else, so a function that is
 * built with it alone cannot read what it wrote.
 * @param keyId the key service's key, as id, alias or ARN.
 */
export function createKeyServiceSealer(kms: KMSClient, keyId: string): Sealer {
  return {
    async seal(personId, role, fields, at) {
      const made = await kms.send(
        new GenerateDataKeyCommand({
          KeyId: keyId,
          KeySpec: 'AES_256',
          EncryptionContext: keyContext(personId, role),
        }),
      );
      const { Plaintext: dataKey, CiphertextBlob: wrapped } = made;
      if (dataKey === undefined || wrapped === undefined) throw new Error('the key service answered without a key');
      try {
        const sealed = await Promise.all(
          presentFields(fields).map(async ([field, text]) => {
            const sealedText = await sealText(dataKey, fieldBinding(personId, role, field), text);
            return [field, sealedText] as const;
          }),
        );
        return {
          identity: { personId, role, sealedAt: at, fields: Object.fromEntries(sealed) },
          key: { personId, wrapped: Buffer.from(wrapped).toString('base64'), madeAt: at },
        };
      } finally {
        dataKey.fill(0);
      }
    },
  };
}
