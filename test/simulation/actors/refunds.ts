import { Pence, RefundId, ReserveMoveId } from '../../../events/values.ts';
import { askRefund, decideRefund, receiveGiftAid, recordBankRefund } from '../../../shared/commands/refund.ts';
import { askReserveMove, decideReserveMove } from '../../../shared/commands/risk-reserve.ts';
import type { GiftAidState } from '../../../shared/domain/gift-aid.ts';
import { type MemoryCheckout, takenNow } from '../../../shared/payments/memory-provider.ts';
import type { Random } from '../random.ts';
import { type Act, type OfficeAct, people, type Sight } from '../town/act.ts';
import type { Town } from '../town/town.ts';
import { atProvider, checkoutToRefund, paidCheckout, withFeeToCome } from './at-provider.ts';
import { dayOf } from './gifts.ts';
import { cora, dina, fay, gus } from './staff.ts';

const staff = [fay, gus, cora] as const;

const partOf = (random: Random, amount: number): Pence =>
  Pence.parse(random.below(3) === 0 ? amount : 1 + random.below(amount));

/** A gift that came, if there is one among some with its Gift Aid in a state; otherwise any. */
function giftWith(town: Sight, random: Random, state: GiftAidState) {
  const looked = Array.from({ length: 6 }, () => town.watch.shadow.pick(random, 'donation', 'collected')?.value);
  return looked.find((donation) => donation?.giftAid.state === state) ?? looked[0];
}

/** A gift of which we know the payment and not the page it came from, if there is one among some. */
function giftWithoutPage(town: Sight, random: Random) {
  const looked = Array.from({ length: 12 }, () => town.watch.shadow.pick(random, 'donation', 'collected')?.value);
  return looked.find((donation) => donation?.collected?.paymentId !== undefined && donation.checkout === undefined);
}

/** A gift by the provider whose fee nobody knows yet, if there is one among many: most gifts came another way. */
function giftWithoutFee(town: Sight, random: Random) {
  const looked = Array.from({ length: 60 }, () => town.watch.shadow.pick(random, 'donation', 'collected')?.value);
  return looked.find((donation) => donation?.checkout !== undefined && donation.collected?.fee === undefined);
}

const ask = people('ask for a refund', 0.6, (town, random) => {
  const which = random.below(6);
  const special = which < 2 ? giftWithoutPage(town, random) : which < 4 ? giftWithoutFee(town, random) : undefined;
  const donation = special ?? giftWith(town, random, random.below(2) === 0 ? 'received' : 'declared');
  if (donation === undefined) return undefined;
  const id = RefundId.parse(`rfd_${town.nextId().padStart(12, '0')}`);
  const asked = {
    id,
    donationId: donation.id,
    amount: partOf(random, donation.amount),
    reason: 'donor-asked',
  } as const;
  const by = random.pick(staff) ?? fay;
  return { name: 'ask-refund', again: true, run: (deps) => askRefund(deps, asked, by) };
});

const decide = people('decide on a refund', 1, (town, random) => {
  const refund = town.watch.shadow.pick(random, 'refund', random.below(8) === 0 ? undefined : 'requested');
  if (refund === undefined) return undefined;
  const input = { refundId: refund.value.id, seen: refund.version, agrees: random.below(6) > 0 };
  const by = random.pick([gus, gus, fay]) ?? gus;
  return { name: 'decide-refund', again: true, run: (deps) => decideRefund(deps, input, by) };
});

const record = people('record a refund by bank', 0.9, (town, random) => {
  const refund = town.watch.shadow.pick(random, 'refund', random.below(2) === 0 ? 'decided' : 'pending');
  if (refund === undefined) return undefined;
  const state = random.below(5) === 0 ? 'failed' : 'succeeded';
  const on = dayOf(town, random);
  const input = { refundId: refund.value.id, seen: refund.version, state, on } as const;
  return { name: 'record-bank-refund', again: true, run: (deps) => recordBankRefund(deps, input, fay) };
});

const giftAid = people('receive gift aid', 0.4, (town, random) => {
  const donation = giftWith(town, random, 'declared');
  if (donation === undefined) return undefined;
  const amount = Pence.parse(Math.floor(donation.amount / 4));
  const input = { donationId: donation.id, amount, receivedOn: dayOf(town, random) };
  return { name: 'receive-gift-aid', again: true, run: (deps) => receiveGiftAid(deps, input, fay) };
});

const refundAtProvider = people('refund at the provider', 0.4, (town: Town, random) => {
  const asked = random.below(2) === 0 ? checkoutToRefund(town, random) : undefined;
  const checkout = asked?.status === 'paid' ? asked : paidCheckout(town, random);
  if (checkout === undefined) return undefined;
  const given = checkout.refunds.reduce(
    (sum, { status, amountPence }) => sum + (status === 'failed' ? 0 : amountPence),
    0,
  );
  const left = checkout.request.amountPence - given;
  if (left < 1 || checkout.disputes.length > 0) return undefined;
  return atProvider(town, () => {
    town.payments.provider.refund(
      checkout.checkoutId,
      partOf(random, left),
      random.below(3) === 0 ? 'pending' : 'succeeded',
    );
  });
});

