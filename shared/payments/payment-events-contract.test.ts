import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { eventsSince, type Harness, implementations, paidGift } from '../../test/support/payments-harness.ts';

const pence = (amount: number): Pence => Pence.parse(amount);

describe.each(implementations)('payment events: %s', (_, start) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await start();
  });
  afterEach(() => harness.stop());

  const state = (checkoutId: string) => harness.payments.fetchPayment(checkoutId);

  describe('webhooks', () => {
    it('are believed when signed for us, and say which donation, checkout and payment', async () => {
      const { checkoutId, request } = await paidGift(harness);
      const { paymentId } = (await state(checkoutId)) ?? {};
      const [webhook] = await harness.webhooks();
      const reading = await harness.payments.verifyEvent(webhook?.rawBody ?? '', webhook?.signature);
      expect(reading).toMatchObject({
        ok: true,
        event: { type: 'checkout.session.completed', donationId: request.donationId, checkoutId, paymentId },
      });
      expect(reading.ok && reading.event.eventId).toMatch(/^evt_/);
    });

    it('carry ids and nothing of the donor', async () => {
      await paidGift(harness);
      const [webhook] = await harness.webhooks();
      const reading = await harness.payments.verifyEvent(webhook?.rawBody ?? '', webhook?.signature);
      expect(Object.keys(reading.ok ? reading.event : {}).sort()).toEqual(
        ['checkoutId', 'createdAt', 'donationId', 'eventId', 'paymentId', 'type'].sort(),
      );
    });

    it('name at least the payment when they are about a refund or a dispute', async () => {
      const { checkoutId } = await paidGift(harness);
      const { paymentId } = (await state(checkoutId)) ?? {};
      await harness.acts.refund(checkoutId, pence(100));
      await harness.acts.dispute(checkoutId);
      const readings = await Promise.all(
        (await harness.webhooks()).map(({ rawBody, signature }) => harness.payments.verifyEvent(rawBody, signature)),
      );
      const told = readings.flatMap((reading) => (reading.ok ? [reading.event] : []));
      expect(told.map(({ type }) => type)).toEqual([
        'checkout.session.completed',
        'refund.created',
        'charge.dispute.created',
      ]);
      expect(told.map((event) => event.paymentId)).toEqual([paymentId, paymentId, paymentId]);
    });

    it.each([
      ['wrong', 'wrong-signature'],
      ['stale', 'too-old'],
    ] as const)('signed %s are refused as %s', async (signature, refusal) => {
      await paidGift(harness);
      const [webhook] = await harness.webhooks(signature);
      expect(await harness.payments.verifyEvent(webhook?.rawBody ?? '', webhook?.signature)).toEqual({
        ok: false,
        refusal,
      });
    });

    it('are refused when unsigned, changed by one byte, or no event at all', async () => {
      const { verifyEvent } = harness.payments;
      await paidGift(harness);
      const [webhook = { rawBody: '', signature: '' }] = await harness.webhooks();
      expect(await verifyEvent(webhook.rawBody, undefined)).toEqual({ ok: false, refusal: 'missing-signature' });
      expect(await verifyEvent(webhook.rawBody, '')).toEqual({ ok: false, refusal: 'missing-signature' });
      expect(await verifyEvent(`${webhook.rawBody} `, webhook.signature)).toEqual({
        ok: false,
        refusal: 'wrong-signature',
      });
      expect(await verifyEvent(webhook.rawBody, 'nonsense')).toEqual({ ok: false, refusal: 'wrong-signature' });
      expect(await verifyEvent('', webhook.signature)).toEqual({ ok: false, refusal: 'unreadable' });
    });
  });

  describe('listing events', () => {
    it('finds every one since an instant, oldest first, over more than one page', async () => {
      const since = harness.now();
      const checkoutIds: string[] = [];
      for (let n = 0; n < 104; n += 1) checkoutIds.push((await paidGift(harness, 500)).checkoutId);
      const listed = await eventsSince(harness, since);
      expect(listed.map(({ checkoutId }) => checkoutId)).toEqual(checkoutIds);
      expect(new Set(listed.map(({ eventId }) => eventId)).size).toBe(104);
    });

    it('leaves out what happened before', async () => {
      await paidGift(harness);
      harness.advance(60);
      const since = harness.now();
      const { checkoutId } = await paidGift(harness);
      expect((await eventsSince(harness, since)).map((event) => event.checkoutId)).toEqual([checkoutId]);
    });

    it('gives the same events as the webhooks do', async () => {
      const since = harness.now();
      const { checkoutId } = await paidGift(harness);
      await harness.acts.failRefund(await harness.acts.refund(checkoutId, pence(100)));
      const told = await Promise.all(
        (await harness.webhooks()).map(({ rawBody, signature }) => harness.payments.verifyEvent(rawBody, signature)),
      );
      const listed = await eventsSince(harness, since);
      expect(listed.length).toBeGreaterThanOrEqual(3);
      expect(told.map((reading) => reading.ok && reading.event)).toEqual(listed);
    });
  });
});
