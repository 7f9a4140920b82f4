import { scrypt, timingSafeEqual } from 'node:crypto';
import type { ReferralId } from '../../events/values.ts';
import { newCode, type RandomBytes, readCode } from './readable-code.ts';

/** Three groups of four: 60 bits. Guessing at the page is limited by its door (`doors.code` of the settings); guessing at a copied table is slow here. */
export const newAccessCode = (random?: RandomBytes): string => newCode(3, random);

/**
 * A lookup secret below 112 bits is hashed as a password is (OWASP ASVS 5.0, 6.5.2). 2^14 rounds take some 40 ms and
 * 16 MB; with 60 random bits behind them, more would only make the page a lever for exhausting us.
 */
const cost = { N: 2 ** 14, r: 8, p: 1 };

/** The same code and referral give the same hash; the referral's random id is the salt. */
export const hashAccessCode = (accessCode: string, referralId: ReferralId): Promise<string> =>
  new Promise((resolve, reject) => {
    scrypt(readCode(accessCode), referralId, 32, cost, (error, hash) => {
      if (error) reject(error);
      else resolve(hash.toString('base64url'));
    });
  });

/** Compares in constant time. False for anything that is not this referral's code. */
export async function accessCodeMatches(accessCode: string, referralId: ReferralId, hash: string): Promise<boolean> {
  const given = Buffer.from(await hashAccessCode(accessCode, referralId));
  const kept = Buffer.from(hash);
  return given.length === kept.length && timingSafeEqual(given, kept);
}
