import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../events/values.ts';
import { Pence, RefundId } from '../../events/values.ts';
import { type Harness, implementations, paidGift } from '../../test/support/payments-harness.ts';
import { later } from '../domain/office-days.ts';
import type { ProviderPayout } from '../domain/settle-payout.ts';

const pence = (amount: number): Pence => Pence.parse(amount);

describe.each(implementations)('the payouts of %s', (_name, open) => {
  let harness: Harness;
  let began: Instant;
  beforeEach(async () => {
    harness = await open();
    began = later(harness.now(), { minutes: -1 });
  });
  afterEach(() => harness.stop());

  const payouts = async (since = began): Promise<ProviderPayout[]> => {
    const listed: ProviderPayout[] = [];
    for await (const payout of harness.payments.listPayouts(since)) listed.push(payout);
    return listed;
  };
  const movements = (payoutId: string) => harness.payments.listMovements(payoutId);

  it('tell of each movement what it was, whose, and what the provider kept', async () => {
    const { checkoutId } = await paidGift(harness, 24_000);
    const paid = await harness.payments.fetchPayment(checkoutId);
    const refundId = await harness.acts.refund(checkoutId, pence(1000));
    const kept = await paidGift(harness, 50_000);
    const disputed = await paidGift(harness, 10_000);
    const disputeId = await harness.acts.dispute(disputed.checkoutId);
    await harness.acts.withdraw(disputeId);
    const keptPayment = await harness.payments.fetchPayment(kept.checkoutId);
    const disputedPayment = await harness.payments.fetchPayment(disputed.checkoutId);
    const payoutId = await harness.acts.payOut();
    expect(
      (await movements(payoutId)).map(({ what, source, amount, fee, net }) => [what, source, amount, fee, net]),
    ).toEqual([
      ['gift', paid?.paymentId, 24_000, 308, 23_692],
      ['refund', refundId, -1000, 0, -1000],
      ['gift', keptPayment?.paymentId, 50_000, 620, 49_380],
      ['gift', disputedPayment?.paymentId, 10_000, 140, 9860],
      ['dispute', disputeId, -10_000, 2000, -12_000],
    ]);
    const told = (await harness.payments.fetchPayment(disputed.checkoutId))?.disputes[0]?.movements;
    const ofDispute = (await movements(payoutId)).filter(({ what }) => what === 'dispute');
    expect(told).toEqual(
      ofDispute.map(({ movementId, amount: amountPence, fee: feePence }) => ({ movementId, amountPence, feePence })),
    );
  });

  it('are on their way, then settled, or sent back and on the balance again', async () => {
    await paidGift(harness, 24_000);
    const payoutId = await harness.acts.payOut();
    expect(await payouts()).toMatchObject([{ payoutId, amount: 23_692, status: 'on-its-way' }]);
    await harness.acts.arrive(payoutId);
    expect(await payouts()).toMatchObject([{ payoutId, status: 'settled' }]);
    harness.advance(60);
    await paidGift(harness, 10_000);
    const second = await harness.acts.payOut();
    await harness.acts.sendBack(second);
    expect((await payouts()).map(({ status }) => status)).toEqual(['settled', 'failed']);
    expect(await payouts(later(harness.now(), { minutes: 1 }))).toEqual([]);
    harness.advance(60);
    const third = await harness.acts.payOut();
    expect(await movements(third)).toMatchObject([{ what: 'payout-failed', source: second, net: 9860 }]);
  });

  it('are collected from our bank, when more was taken than is on the balance', async () => {
    const { checkoutId } = await paidGift(harness, 24_000);
    await harness.acts.arrive(await harness.acts.payOut());
    const disputeId = await harness.acts.dispute(checkoutId);
    await harness.acts.withdraw(disputeId);
    harness.advance(60);
    const collected = await harness.acts.payOut();
    expect((await payouts()).at(-1)).toMatchObject({ payoutId: collected, amount: -26_000, status: 'on-its-way' });
    expect(await movements(collected)).toMatchObject([{ what: 'dispute', source: disputeId, net: -26_000 }]);
  });

  it('leave on the balance what they do not take, and come back to it when the bank sends them back', async () => {
    const onBalance = async () => {
      const { availablePence, pendingPence } = await harness.payments.fetchBalance();
      return availablePence + pendingPence;
    };
    expect(await onBalance()).toBe(0);
    const { checkoutId } = await paidGift(harness, 24_000);
    await harness.acts.refund(checkoutId, pence(1000));
    expect(await onBalance()).toBe(22_692);
    const payoutId = await harness.acts.payOut();
    expect(await onBalance()).toBe(0);
    await harness.acts.sendBack(payoutId);
    expect(await onBalance()).toBe(22_692);
    const moved = await harness.payments.listBalanceMovements(began);
    expect(moved.map(({ what, net }) => [what, net])).toEqual([
      ['gift', 23_692],
      ['refund', -1000],
      ['payout-failed', 22_692],
    ]);
    expect(await harness.payments.listBalanceMovements(later(harness.now(), { minutes: 1 }))).toEqual([]);
  });

  it('name our own id of a refund that we asked for', async () => {
    const { checkoutId, request } = await paidGift(harness, 24_000);
    const payment = await harness.payments.fetchPayment(checkoutId);
    const refundId = RefundId.parse('rfd_0000000001');
    const { donationId } = request;
    const asked = { paymentId: payment?.paymentId ?? '', donationId, refundId, amountPence: pence(500) };
    expect(await harness.payments.refund(asked)).toEqual({ ok: true });
    expect((await movements(await harness.acts.payOut())).at(-1)).toMatchObject({ what: 'refund', source: refundId });
  });

  /** A gift, and what became of it: kept, refunded, refunded in vain, disputed, disputed and given back with and without a fee. */
  async function giveAndTakeBack({ amount, fate }: { readonly amount: number; readonly fate: number }): Promise<void> {
    const { checkoutId } = await paidGift(harness, amount);
    if (fate === 1) await harness.acts.refund(checkoutId, pence(amount));
    if (fate === 2) await harness.acts.failRefund(await harness.acts.refund(checkoutId, pence(300)));
    if (fate < 3) return;
    const disputeId = await harness.acts.dispute(checkoutId);
    await harness.acts.withdraw(disputeId);
    if (fate > 3) await harness.acts.reinstate(disputeId, [0, 300, -2000][fate - 4]);
  }

  it('are the sum of the nets of their movements, whatever happened to gifts', async () => {
    const acts = fc.array(fc.record({ amount: fc.integer({ min: 2000, max: 50_000 }), fate: fc.nat({ max: 6 }) }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(acts, async (gifts) => {
        await paidGift(harness, 100_000);
        for (const gift of gifts) await giveAndTakeBack(gift);
        const payoutId = await harness.acts.payOut();
        const moved = await movements(payoutId);
        const payout = (await payouts()).find((each) => each.payoutId === payoutId);
        expect(moved.reduce((sum, { net }) => sum + net, 0)).toBe(payout?.amount);
        expect(moved.every(({ amount, fee, net, what }) => net === amount - fee && what !== 'other')).toBe(true);
      }),
      { numRuns: 8 },
    );
  });
});