const moveRefund = people('a refund goes on at the provider', 0.9, (town: Town, random) => {
  const all = [...town.payments.provider.checkouts.values()].flatMap(({ refunds }) => refunds);
  const refund = random.pick(all.filter(({ status }) => status !== 'failed'));
  if (refund === undefined) return undefined;
  const { provider } = town.payments;
  return atProvider(town, () => {
    if (refund.status === 'pending' && random.below(2) > 0) provider.completeRefund(refund.refundId);
    else if (random.below(2) === 0) provider.failRefund(refund.refundId);
  });
});

/** The provider takes a refund that we asked for, and the bank is slow with it. */
const delayRefund = people('a bank is slow with a refund', 2, (town: Town, random) => {
  const fresh = [...town.payments.provider.checkouts.values()].flatMap(({ refunds }) =>
    refunds.filter(({ ourRefundId: id, status }) => {
      const known = id === undefined ? undefined : town.watch.shadow.get('refund', id)?.value.state;
      return status === 'succeeded' && known === 'decided';
    }),
  );
  const refund = random.pick(fresh);
  if (refund !== undefined) refund.status = 'pending';
  return undefined;
});

/** Banks ask when they like: often while a refund is on its way, or before the provider knows its own fee. */
function checkoutToQuestion(town: Town, random: Random): MemoryCheckout | undefined {
  const when = random.below(5);
  const chosen = when < 3 ? checkoutToRefund(town, random) : when === 3 ? random.pick(withFeeToCome(town)) : undefined;
  return chosen?.status === 'paid' ? chosen : paidCheckout(town, random);
}

const dispute = people('a bank questions a payment', 1.2, (town: Town, random) => {
  const checkout = checkoutToQuestion(town, random);
  if (checkout === undefined || checkout.refunds.length > 0 || checkout.disputes.length > 0) return undefined;
  const warning = random.below(5) === 0;
  return atProvider(town, () => {
    const amountPence = partOf(random, checkout.request.amountPence);
    const id = town.payments.provider.dispute(checkout.checkoutId, { amountPence, warning });
    if (!warning && random.below(2) === 0) town.payments.provider.withdraw(id);
  });
});

const moveDispute = people('a dispute goes on', 0.6, (town: Town, random) => {
  const all = [...town.payments.provider.checkouts.values()].flatMap(({ disputes }) => disputes);
  const open = random.pick(all.filter(({ status }) => status === 'open' || status === 'withdrawn'));
  if (open === undefined) return undefined;
  const { provider } = town.payments;
  return atProvider(town, () => {
    if (takenNow(open) === 0 && random.below(2) === 0) provider.withdraw(open.disputeId);
    else if (random.below(2) === 0) provider.close(open.disputeId, 'lost');
    else {
      if (takenNow(open) > 0) provider.reinstate(open.disputeId);
      provider.close(open.disputeId, 'won');
    }
  });
});

const askReserve = people('ask to move the reserve', 1.5, (town, random) => {
  const looked = Array.from({ length: 8 }, () => town.watch.shadow.pick(random, 'fund')?.value);
  const fund =
    looked.find((one) => (one?.deficit ?? 0) > 0) ?? looked.find((one) => (one?.covered ?? 0) > 0) ?? looked[0];
  if (fund === undefined) return undefined;
  const what = fund.deficit > 0 ? 'cover' : fund.covered > 0 && random.below(4) > 0 ? 'repay' : 'set-aside';
  const amount = partOf(random, { cover: fund.deficit, repay: fund.covered, 'set-aside': 20_000 }[what]);
  const id = ReserveMoveId.parse(`rsm_${town.nextId().padStart(12, '0')}`);
  const asked = { id, what, amount, reason: 'as trustees agreed', fundId: fund.id } as const;
  return { name: 'ask-reserve-move', again: true, run: (deps) => askReserveMove(deps, asked, cora) };
});

const decideReserve = people('decide on the reserve', 1.8, (town, random) => {
  const move = town.watch.shadow.pick(random, 'reserve-move', 'requested');
  if (move === undefined) return undefined;
  const input = { moveId: move.value.id, seen: move.version, agrees: random.below(5) > 0 };
  const by = random.pick([gus, fay, cora, dina]) ?? gus;
  return { name: 'decide-reserve-move', again: true, run: (deps) => decideReserveMove(deps, input, by) };
});

/** Money that goes back at our office. */
export const givingBack: readonly OfficeAct[] = [ask, decide, record, giftAid];

/** The reserve that makes good. */
export const reserve: readonly OfficeAct[] = [askReserve, decideReserve];

/** Money that goes back: at our office, at the provider, by the banks; and the reserve that makes good. */
export const refunds: readonly Act[] = [
  ...givingBack,
  refundAtProvider,
  moveRefund,
  delayRefund,
  dispute,
  moveDispute,
  ...reserve,
];
