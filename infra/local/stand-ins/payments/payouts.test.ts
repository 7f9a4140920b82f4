import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { donationCheckout, startTestPayments, type TestPayments } from './test-payments.ts';

let payments: TestPayments;
beforeEach(async () => {
  payments = await startTestPayments();
});
afterEach(() => payments.stop());

async function pay(amount: number): Promise<string> {
  const session = await payments.stripe.checkout.sessions.create(donationCheckout(amount));
  await payments.control(`/checkouts/${session.id}/pay`);
  return session.id;
}

const movements = (payout: string) => payments.stripe.balanceTransactions.list({ payout, limit: 100 });

it('a payout is the sum of the nets of its movements, each paid out once', async () => {
  const first = await pay(10_000);
  await pay(24_000);
  await payments.control(`/checkouts/${first}/refund`, { amount: 2500 });
  const payout = await payments.control<Stripe.Payout>('/payouts');
  const { data } = await movements(payout.id);
  expect(data.map(({ type, amount, fee }) => [type, amount, fee])).toEqual([
    ['payout', -31_052, 0],
    ['refund', -2500, 0],
    ['charge', 24_000, 308],
    ['charge', 10_000, 140],
  ]);
  expect(payout.amount).toBe(31_052);
  expect(data.reduce((sum, { net }) => sum + net, 0)).toBe(0);
  expect(data.every(({ status }) => status === 'available')).toBe(true);

  await pay(5000);
  const next = await payments.control<Stripe.Payout>('/payouts');
  expect((await movements(next.id)).data.map(({ amount }) => amount)).toEqual([-4920, 5000]);
  await expect(payments.control('/payouts')).rejects.toThrow(/nothing on the balance/);
});

it('a payout arrives with two reports, and then is settled', async () => {
  await pay(10_000);
  const { id, status } = await payments.control<Stripe.Payout>('/payouts');
  expect(status).toBe('in_transit');
  await payments.control(`/payouts/${id}/arrive`);
  expect(await payments.stripe.payouts.retrieve(id, { expand: ['balance_transaction'] })).toMatchObject({
    status: 'paid',
    reconciliation_status: 'completed',
    balance_transaction: { type: 'payout', amount: -9860 },
  });
  await payments.webhook(({ type }) => type === 'payout.reconciliation_completed');
  expect(payments.received.map(({ event }) => event.type)).toEqual([
    'checkout.session.completed',
    'payout.paid',
    'payout.reconciliation_completed',
  ]);
  await expect(payments.control(`/payouts/${id}/fail`)).rejects.toThrow(/not on its way/);
});

it('a payout that the bank sends back is on the balance again', async () => {
  await pay(10_000);
  const failed = await payments.control<Stripe.Payout>('/payouts');
  await payments.control(`/payouts/${failed.id}/fail`);
  expect((await payments.stripe.payouts.list({ status: 'failed' })).data).toHaveLength(1);
  const again = await payments.control<Stripe.Payout>('/payouts');
  expect(again.amount).toBe(9860);
  expect((await movements(again.id)).data.map(({ type }) => type)).toEqual(['payout', 'payout_failure']);
});

it('without haste only what is available is paid out', async () => {
  await payments.stop();
  let time = Date.now();
  payments = await startTestPayments({ now: () => time });
  await pay(10_000);
  await expect(payments.control('/payouts', { early: false })).rejects.toThrow(/nothing on the balance/);
  expect((await payments.stripe.balanceTransactions.list()).data).toMatchObject([{ status: 'pending' }]);
  time += 3 * 24 * 3_600_000;
  expect((await payments.stripe.balanceTransactions.list()).data).toMatchObject([{ status: 'available' }]);
  expect(await payments.control('/payouts', { early: false })).toMatchObject({ amount: 9860 });
});
