import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { writeWhole } from '../files.ts';
import { type Operation, ServiceError } from './json-protocol.ts';

export type LocalKey = { keyId: string; arn: string };
export type LocalAlias = { name: string; target: string };

const context = z.record(z.string(), z.string()).default({});
const encryptInput = z.object({ KeyId: z.string(), Plaintext: z.base64(), EncryptionContext: context });
const decryptInput = z.object({ KeyId: z.string().optional(), CiphertextBlob: z.base64(), EncryptionContext: context });
const dataKeyInput = z.object({
  KeyId: z.string(),
  EncryptionContext: context,
  KeySpec: z.enum(['AES_256', 'AES_128']).optional(),
  NumberOfBytes: z.number().int().min(1).max(1024).optional(),
});
const randomInput = z.object({ NumberOfBytes: z.number().int().min(1).max(1024) });
const masterKeys = z.record(z.string(), z.base64());

const LARGEST_PLAINTEXT_BYTES = 4096;
const ID_BYTES = 36;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Another context, or another key, must fail as it does in AWS: it is what binds a wrapped key to its person. */
const boundTo = (keyId: string, encryptionContext: Record<string, string>): Buffer =>
  Buffer.from(JSON.stringify([keyId, Object.entries(encryptionContext).sort(([a], [b]) => (a < b ? -1 : 1))]));

/**
 * A stand-in for KMS: real AES-256-GCM under master keys that never leave this service but for the file they are
 * kept in. A ciphertext is key id, nonce, tag and sealed bytes, and opens only with the context it was sealed with.
 */
export const createKeyService = (keys: LocalKey[], aliases: LocalAlias[], file: string): Record<string, Operation> => {
  const known = existsSync(file) ? masterKeys.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  for (const { keyId } of keys) known[keyId] ??= randomBytes(32).toString('base64');
  writeWhole(file, JSON.stringify(known, null, 2));

  const find = (named: string): LocalKey => {
    const alias = aliases.find(({ name }) => named === name || named.endsWith(`:${name}`));
    const wanted = alias?.target ?? named;
    const key = keys.find(({ keyId, arn }) => wanted === keyId || wanted === arn);
    if (key === undefined) throw new ServiceError('NotFoundException', `Key '${named}' does not exist`);
    return key;
  };

  const masterKey = (keyId: string): Buffer => Buffer.from(known[keyId] ?? '', 'base64');

  const seal = ({ keyId }: LocalKey, plaintext: Buffer, encryptionContext: Record<string, string>): string => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', masterKey(keyId), nonce);
    cipher.setAAD(boundTo(keyId, encryptionContext));
    const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return Buffer.concat([Buffer.from(keyId), nonce, cipher.getAuthTag(), sealed]).toString('base64');
  };

  // As in AWS, the reason is not told: whether key, context or bytes are wrong is nobody's business.
  const keyOf = (blob: Buffer): LocalKey => {
    const keyId = blob.subarray(0, ID_BYTES).toString('latin1');
    const key = keys.find((candidate) => candidate.keyId === keyId);
    if (key === undefined) throw new ServiceError('InvalidCiphertextException', '');
    return key;
  };

  const open = ({ keyId }: LocalKey, blob: Buffer, encryptionContext: Record<string, string>): Buffer => {
    const nonceEnd = ID_BYTES + NONCE_BYTES;
    if (blob.length < nonceEnd + TAG_BYTES) throw new ServiceError('InvalidCiphertextException', '');
    const decipher = createDecipheriv('aes-256-gcm', masterKey(keyId), blob.subarray(ID_BYTES, nonceEnd), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(boundTo(keyId, encryptionContext));
    decipher.setAuthTag(blob.subarray(nonceEnd, nonceEnd + TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(blob.subarray(nonceEnd + TAG_BYTES)), decipher.final()]);
    } catch {
      throw new ServiceError('InvalidCiphertextException', '');
    }
  };

  return {
    'TrentService.Encrypt': (input, may) => {
      const { KeyId, Plaintext, EncryptionContext } = encryptInput.parse(input);
      const key = find(KeyId);
      may('kms:Encrypt', key.arn);
      const plaintext = Buffer.from(Plaintext, 'base64');
      if (plaintext.length > LARGEST_PLAINTEXT_BYTES) {
        throw new ServiceError('ValidationException', `The plaintext is longer than ${LARGEST_PLAINTEXT_BYTES} bytes`);
      }
      return {
        KeyId: key.arn,
        CiphertextBlob: seal(key, plaintext, EncryptionContext),
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      };
    },
    'TrentService.Decrypt': (input, may) => {
      const { KeyId, CiphertextBlob, EncryptionContext } = decryptInput.parse(input);
      const blob = Buffer.from(CiphertextBlob, 'base64');
      const key = keyOf(blob);
      may('kms:Decrypt', key.arn);
      const plaintext = open(key, blob, EncryptionContext);
      if (KeyId !== undefined && find(KeyId) !== key) {
        throw new ServiceError('IncorrectKeyException', 'The key named is not the one this was encrypted under');
      }
      return { KeyId: key.arn, Plaintext: plaintext.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    },
    'TrentService.GenerateDataKey': (input, may) => {
      const { KeyId, EncryptionContext, KeySpec, NumberOfBytes } = dataKeyInput.parse(input);
      if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
        throw new ServiceError('ValidationException', 'Please specify either number of bytes or key spec');
      }
      const key = find(KeyId);
      may('kms:GenerateDataKey', key.arn);
      const dataKey = randomBytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32));
      return {
        KeyId: key.arn,
        Plaintext: dataKey.toString('base64'),
        CiphertextBlob: seal(key, dataKey, EncryptionContext),
      };
    },
    'TrentService.GenerateRandom': (input, may) => {
      may('kms:GenerateRandom', '*');
      return { Plaintext: randomBytes(randomInput.parse(input).NumberOfBytes).toString('base64') };
    },
  };
};
