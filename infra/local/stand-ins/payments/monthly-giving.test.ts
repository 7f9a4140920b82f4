import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { donationCheckout, startTestPayments, type TestPayments } from './test-payments.ts';

let payments: TestPayments;
let time: number;
beforeEach(async () => {
  time = Date.UTC(2027, 0, 31, 12);
  payments = await startTestPayments({ now: () => time });
});
afterEach(() => payments.stop());

async function beginMonthly(): Promise<Stripe.Checkout.Session> {
  const { line_items: _, payment_intent_data: __, submit_type: ___, ...params } = donationCheckout();
  const session = await payments.stripe.checkout.sessions.create({
    ...params,
    mode: 'subscription',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'gbp',
          unit_amount: 2000,
          product_data: { name: 'A monthly gift' },
          recurring: { interval: 'month' },
        },
      },
    ],
    subscription_data: { metadata: { donation_id: 'don_0123456789' } },
  });
  const page = await (await fetch(session.url ?? '')).text();
  expect(page).toContain('£20.00 a month');
  expect(page).not.toContain('bank debit');
  expect((await payments.press(session.url ?? '', 'pay-later-succeeds')).status).toBe(400);
  expect((await payments.press(session.url ?? '', 'fail')).status).toBe(402);
  expect((await payments.press(session.url ?? '', 'pay')).status).toBe(303);
  return payments.stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription', 'customer'] });
}

const types = async () => {
  await payments.control('/flush');
  return payments.received.map(({ event }) => event.type);
};

function idOf(of: string | { id: string } | null): string {
  return typeof of === 'string' ? of : (of?.id ?? '');
}

it('a monthly gift begins with a customer, a subscription and a paid first invoice', async () => {
  const session = await beginMonthly();
  expect(session).toMatchObject({
    mode: 'subscription',
    status: 'complete',
    payment_status: 'paid',
    payment_intent: null,
    subscription: {
      status: 'active',
      metadata: { donation_id: 'don_0123456789' },
      items: { data: [{ price: { unit_amount: 2000, recurring: { interval: 'month' } } }] },
    },
    customer: { object: 'customer', email: 'test.donor@example.org' },
  });
  const invoice = await payments.stripe.invoices.retrieve(idOf(session.invoice), { expand: ['payments'] });
  expect(invoice).toMatchObject({
    status: 'paid',
    amount_paid: 2000,
    billing_reason: 'subscription_create',
    parent: {
      subscription_details: { subscription: idOf(session.subscription), metadata: { donation_id: 'don_0123456789' } },
    },
    payments: { data: [{ status: 'paid', amount_paid: 2000 }] },
  });
  const intent = idOf(invoice.payments?.data[0]?.payment.payment_intent ?? null);
  const { latest_charge: charge } = await payments.stripe.paymentIntents.retrieve(intent, {
    expand: ['latest_charge.balance_transaction'],
  });
  expect(charge).toMatchObject({ amount: 2000, balance_transaction: { fee: 44 } });
  expect(await types()).toEqual(['invoice.paid', 'checkout.session.completed']);
});

it('month by month another invoice is paid, on the last day of shorter months', async () => {
  const subscription = idOf((await beginMonthly()).subscription);
  await payments.control(`/subscriptions/${subscription}/next-month`);
  await payments.control(`/subscriptions/${subscription}/next-month`);
  const { data } = await payments.stripe.invoices.list({ subscription });
  const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);
  expect(data.map((invoice) => [invoice.status, day(invoice.period_start), day(invoice.period_end)])).toEqual([
    ['paid', '2027-03-31', '2027-04-30'],
    ['paid', '2027-02-28', '2027-03-31'],
    ['paid', '2027-01-31', '2027-02-28'],
  ]);
  expect((await types()).filter((type) => type === 'invoice.paid')).toHaveLength(3);
});

it('a month whose card fails is past due until it is paid', async () => {
  const subscription = idOf((await beginMonthly()).subscription);
  const late = await payments.control<Stripe.Subscription>(`/subscriptions/${subscription}/next-month`, {
    outcome: 'fails',
  });
  expect(late.status).toBe('past_due');
  const [invoice] = (await payments.stripe.invoices.list({ subscription, status: 'open' })).data;
  expect(invoice).toMatchObject({ amount_remaining: 2000, attempt_count: 1 });
  expect(await types()).toContain('invoice.payment_failed');

  expect(await payments.stripe.invoices.pay(invoice?.id ?? '')).toMatchObject({ status: 'paid', attempt_count: 2 });
  expect((await payments.stripe.subscriptions.retrieve(subscription)).status).toBe('active');
  // One payment for each of the two months, however often the card was tried.
  expect((await payments.stripe.paymentIntents.list()).data).toHaveLength(2);
  await expect(payments.stripe.invoices.pay(invoice?.id ?? '')).rejects.toThrow(/already paid/);
});

it('a monthly gift stops at once, or with the month that was paid', async () => {
  const first = idOf((await beginMonthly()).subscription);
  expect(await payments.stripe.subscriptions.cancel(first)).toMatchObject({ status: 'canceled' });
  await expect(payments.control(`/subscriptions/${first}/next-month`)).rejects.toThrow(/has ended/);

  const second = idOf((await beginMonthly()).subscription);
  const stopping = await payments.stripe.subscriptions.update(second, { cancel_at_period_end: true });
  expect(stopping).toMatchObject({ status: 'active', cancel_at_period_end: true });
  expect(await payments.control(`/subscriptions/${second}/next-month`)).toMatchObject({ status: 'canceled' });
  expect((await payments.stripe.invoices.list({ subscription: second })).data).toHaveLength(1);
  expect((await types()).filter((type) => type === 'customer.subscription.deleted')).toHaveLength(2);
});

it('a customer is made, changed and listed', async () => {
  const made = await payments.stripe.customers.create({ email: 'a@example.org', metadata: { person: '1' } });
  await payments.stripe.customers.update(made.id, { name: 'A', metadata: { role: 'donor' } });
  expect((await payments.stripe.customers.list({ email: 'a@example.org' })).data).toMatchObject([
    { id: made.id, name: 'A', metadata: { person: '1', role: 'donor' } },
  ]);
});
