import type { Fact } from '../../events/catalogue.ts';
import type { Deps } from '../../shared/commands/deps.ts';
import { type GivingDeps, settleDonation } from '../../shared/commands/give.ts';
import { accept, type Outcome } from '../../shared/domain/outcome.ts';

/** A report of the payment provider: fetch the truth and book the difference. */
export const react = async (fact: Fact, deps: Deps & Pick<GivingDeps, 'payments'>): Promise<Outcome<unknown>> =>
  fact.type === 'uk.sponsored-places.payment.reported.v1'
    ? settleDonation(deps, fact.data.donationId, fact.data.reportId)
    : accept(undefined);
