import { accessCodeMatches, hashAccessCode, newAccessCode } from './access-code.ts';
import { draftHandleOf, newResumeCode, openDraft, sealDraft } from './draft-seal.ts';
import type { Secrets } from './interface.ts';
import { hashToken, mintToken } from './link-token.ts';

/** Codes and tokens from the system's own randomness. Needs no key service and no grant. */
export const createNodeSecrets = (): Secrets => ({
  newResumeCode: () => newResumeCode(),
  draftHandleOf,
  sealDraft,
  openDraft,
  newAccessCode: () => newAccessCode(),
  hashAccessCode,
  accessCodeMatches,
  mintToken: () => mintToken(),
  hashToken,
});
