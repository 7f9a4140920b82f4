import type { ReferralId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import type { Outcome } from '../domain/outcome.ts';
import { giveOwnCode as decideGive } from '../domain/own-code.ts';
import type { Secrets } from '../vault/interface.ts';
import { decideAsSeen } from './decide-as-seen.ts';
import type { Deps } from './deps.ts';

/**
 * Gives a referred person a code of their own, while a member of staff speaks with them.
 * @returns the code, to be read out now: it is kept nowhere, and who loses it is given another
 */
export const giveOwnCode = (
  deps: Deps & { readonly secrets: Secrets },
  input: { readonly referralId: ReferralId; readonly seen: number },
  by: Actor,
): Promise<Outcome<string>> =>
  decideAsSeen(deps, { kind: 'referral', id: input.referralId, seen: input.seen }, async (referral) => {
    const code = deps.secrets.newAccessCode();
    const decision = decideGive(referral, await deps.secrets.hashAccessCode(code, referral.value.id), by, deps.now());
    return decision.ok ? { ok: true, value: { decisions: [decision.value], value: code } } : decision;
  });
