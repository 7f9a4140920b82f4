import type { Fact } from '../../events/catalogue.ts';
import { type SettlingDeps, settleDonation } from '../../shared/commands/settle-donation.ts';
import { accept, type Outcome } from '../../shared/domain/outcome.ts';

/** A report of the payment provider: fetch the truth and book the difference. */
export const react = async (fact: Fact, deps: SettlingDeps): Promise<Outcome<unknown>> =>
  fact.type === 'uk.sponsored-places.payment.reported.v1'
    ? settleDonation(deps, fact.data.donationId, fact.data.reportId)
    : accept(undefined);
