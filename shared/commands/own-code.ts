import type { ReferralId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import type { Outcome } from '../domain/outcome.ts';
import { giveOwnCode as decideGive } from '../domain/own-code.ts';
import type { Secrets } from '../vault/interface.ts';
import { decideAndCommit } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { changedSince, missing } from './load-case.ts';

/**
 * Gives a referred person a code of their own, while a member of staff speaks with them.
 * @returns the code, to be read out now: it is kept nowhere, and who loses it is given another
 */
export const giveOwnCode = (
  deps: Deps & { readonly secrets: Secrets },
  input: { readonly referralId: ReferralId; readonly seen: number },
  by: Actor,
): Promise<Outcome<string>> =>
  decideAndCommit(deps, async () => {
    const referral = await deps.store.get('referral', input.referralId);
    if (referral === undefined) return missing('referral');
    const same = changedSince(referral, input.seen);
    if (!same.ok) return same;
    const code = deps.secrets.newAccessCode();
    const decision = decideGive(referral, await deps.secrets.hashAccessCode(code, referral.value.id), by, deps.now());
    return decision.ok ? { ok: true, value: { decisions: [decision.value], value: code } } : decision;
  });
