import { Pence } from '../../../events/values.ts';
import { pledgeDonation } from '../../../shared/commands/give.ts';
import type { MemoryCheckout } from '../../../shared/payments/memory-provider.ts';
import type { Random } from '../random.ts';
import type { Act } from '../town/act.ts';
import { marked, type Town } from '../town/town.ts';
import { fundOf, mostGifts, newDonationId } from './gifts.ts';

/** Cards that somebody has the numbers of, and not the cards. */
const stolen = ['6601', '6602', '6603'] as const;

const isStolen = ({ card }: MemoryCheckout): boolean => stolen.some((number) => number === card);

/** Paid with a stolen card, and no bank has asked for the money yet. */
const unnoticed = ({ payments }: Town): readonly MemoryCheckout[] =>
  [...payments.provider.checkouts.values()].filter(
    (checkout) =>
      checkout.status === 'paid' && isStolen(checkout) && checkout.disputes.every(({ status }) => status === 'notice'),
  );

/** What buys a place, or is a small trial before it. */
const sumOf = (random: Random): Pence =>
  Pence.parse(random.below(4) === 0 ? 200 + random.below(300) : 15_000 + random.below(250) * 100);

/** A day on which somebody tries stolen cards on us: one after another, often the same one, and none is refused. */
const storm: Act = {
  name: 'a storm of stolen cards',
  weight: ({ stormsOfCards }) => (stormsOfCards === 0 ? 0.12 : 0),
  prepare(town, random) {
    if (town.watch.shadow.size('donation') >= mostGifts) return undefined;
    town.stormsOfCards += 1;
    const gifts = Array.from({ length: 10 + random.below(15) }, () => ({
      card: random.pick(stolen) ?? stolen[0],
      form: {
        donationId: newDonationId(town),
        amount: sumOf(random),
        fundId: fundOf(town, random),
        donor: { name: `${marked} Somebody`, email: 'somebody@example.org' },
        giftAid: { declared: random.below(4) === 0, noBenefit: true },
        link: undefined,
      },
    }));
    const { provider } = town.payments;
    return {
      name: 'pledge-donation',
      again: true,
      run: async (deps) => {
        for (const { card, form } of gifts) {
          await pledgeDonation(deps, form);
          for (const { checkoutId, status, request } of provider.checkouts.values())
            if (status === 'open' && request.donationId === form.donationId) provider.pay(checkoutId, card);
        }
        return undefined;
      },
    };
  },
};

/** A bank whose customer sees what they never gave: first perhaps a warning, then it takes the money back. */
const noticed: Act = {
  name: 'a bank sees that a card was stolen',
  weight: (town) => (town.stormsOfCards === 0 ? 0 : 0.6),
  prepare(town, random) {
    const { provider } = town.payments;
    const left = unnoticed(town);
    const checkout = random.pick(left);
    if (checkout === undefined) return undefined;
    if (checkout.disputes.length === 0 && random.below(3) === 0) {
      provider.dispute(checkout.checkoutId, { warning: true });
      return undefined;
    }
    // A bank that looks into one payment looks into all of that card.
    const some = random.below(3) === 0 ? left.filter(({ card }) => card === checkout.card) : [checkout];
    for (const { checkoutId, request } of some) {
      const open = provider.leftToRefund(checkoutId);
      if (open === 0) continue;
      const disputeId = provider.dispute(checkoutId, { amountPence: Pence.parse(Math.min(open, request.amountPence)) });
      if (random.below(4) > 0) provider.withdraw(disputeId);
    }
    return undefined;
  },
};

/** One of the days of a history, and what comes of it for weeks. */
export const stolenCards: readonly Act[] = [storm, noticed];
