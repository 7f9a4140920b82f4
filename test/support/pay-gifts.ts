import { storePaymentReport } from '../../shared/commands/give.ts';
import { settleDonation } from '../../shared/commands/settle-donation.ts';
import { later } from '../../shared/domain/office-days.ts';
import { type PublicSite, recordsOf } from './public-site.ts';

type Provider = PublicSite['payments']['provider'];

/** Something happens to every open payment page, and what the provider reports of it is heard. */
async function hearOfGifts(site: PublicSite, act: (provider: Provider, checkoutId: string) => unknown): Promise<void> {
  const { provider } = site.payments;
  for (const { checkoutId, status } of provider.checkouts.values()) if (status === 'open') act(provider, checkoutId);
  for await (const event of site.payments.listEvents(later(site.deps.now(), { hours: -1 }))) {
    await storePaymentReport(site.deps, event);
    for (const { id } of recordsOf(site, 'donation')) await settleDonation(site.deps, id, event.eventId);
  }
}

/** Every open payment page is paid. */
export const payGifts = (site: PublicSite): Promise<void> =>
  hearOfGifts(site, (provider, checkoutId) => provider.pay(checkoutId));

/** Every open payment page is used to pay from a bank account, and the bank refuses. */
export const failGifts = (site: PublicSite): Promise<void> =>
  hearOfGifts(site, (provider, checkoutId) => {
    provider.payLater(checkoutId);
    provider.settle(checkoutId, 'fails');
  });
