import type { Fact } from '../../events/catalogue.ts';
import { receiveConcern } from '../../shared/commands/concern.ts';
import type { Deps } from '../../shared/commands/deps.ts';
import { receiveReferral, unwindReferral } from '../../shared/commands/intake.ts';
import { payShortSessions } from '../../shared/commands/sessions.ts';
import { accept, type Outcome } from '../../shared/domain/outcome.ts';

/**
 * What the office does when it hears of a referral: calls become tasks; a closed one is unwound; a session that waited for
 * money is paid when it has come.
 */
export async function react(fact: Fact, deps: Deps): Promise<Outcome<unknown>> {
  switch (fact.type) {
    case 'uk.sponsored-places.referral.submitted.v1':
      return receiveReferral(deps, fact.data.referralId);
    case 'uk.sponsored-places.referral.withdrawn.v1':
    case 'uk.sponsored-places.referral.closed.v1':
    case 'uk.sponsored-places.referral.died.v1':
      return unwindReferral(deps, fact.data.referralId);
    case 'uk.sponsored-places.concern.raised.v1':
      return receiveConcern(deps, fact.data.concernId);
    case 'uk.sponsored-places.request.approved.v1':
      return payShortSessions(deps, fact.data.referralId);
    default:
      return accept(undefined);
  }
}
