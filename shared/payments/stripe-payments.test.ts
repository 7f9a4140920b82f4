import { expect, it } from 'vitest';
import { DonationId, Instant, Pence, RefundId } from '../../events/values.ts';
import { startTestPayments, testKey, testWebhookSecret } from '../../infra/local/stand-ins/payments/test-payments.ts';
import { createStripePayments } from './stripe-payments.ts';

const settings = { apiKey: 'sk_test_1', webhookSecret: 'whsec_1' };

const newGift = () => ({
  donationId: DonationId.parse('don_0123456789'),
  amountPence: Pence.parse(24_000),
  description: 'A gift to Sponsored Places',
  successUrl: 'http://localhost:4100/give/thank-you',
  cancelUrl: 'http://localhost:4100/give',
  expiresAt: Instant.parse(new Date(Date.now() + 3_600_000).toISOString()),
});

it.each(['https://api.stripe.com', 'http://127.0.0.1:4242', 'http://localhost:4242', 'http://[::1]:4242'])(
  'reaches the provider at %s',
  (apiBase) => {
    expect(() => createStripePayments({ ...settings, apiBase })).not.toThrow();
  },
);

it.each(['http://payments.example.org', 'http://127.0.0.1.example.org', 'ftp://127.0.0.1'])(
  'ASVS 12.3.1 never reaches the provider at %s: money and keys travel encrypted',
  (apiBase) => {
    expect(() => createStripePayments({ ...settings, apiBase })).toThrow(/https/);
  },
);

it('ASVS 13.2.3 refuses a blank key or secret at once, rather than refusing every webhook later', () => {
  const apiBase = 'https://api.stripe.com';
  expect(() => createStripePayments({ ...settings, apiBase, webhookSecret: ' ' })).toThrow(/blank/);
  expect(() => createStripePayments({ ...settings, apiBase, apiKey: '' })).toThrow(/blank/);
});

it('ASVS 14.2.3 shows the provider our donation id and no more, on the checkout and on the payment', async () => {
  const standIn = await startTestPayments();
  try {
    const payments = createStripePayments({ apiKey: testKey, webhookSecret: testWebhookSecret, apiBase: standIn.url });
    const { checkoutId, url } = await payments.openCheckout(newGift());
    await standIn.press(url, 'pay');
    const session = await standIn.stripe.checkout.sessions.retrieve(checkoutId, { expand: ['payment_intent'] });
    expect(session).toMatchObject({
      submit_type: 'donate',
      client_reference_id: 'don_0123456789',
      customer_email: null,
      metadata: { donation_id: 'don_0123456789' },
      payment_intent: { metadata: { donation_id: 'don_0123456789' } },
    });
    expect(Object.keys(session.metadata ?? {})).toEqual(['donation_id']);
  } finally {
    await standIn.stop();
  }
});

it('throws when the provider cannot read what is asked for, rather than take it for the end of a refund', async () => {
  const standIn = await startTestPayments();
  try {
    const payments = createStripePayments({ apiKey: testKey, webhookSecret: testWebhookSecret, apiBase: standIn.url });
    const { checkoutId, url } = await payments.openCheckout(newGift());
    await standIn.press(url, 'pay');
    const paymentId = (await payments.fetchPayment(checkoutId))?.paymentId ?? '';
    const ask = { paymentId, donationId: newGift().donationId, refundId: RefundId.parse('rfd_0123456789') };
    await expect(payments.refund({ ...ask, amountPence: Pence.parse(0) })).rejects.toThrow();
    expect(await payments.refund({ ...ask, amountPence: Pence.parse(24_001) })).toMatchObject({ ok: false });
  } finally {
    await standIn.stop();
  }
});

it('throws what is worth a retry or a mend: no provider, or the wrong key', async () => {
  const standIn = await startTestPayments();
  const wrong = { apiKey: 'sk_test_of_somebody_else', webhookSecret: 'whsec_1', apiBase: standIn.url };
  await expect(createStripePayments(wrong).fetchPayment('cs_test_1')).rejects.toThrow(/Invalid API Key/);
  await standIn.stop();
  const right = { apiKey: testKey, webhookSecret: 'whsec_1', apiBase: standIn.url };
  await expect(createStripePayments(right).fetchPayment('cs_test_1')).rejects.toThrow(/connection/);
});
