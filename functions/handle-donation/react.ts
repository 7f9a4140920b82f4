import type { Fact } from '../../events/catalogue.ts';
import { sendRefund } from '../../shared/commands/refund.ts';
import { type SettlingDeps, settleDonation } from '../../shared/commands/settle-donation.ts';
import { accept, type Outcome } from '../../shared/domain/outcome.ts';

/** A report of the payment provider: fetch the truth and book the difference. A refund that was decided: send it. */
export async function react(fact: Fact, deps: SettlingDeps): Promise<Outcome<unknown>> {
  if (fact.type === 'uk.sponsored-places.payment.reported.v1') {
    return settleDonation(deps, fact.data.donationId, fact.data.reportId);
  }
  if (fact.type === 'uk.sponsored-places.refund.decided.v1') return sendRefund(deps, fact.data.refundId);
  return accept(undefined);
}
