import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { donationCheckout, startTestPayments, type TestPayments, testWebhookSecret } from './test-payments.ts';

let payments: TestPayments;
beforeEach(async () => {
  payments = await startTestPayments();
});
afterEach(() => payments.stop());

async function open(params = donationCheckout()) {
  const session = await payments.stripe.checkout.sessions.create(params);
  return { session, url: session.url ?? '' };
}

describe('a checkout', () => {
  it('is open and unpaid when the SDK makes it, with a page of its own and our ids on it', async () => {
    const { session, url } = await open();
    expect(session.lastResponse.requestId).toMatch(/^req_/);
    expect(session.lastResponse.apiVersion).toBe('2026-10-28.endive');
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 24_000,
      currency: 'gbp',
      submit_type: 'donate',
      client_reference_id: 'don_0123456789',
      metadata: { donation_id: 'don_0123456789' },
      payment_intent: null,
      livemode: false,
    });
    expect(session.line_items).toBeUndefined();
    expect(url).toBe(`${payments.url}/c/pay/${session.id}`);
  });

  it('is paid by a button on its page, which sends the donor on with the id of the checkout', async () => {
    const { session, url } = await open();
    const pressed = await payments.press(url, 'pay');
    expect(pressed.status).toBe(303);
    expect(pressed.headers.get('location')).toBe(`http://localhost:4100/give/thank-you?checkout=${session.id}`);

    const paid = await payments.stripe.checkout.sessions.retrieve(session.id, {
      expand: [
        'payment_intent.latest_charge.balance_transaction',
        'payment_intent.latest_charge.refunds',
        'line_items',
      ],
    });
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      line_items: { data: [{ amount_total: 24_000 }] },
      payment_intent: {
        status: 'succeeded',
        metadata: { donation_id: 'don_0123456789' },
        latest_charge: {
          paid: true,
          metadata: { donation_id: 'don_0123456789' },
          refunds: { data: [], has_more: false },
          // 1.2 % of £240 is £2.88, and 20p.
          balance_transaction: { amount: 24_000, fee: 308, net: 23_692, status: 'pending' },
        },
      },
    });
  });

  it('is reported by a webhook that the SDK believes', async () => {
    const { session, url } = await open();
    await payments.press(url, 'pay');
    const { rawBody, signature } = await payments.webhook(({ type }) => type === 'checkout.session.completed');
    const event = Stripe.webhooks.constructEvent(rawBody, signature ?? '', testWebhookSecret);
    expect(event).toMatchObject({
      api_version: '2026-10-28.endive',
      data: { object: { id: session.id, payment_status: 'paid', metadata: { donation_id: 'don_0123456789' } } },
    });
    expect(() => Stripe.webhooks.constructEvent(`${rawBody} `, signature ?? '', testWebhookSecret)).toThrow(
      Stripe.errors.StripeSignatureVerificationError,
    );
  });

  it('stays open when the card is declined, says so on the page, and can be paid afterwards', async () => {
    const { session, url } = await open();
    const declined = await payments.press(url, 'fail');
    expect(declined.status).toBe(402);
    expect(await declined.text()).toContain('The test card was declined. No money has moved.');
    const open_ = await payments.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(open_).toMatchObject({
      status: 'open',
      payment_intent: { status: 'requires_payment_method', last_payment_error: { code: 'card_declined' } },
    });
    expect((await payments.press(url, 'pay')).status).toBe(303);
    const paid = await payments.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(paid).toMatchObject({ payment_status: 'paid', payment_intent: { last_payment_error: null } });
  });

  it('moves no money when the page is only looked at, by HEAD or GET, or paid twice', async () => {
    const { session, url } = await open();
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
    const page = await (await fetch(url)).text();
    expect(page).toContain('Test payments: no money moves.');
    expect(page).toContain('href="http://localhost:4100/give"');
    expect((await payments.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
    await payments.press(url, 'pay');
    expect((await payments.press(url, 'pay')).status).toBe(410);
    expect((await payments.stripe.charges.list()).data).toHaveLength(1);
  });

  it('is expired by us only while it is open, with an event', async () => {
    const { session, url } = await open();
    expect(await payments.stripe.checkout.sessions.expire(session.id)).toMatchObject({ status: 'expired', url: null });
    await payments.webhook(({ type }) => type === 'checkout.session.expired');
    expect((await payments.press(url, 'pay')).status).toBe(410);
    await expect(payments.stripe.checkout.sessions.expire(session.id)).rejects.toThrow(/status in \["open"\]/);
  });

  it('escapes what it shows', async () => {
    const params = donationCheckout();
    const [line] = params.line_items ?? [];
    const { url } = await open({
      ...params,
      line_items: [
        {
          ...line,
          price_data: { currency: 'gbp', unit_amount: 500, product_data: { name: '<script>alert(1)</script>' } },
        },
      ],
    });
    expect(await (await fetch(url)).text()).not.toContain('<script>');
  });
});

describe('a bank debit', () => {
  it.each([
    ['pay-later-succeeds', 'checkout.session.async_payment_succeeded', 'paid', 'succeeded'],
    ['pay-later-fails', 'checkout.session.async_payment_failed', 'unpaid', 'requires_payment_method'],
  ])('%s: completes unpaid, and in a while %s comes', async (button, type, paymentStatus, intentStatus) => {
    await payments.stop();
    let time = Date.now();
    payments = await startTestPayments({ now: () => time });
    const { session, url } = await open();
    expect((await payments.press(url, button)).status).toBe(303);
    const completed = await payments.webhook((event) => event.type === 'checkout.session.completed');
    expect(completed.event.data.object).toMatchObject({ payment_status: 'unpaid' });

    time += 60_000;
    // Nobody asks for it: it happens by itself.
    await payments.webhook((event) => event.type === type);
    const after = await payments.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(after).toMatchObject({ payment_status: paymentStatus, payment_intent: { status: intentStatus } });
  });
});

it('a checkout closes by itself when its hour has come', async () => {
  await payments.stop();
  let time = Date.now();
  payments = await startTestPayments({ now: () => time });
  const expiresAt = Math.floor(time / 1000) + 3600;
  const { session, url } = await open({ ...donationCheckout(), expires_at: expiresAt });
  time += 3_599_000;
  expect((await payments.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
  time += 2000;
  expect((await payments.press(url, 'pay')).status).toBe(410);
  expect((await payments.stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired');
});
