import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Pence, RefundId } from '../../events/values.ts';
import { type Harness, implementations, inHours, newGift, paidGift } from '../../test/support/payments-harness.ts';

const pence = (amount: number): Pence => Pence.parse(amount);

describe.each(implementations)('payments: %s', (_, start) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await start();
  });
  afterEach(() => harness.stop());

  const state = (checkoutId: string) => harness.payments.fetchPayment(checkoutId);

  describe('opening a checkout', () => {
    it('gives an open checkout of that amount for that donation', async () => {
      const request = newGift(harness);
      const { checkoutId, url } = await harness.payments.openCheckout(request);
      expect(url).toContain(checkoutId);
      expect(await state(checkoutId)).toMatchObject({
        checkoutId,
        donationId: request.donationId,
        status: 'open',
        amountPence: 24_000,
        refunds: [],
        disputes: [],
      });
      expect((await state(checkoutId))?.paidAt).toBeUndefined();
    });

    it('gives the same link when it is asked for again, also after it was used', async () => {
      const request = newGift(harness);
      const first = await harness.payments.openCheckout(request);
      await harness.acts.pay(first.checkoutId);
      expect(await harness.payments.openCheckout({ ...request })).toEqual(first);
    });

    it('gives one link when it is asked for many times at once', async () => {
      const request = newGift(harness);
      const links = await Promise.all(Array.from({ length: 5 }, () => harness.payments.openCheckout(request)));
      expect(new Set(links.map(({ checkoutId }) => checkoutId)).size).toBe(1);
    });

    it('throws when the same donation comes with another amount', async () => {
      const request = newGift(harness);
      await harness.payments.openCheckout(request);
      await expect(harness.payments.openCheckout({ ...request, amountPence: pence(1) })).rejects.toThrow();
    });

    it('throws for what the provider will not make: too little, or a link too short or too long', async () => {
      const { openCheckout } = harness.payments;
      await expect(openCheckout(newGift(harness, 29))).rejects.toThrow();
      await expect(openCheckout({ ...newGift(harness), expiresAt: inHours(harness, 0.4) })).rejects.toThrow();
      await expect(openCheckout({ ...newGift(harness), expiresAt: inHours(harness, 25) })).rejects.toThrow();
    });

    it('gives a new link when the old one is more than a day old, and so long expired', async () => {
      const request = newGift(harness);
      const first = await harness.payments.openCheckout(request);
      harness.advance(25 * 3600);
      const later = inHours(harness, 1);
      const second = await harness.payments.openCheckout({ ...request, expiresAt: later });
      expect(second.checkoutId).not.toBe(first.checkoutId);
      expect((await state(first.checkoutId))?.status).toBe('expired');
    });
  });

  describe('the truth about a payment', () => {
    it('is paid with its real fee, and the day it can be paid out, once the card was charged', async () => {
      const { checkoutId } = await paidGift(harness);
      const now = harness.now();
      const found = await state(checkoutId);
      expect(found).toMatchObject({
        status: 'paid',
        amountPence: 24_000,
        feePence: 308,
        cardFingerprintSeenBefore: false,
      });
      expect(found?.paymentId).toMatch(/^pi_/);
      expect(found?.chargeId).toMatch(/^ch_/);
      expect(found?.statementDescriptor).toBe('SPONSORED PLACES');
      expect(Math.abs(Date.parse(found?.paidAt ?? '') - Date.parse(now))).toBeLessThan(5000);
      expect(Date.parse(found?.availableOn ?? '')).toBeGreaterThan(Date.parse(now));
    });

    it('stays open when the card is declined, and can still be paid', async () => {
      const { checkoutId } = await harness.payments.openCheckout(newGift(harness));
      await harness.acts.decline(checkoutId);
      expect(await state(checkoutId)).toMatchObject({ status: 'open' });
      await harness.acts.pay(checkoutId);
      expect(await state(checkoutId)).toMatchObject({ status: 'paid' });
    });

    it('is pending while a bank debit is on its way, then paid or failed', async () => {
      for (const [outcome, status] of [
        ['succeeds', 'paid'],
        ['fails', 'failed'],
      ] as const) {
        const { checkoutId } = await harness.payments.openCheckout(newGift(harness));
        await harness.acts.payLater(checkoutId);
        const pending = await state(checkoutId);
        expect(pending).toMatchObject({ status: 'pending' });
        expect(pending?.feePence).toBeUndefined();
        await harness.acts.settle(checkoutId, outcome);
        const settled = await state(checkoutId);
        expect(settled?.status).toBe(status);
        expect(settled?.paidAt === undefined).toBe(outcome === 'fails');
        expect(settled?.cardFingerprintSeenBefore).toBeUndefined();
      }
    });

    it('says whether the same card gave before', async () => {
      await paidGift(harness, 500, '4242');
      harness.advance(2);
      const again = await paidGift(harness, 24_000, '4242');
      const other = await paidGift(harness, 24_000, '5556');
      expect((await state(again.checkoutId))?.cardFingerprintSeenBefore).toBe(true);
      expect((await state(other.checkoutId))?.cardFingerprintSeenBefore).toBe(false);
    });

    it('is absent for a checkout that does not exist', async () => {
      expect(await state('cs_test_nobody')).toBeUndefined();
    });

    it('is found from the payment alone', async () => {
      const { checkoutId, request } = await paidGift(harness);
      const { paymentId = '' } = (await state(checkoutId)) ?? {};
      expect(await harness.payments.findCheckout(paymentId)).toEqual({ checkoutId, donationId: request.donationId });
      expect(await harness.payments.findCheckout('pi_nobody')).toBeUndefined();
    });
  });

  describe('refunds and disputes', () => {
    it('shows every refund of a payment, more than one page of them, oldest first', async () => {
      const { checkoutId } = await paidGift(harness, 24_000);
      const refundIds: string[] = [];
      for (let n = 0; n < 105; n += 1) refundIds.push(await harness.acts.refund(checkoutId, pence(100)));
      const found = await state(checkoutId);
      expect(found?.status).toBe('paid');
      expect(found?.refunds.map(({ refundId }) => refundId)).toEqual(refundIds);
      expect(found?.refunds.every(({ status, amountPence }) => status === 'succeeded' && amountPence === 100)).toBe(
        true,
      );
    });

    it('shows a refund pending, succeeded, and failed after it had succeeded', async () => {
      const { checkoutId } = await paidGift(harness);
      const refundId = await harness.acts.refund(checkoutId, pence(500), 'pending');
      expect((await state(checkoutId))?.refunds).toMatchObject([{ refundId, amountPence: 500, status: 'pending' }]);
      await harness.acts.completeRefund(refundId);
      expect((await state(checkoutId))?.refunds).toMatchObject([{ status: 'succeeded' }]);
      await harness.acts.failRefund(refundId);
      expect((await state(checkoutId))?.refunds).toMatchObject([{ status: 'failed' }]);
    });

    it('shows what a dispute takes and gives back, whatever its status says', async () => {
      const { checkoutId } = await paidGift(harness);
      const disputeId = await harness.acts.dispute(checkoutId, { amountPence: pence(20_000) });
      const dispute = async () => (await state(checkoutId))?.disputes[0];
      expect(await dispute()).toMatchObject({
        disputeId,
        amountPence: 20_000,
        status: 'open',
        movements: [],
      });
      await harness.acts.withdraw(disputeId);
      expect(await dispute()).toMatchObject({
        status: 'withdrawn',
        movements: [{ amountPence: -20_000, feePence: 2000 }],
      });
      await harness.acts.close(disputeId, 'won');
      expect(await dispute()).toMatchObject({ status: 'won', movements: [{ amountPence: -20_000 }] });
      await harness.acts.reinstate(disputeId);
      expect(await dispute()).toMatchObject({
        status: 'won',
        movements: [
          { amountPence: -20_000, feePence: 2000 },
          { amountPence: 20_000, feePence: 0 },
        ],
      });
    });

    it.each([300, -2000])(
      'shows each movement of the money with the fee that the provider takes or gives back: %i',
      async (fee) => {
        const { checkoutId } = await paidGift(harness);
        const disputeId = await harness.acts.dispute(checkoutId);
        await harness.acts.withdraw(disputeId);
        await harness.acts.reinstate(disputeId, fee);
        await harness.acts.withdraw(disputeId);
        const moved = (await state(checkoutId))?.disputes[0]?.movements ?? [];
        expect(moved.map(({ amountPence, feePence }) => [amountPence, feePence]).toSorted()).toEqual(
          [
            [-24_000, 2000],
            [24_000, fee],
            [-24_000, 2000],
          ].toSorted(),
        );
        expect(new Set(moved.map(({ movementId }) => movementId)).size).toBe(3);
      },
    );

    it('shows a lost dispute as lost, and a warning as a notice that moves nothing', async () => {
      const { checkoutId } = await paidGift(harness);
      const warning = await harness.acts.dispute(checkoutId, { warning: true });
      expect((await state(checkoutId))?.disputes).toMatchObject([{ status: 'notice', movements: [] }]);
      await harness.acts.close(warning, 'warning_closed');
      expect((await state(checkoutId))?.disputes).toMatchObject([{ status: 'notice' }]);
      harness.advance(2);
      const real = await harness.acts.dispute(checkoutId);
      await harness.acts.withdraw(real);
      await harness.acts.close(real, 'lost');
      expect((await state(checkoutId))?.disputes[1]).toMatchObject({
        status: 'lost',
        movements: [{ amountPence: -24_000 }],
      });
    });
  });

  describe('asking for a refund', () => {
    const newRefund = async (amount: number) => {
      const { checkoutId, request } = await paidGift(harness, 24_000);
      const paymentId = (await state(checkoutId))?.paymentId ?? '';
      const refundId = RefundId.parse(`rfd_${randomUUID().replaceAll('-', '')}`);
      return { checkoutId, ask: { paymentId, donationId: request.donationId, refundId, amountPence: pence(amount) } };
    };

    it('makes it once, known by our own id, however often and late it is asked for', async () => {
      const { checkoutId, ask } = await newRefund(5000);
      expect(await harness.payments.refund(ask)).toEqual({ ok: true });
      harness.advance(8 * 24 * 3600);
      expect(await harness.payments.refund(ask)).toEqual({ ok: true });
      expect((await state(checkoutId))?.refunds).toMatchObject([{ ourRefundId: ask.refundId, amountPence: 5000 }]);
    });

    it('is refused in words when there is not so much left, or the bank questions the payment', async () => {
      const { checkoutId, ask } = await newRefund(24_001);
      expect(await harness.payments.refund(ask)).toMatchObject({ ok: false });
      await harness.acts.dispute(checkoutId);
      expect(await harness.payments.refund({ ...ask, amountPence: pence(1) })).toMatchObject({ ok: false });
      expect((await state(checkoutId))?.refunds).toEqual([]);
    });

    it('throws for a payment that does not exist', async () => {
      const { ask } = await newRefund(5000);
      await expect(harness.payments.refund({ ...ask, paymentId: 'pi_nobody' })).rejects.toThrow();
    });
  });

  describe('expiring a checkout', () => {
    it('closes an open one, again without effect, and leaves a paid one paid', async () => {
      const { expireCheckout } = harness.payments;
      const open = await harness.payments.openCheckout(newGift(harness));
      await expireCheckout(open.checkoutId);
      await expireCheckout(open.checkoutId);
      expect((await state(open.checkoutId))?.status).toBe('expired');
      const { checkoutId } = await paidGift(harness);
      await expireCheckout(checkoutId);
      expect((await state(checkoutId))?.status).toBe('paid');
      await expect(expireCheckout('cs_test_nobody')).rejects.toThrow();
    });

    it('happens by itself when the hour has come', async () => {
      const { checkoutId } = await harness.payments.openCheckout(newGift(harness));
      harness.advance(3599);
      expect((await state(checkoutId))?.status).toBe('open');
      harness.advance(2);
      expect((await state(checkoutId))?.status).toBe('expired');
    });
  });
});
