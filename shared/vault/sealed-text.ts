import { isDeepStrictEqual } from 'node:util';
import { compactDecrypt } from 'jose/jwe/compact/decrypt';
import { CompactEncrypt } from 'jose/jwe/compact/encrypt';

/** Where a text belongs. It stands readable beside the ciphertext, so it holds ids and names of fields only. */
export type SealBinding = Readonly<Record<string, string | number>>;

/** A ciphertext that was changed, moved from where it belongs, or sealed with another key. */
export class SealRefused extends Error {
  override readonly name = 'SealRefused';
  constructor() {
    super('a sealed text was changed, moved, or sealed with another key');
  }
}

const algorithms = { alg: 'dir', enc: 'A256GCM' } as const;

/**
 * Whether every part is written the one way that its bytes are written. The last character of a part may hold bits that
 * mean nothing: a text changed there would open, and one sealed text would have several spellings.
 */
export const isWrittenPlainly = (sealed: string): boolean =>
  sealed.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);

/**
 * Seals a text as compact JWE (RFC 7516, `dir`, A256GCM) under a key of 32 bytes. The binding goes into the protected
 * header, which the tag covers.
 */
export const sealText = (key: Uint8Array, binding: SealBinding, text: string): Promise<string> =>
  new CompactEncrypt(Buffer.from(text)).setProtectedHeader({ ...binding, ...algorithms }).encrypt(key);

/**
 * Opens what `sealText` made.
 * @throws SealRefused unless key and binding are those it was sealed with, to the letter.
 */
export async function openText(key: Uint8Array, binding: SealBinding, sealed: string): Promise<string> {
  if (!isWrittenPlainly(sealed)) throw new SealRefused();
  const opened = await compactDecrypt(sealed, key, {
    keyManagementAlgorithms: [algorithms.alg],
    contentEncryptionAlgorithms: [algorithms.enc],
  }).catch(() => undefined);
  if (opened === undefined || !isDeepStrictEqual({ ...opened.protectedHeader }, { ...binding, ...algorithms })) {
    throw new SealRefused();
  }
  return Buffer.from(opened.plaintext).toString();
}
