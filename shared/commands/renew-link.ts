import type { Outcome } from '../domain/outcome.ts';
import { renewLink as decideRenew } from '../domain/renew-link.ts';
import type { LastingPurpose } from '../domain/visit.ts';
import { type LinkDeps, loadOffer } from './answer-offer.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';

/**
 * Mails a new link to the address on record, if the one that was shown is ours, has run out and something stands behind
 * it. Whoever asks is told the same in every case: an old link tells nothing of what became of a case.
 */
export const renewLink = (deps: LinkDeps, token: string, purpose: LastingPurpose): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const link = await deps.store.get('token', deps.secrets.hashToken(token));
    if (link?.value.purpose !== purpose) return settled(undefined);
    const offered = await loadOffer(deps.store, link.value.allocationId);
    if (offered === undefined) return settled(undefined);
    const renewed = decideRenew(link, offered, deps.now(), deps.settings);
    return renewed.ok ? decided(renewed, undefined) : settled(undefined);
  });
