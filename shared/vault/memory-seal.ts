import { createCipheriv, createDecipheriv, createSecretKey, hash } from 'node:crypto';
import { isWrittenPlainly, type SealBinding, SealRefused } from './sealed-text.ts';

/** Bytes as a key that is ready: Node takes raw ones for a key five times slower. */
const keyOf = (bytes: Uint8Array) => createSecretKey(bytes);

/** A value for a secret and some words, the same every time: no MAC that anybody should trust, and twice as quick. */
export const deriveFrom = (secret: string | Uint8Array, ...parts: readonly string[]): Buffer =>
  hash(
    'sha256',
    JSON.stringify([typeof secret === 'string' ? secret : Buffer.from(secret).toString('base64'), ...parts]),
    'buffer',
  );

/**
 * The twin of `sealText` for tests and simulation: the same promises, but the same input gives the same ciphertext, so
 * that two runs of one seed can be compared byte for byte. Never for real people: equal texts would look equal.
 */
export function sealAlike(key: Uint8Array, binding: SealBinding, text: string): string {
  const context = JSON.stringify(binding);
  const iv = deriveFrom(key, context, text).subarray(0, 12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(key), iv).setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]).toString('base64url');
}

/** @throws SealRefused unless key and binding are those it was sealed with. */
export function openAlike(key: Uint8Array, binding: SealBinding, sealed: string): string {
  if (!isWrittenPlainly(sealed)) throw new SealRefused();
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const cipher = createDecipheriv('aes-256-gcm', keyOf(key), bytes.subarray(0, 12), { authTagLength: 16 })
      .setAAD(Buffer.from(JSON.stringify(binding)))
      .setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString();
  } catch {
    throw new SealRefused();
  }
}
