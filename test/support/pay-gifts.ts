import { storePaymentReport } from '../../shared/commands/give.ts';
import { settleDonation } from '../../shared/commands/settle-donation.ts';
import { later } from '../../shared/domain/office-days.ts';
import { type PublicSite, recordsOf } from './public-site.ts';

/** Every open payment page is paid, and what the provider reports of it is heard. */
export async function payGifts(site: PublicSite): Promise<void> {
  const { provider } = site.payments;
  for (const { checkoutId, status } of provider.checkouts.values()) if (status === 'open') provider.pay(checkoutId);
  for await (const event of site.payments.listEvents(later(site.deps.now(), { hours: -1 }))) {
    await storePaymentReport(site.deps, event);
    for (const { id } of recordsOf(site, 'donation')) await settleDonation(site.deps, id, event.eventId);
  }
}
