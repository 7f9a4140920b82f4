import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as 43 characters that are safe in a cookie, a header and an address (ASVS 5.0 7.2.3 asks for 128). */
export function createSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored in a secret's place. Plain SHA-256 is enough: nobody can guess 256 random bits. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/**
 * A second secret that follows from the first and a purpose, and gives neither away: whoever holds the first can
 * make it again, so nothing need be stored. 43 characters, like the first.
 */
export function deriveSecret(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url');
}

/** Whether two secrets are equal, in a time that does not tell where they differ. */
export function secretsMatch(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(left)), Buffer.from(hashSecret(right)));
}
