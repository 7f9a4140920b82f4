import { newAccessCode } from './access-code.ts';
import { draftHandleOf, newResumeCode, readResumeCode } from './draft-seal.ts';
import type { Secrets } from './interface.ts';
import { hashToken, mintToken } from './link-token.ts';
import { deriveFrom, openAlike, sealAlike } from './memory-seal.ts';
import { readCode } from './readable-code.ts';

/** The twin for tests and simulation: the same seed gives the same codes in the same order, and hashing is quick. */
export function createMemorySecrets(seed: string): Secrets {
  let drawn = 0;
  // No code or token needs more than the 32 bytes that one derivation gives.
  const random = (count: number): Uint8Array => {
    drawn += 1;
    return deriveFrom(seed, 'random', String(drawn)).subarray(0, count);
  };
  const draftKey = (code: string) => deriveFrom('draft key', readResumeCode(code));
  const hashAccessCode = async (code: string, referralId: string) =>
    deriveFrom('access code', readCode(code), referralId).toString('base64url');

  return {
    newResumeCode: () => newResumeCode(random),
    draftHandleOf,
    sealDraft: async (code, text) => sealAlike(draftKey(code), { record: 'draft' }, text),
    openDraft: async (code, sealed) => openAlike(draftKey(code), { record: 'draft' }, sealed),
    newAccessCode: () => newAccessCode(random),
    hashAccessCode,
    accessCodeMatches: async (code, referralId, hash) => (await hashAccessCode(code, referralId)) === hash,
    mintToken: () => mintToken(random),
    hashToken,
  };
}
