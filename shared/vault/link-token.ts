import { createHash, randomBytes } from 'node:crypto';
import type { RandomBytes } from './readable-code.ts';

/** With 256 random bits behind it a plain hash cannot be turned back (OWASP ASVS 5.0, 6.5.2). */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** A link's token, URL-safe, and the hash it is stored under. */
export function mintToken(random: RandomBytes = randomBytes): { readonly token: string; readonly hash: string } {
  const token = Buffer.from(random(32)).toString('base64url');
  return { token, hash: hashToken(token) };
}
