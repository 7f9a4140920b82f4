import type { Fact } from '../../events/catalogue.ts';
import type { Deps } from '../../shared/commands/deps.ts';
import { withdrawOffers } from '../../shared/commands/membership.ts';
import { offerCase } from '../../shared/commands/offer.ts';
import { accept, type Outcome } from '../../shared/domain/outcome.ts';

/** Somebody may need a therapist: look, and offer if so. Who may take nobody any more has their offers taken back. */
export async function react(fact: Fact, deps: Deps): Promise<Outcome<unknown>> {
  switch (fact.type) {
    case 'uk.sponsored-places.therapist.suspended.v1':
    case 'uk.sponsored-places.therapist.leaving-announced.v1':
    case 'uk.sponsored-places.therapist.left.v1':
      return withdrawOffers(deps, fact.data.therapistId);
    default:
      return 'referralId' in fact.data ? offerCase(deps, fact.data.referralId) : accept(undefined);
  }
}
