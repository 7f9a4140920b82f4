import type { Fact } from '../../events/catalogue.ts';
import type { Deps } from '../../shared/commands/deps.ts';
import { offerCase } from '../../shared/commands/offer.ts';
import { accept, type Outcome } from '../../shared/domain/outcome.ts';

/** Somebody may need a therapist: look, and offer if so. */
export const react = async (fact: Fact, deps: Deps): Promise<Outcome<unknown>> =>
  'referralId' in fact.data ? offerCase(deps, fact.data.referralId) : accept(undefined);
