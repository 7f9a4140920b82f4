import type { MemoryCheckout } from '../../../shared/payments/memory-provider.ts';
import type { Random } from '../random.ts';
import { collectWebhooks } from '../town/machines.ts';
import type { Town } from '../town/town.ts';

/** What happens at the provider happens to the truth itself: no process of ours takes part. */
export function atProvider(town: Town, happen: () => void): undefined {
  happen();
  collectWebhooks(town);
  return undefined;
}

const checkoutsWith = ({ payments }: Town, is: (checkout: MemoryCheckout) => boolean): readonly MemoryCheckout[] =>
  [...payments.provider.checkouts.values()].filter(is);

/** A checkout that was paid. */
export const paidCheckout = (town: Town, random: Random): MemoryCheckout | undefined =>
  random.pick(checkoutsWith(town, ({ status }) => status === 'paid'));

/** The checkouts that were paid, and the provider does not know its fee yet. */
export const withFeeToCome = (town: Town): readonly MemoryCheckout[] =>
  checkoutsWith(town, ({ isFeeToCome }) => isFeeToCome === true);

/** The checkout of a gift whose refund is asked for here: somebody was quicker at the provider. */
export function checkoutToRefund(town: Town, random: Random): MemoryCheckout | undefined {
  const refund = town.watch.shadow.pickAmong(random, 'refund', ['requested', 'decided'])?.value;
  const donation = refund && town.watch.shadow.get('donation', refund.donationId)?.value;
  return town.payments.provider.checkouts.get(donation?.checkout?.id ?? '');
}
