import { DonationId, FundId, LocalDate, Pence } from '../../../events/values.ts';
import { makeGivingLink, pledgeDonation, recordGift } from '../../../shared/commands/give.ts';
import type { Random } from '../random.ts';
import { type Act, type OfficeAct, people, type Sight } from '../town/act.ts';
import { marked, type Town } from '../town/town.ts';
import { atProvider, checkoutToRefund, withFeeToCome } from './at-provider.ts';
import { fay, gus } from './staff.ts';

export const mostGifts = 600;

/** A fund by chance, the one that is open to everybody most often. */
export function fundOf(town: Sight, random: Random): FundId {
  const general = FundId.parse(town.settings.pool.generalFund.id);
  return random.below(2) === 0 ? general : (town.watch.shadow.pick(random, 'fund')?.value.id ?? general);
}

export const newDonationId = (town: Sight): DonationId => DonationId.parse(`don_${town.nextId().padStart(16, '0')}`);

/** A month in which people have little to give: who waits is first in their order, and the money is not enough. */
const isLean = (town: Sight): boolean => Number(town.now().slice(5, 7)) % 4 === 0;

/** Many small gifts, some of the price of a block, and now and then one large enough to be looked at first. */
const sumOf = (town: Sight, random: Random): Pence => {
  const size = isLean(town) ? 1 + random.below(7) : random.below(20);
  if (size === 0) return Pence.parse(500_000 + random.below(500) * 100);
  return Pence.parse(size < 8 ? 200 + random.below(4000) : 10_000 + random.below(500) * 100);
};

const give = people('give', 2, (town, random) => {
  if (town.watch.shadow.size('donation') >= mostGifts) return undefined;
  const form = {
    donationId: newDonationId(town),
    amount: sumOf(town, random),
    fundId: fundOf(town, random),
    donor: { name: `${marked} Donor`, email: 'donor@example.org' },
    giftAid: { declared: random.below(2) === 0, noBenefit: true },
    link: undefined,
  };
  const isDoubled = random.below(8) === 0;
  return {
    name: 'pledge-donation',
    again: random.below(2) > 0,
    run: async (deps) => {
      if (!isDoubled) return pledgeDonation(deps, form);
      const [first] = await Promise.all([pledgeDonation(deps, form), pledgeDonation(deps, form)]);
      return first;
    },
  };
});

const giveByLink = people('give by a link', 0.4, (town, random) => {
  if (town.watch.shadow.size('donation') >= mostGifts) return undefined;
  const fundId = fundOf(town, random);
  const donationId = newDonationId(town);
  const amount = sumOf(town, random);
  return {
    name: 'give-by-link',
    run: async (deps) => {
      const link = await makeGivingLink(deps, { fundId, amount }, fay);
      if (!link.ok) return link;
      const donor = { name: `${marked} Donor`, email: 'donor@example.org' };
      const giftAid = { declared: false, noBenefit: false };
      return pledgeDonation(deps, { donationId, amount, fundId, donor, giftAid, link: link.value.token });
    },
  };
});

/** Mostly today; now and then what was overlooked for weeks, and belongs to a month that may be closed. */
export const dayOf = (town: Sight, random: Random): LocalDate => {
  const daysAgo = random.below(4) === 0 ? random.below(60) : 0;
  return LocalDate.parse(new Date(town.time - daysAgo * 86_400_000).toISOString().slice(0, 10));
};

const record = people('record a gift', 1, (town, random) => {
  if (town.watch.shadow.size('donation') >= mostGifts) return undefined;
  const gift = {
    donationId: newDonationId(town),
    fundId: fundOf(town, random),
    amount: sumOf(town, random),
    way: random.pick(['cheque', 'bank-transfer', 'platform', 'grant', 'legacy'] as const) ?? 'cheque',
    receivedOn: dayOf(town, random),
    donor: random.below(2) === 0 ? undefined : { name: `${marked} Giver`, email: 'giver@example.org' },
  };
  const by = random.below(2) === 0 ? fay : gus;
  return { name: 'record-gift', again: true, run: (deps) => recordGift(deps, gift, by) };
});

/** A run for charity: its platform sends one sum, made of many small gifts, and finance records each. */
const recordMany = people('record the gifts of a run', 0.16, (town, random) => {
  if (town.watch.shadow.size('donation') >= mostGifts) return undefined;
  const fundId = town.watch.shadow.pick(random, 'fund', 'open')?.value.id ?? fundOf(town, random);
  const receivedOn = LocalDate.parse(town.now().slice(0, 10));
  const gifts = Array.from({ length: 30 + random.below(50) }, () => ({
    donationId: newDonationId(town),
    fundId,
    amount: Pence.parse(200 + random.below(300)),
    way: 'platform' as const,
    receivedOn,
    donor: undefined,
  }));
  return {
    name: 'record-gift',
    again: true,
    run: async (deps) => {
      for (const gift of gifts) {
        const recorded = await recordGift(deps, gift, fay);
        if (!recorded.ok) return recorded;
      }
      return undefined;
    },
  };
});

const pay = people('pay', 4, (town: Town, random) => {
  const donation = town.watch.shadow.pick(random, 'donation', 'pending')?.value;
  const checkoutId = donation?.checkout?.id;
  const checkout = checkoutId === undefined ? undefined : town.payments.provider.checkouts.get(checkoutId);
  if (checkoutId === undefined || checkout === undefined) return undefined;
  const { provider } = town.payments;
  return atProvider(town, () => {
    provider.catchUpWithTime();
    if (checkout.status === 'pending') return provider.settle(checkoutId, random.below(3) > 0 ? 'succeeds' : 'fails');
    if (checkout.status !== 'open') return;
    const card = String(4000 + random.below(6));
    const how = random.below(10);
    if (how === 0) provider.expire(checkoutId);
    else if (how === 1) provider.decline(checkoutId, card);
    else if (how < 4) provider.payLater(checkoutId);
    else provider.pay(checkoutId, card, random.below(3) === 0);
  });
});

/** Most often of a gift that goes back, for then somebody looks at it. */
const knowFee = people('the provider knows its fee at last', 1, (town: Town, random) => {
  const asked = Array.from({ length: 8 }, () => checkoutToRefund(town, random));
  const other = random.below(3) === 0 ? random.pick(withFeeToCome(town)) : undefined;
  const checkout = asked.find((one) => one?.isFeeToCome === true) ?? other;
  if (checkout !== undefined) town.payments.provider.knowFee(checkout.checkoutId);
  return undefined;
});

/** Pays through a checkout that our own records do not know yet: its answer was lost on the way to us. */
const payUnknown = people('pay what we lost sight of', 1, (town: Town, random) => {
  const { provider } = town.payments;
  const all = [...provider.checkouts.values()].filter(
    ({ status, request }) =>
      (status === 'open' || status === 'pending') &&
      (random.below(4) === 0 || town.watch.shadow.get('donation', request.donationId)?.value.state === 'pledged'),
  );
  const checkout = random.pick(all);
  if (checkout === undefined) return undefined;
  return atProvider(town, () => {
    provider.catchUpWithTime();
    if (checkout.status === 'pending')
      provider.settle(checkout.checkoutId, random.below(2) === 0 ? 'succeeds' : 'fails');
    else if (checkout.status === 'open' && random.below(2) === 0) {
      provider.payLater(checkout.checkoutId);
      if (random.below(2) === 0) provider.settle(checkout.checkoutId, 'fails');
    } else if (checkout.status === 'open') provider.pay(checkout.checkoutId);
  });
});

/** A bank that had refused a debit tries it once more, and it comes. */
const payAfterAll = people('a failed payment comes after all', 0.2, (town: Town, random) => {
  const { provider } = town.payments;
  const checkout = random.pick([...provider.checkouts.values()].filter(({ status }) => status === 'failed'));
  if (checkout === undefined) return undefined;
  return atProvider(town, () => {
    checkout.status = 'pending';
    provider.settle(checkout.checkoutId, 'succeeds');
  });
});

/** Donors at our pages; and finance, who record what came another way. */
export const giving: readonly OfficeAct[] = [give, giveByLink, record, recordMany];

/** The same, and donors at the provider's pages. */
export const gifts: readonly Act[] = [...giving, pay, knowFee, payUnknown, payAfterAll];
