import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { donationCheckout, startTestPayments, type TestPayments } from './test-payments.ts';

let payments: TestPayments;
let session: Stripe.Checkout.Session;
let intent: string;
beforeEach(async () => {
  payments = await startTestPayments();
  const made = await payments.stripe.checkout.sessions.create(donationCheckout(10_000));
  session = await payments.control<Stripe.Checkout.Session>(`/checkouts/${made.id}/pay`);
  intent = String(session.payment_intent);
});
afterEach(() => payments.stop());

const charge = async () =>
  (await payments.stripe.charges.list({ payment_intent: intent, expand: ['data.refunds'] })).data[0];
const types = () => payments.received.map(({ event }) => event.type);

describe('a refund', () => {
  it('gives back a charge in parts, each with its own movement of the balance, never more than was paid', async () => {
    const { stripe } = payments;
    const first = await stripe.refunds.create({
      payment_intent: intent,
      amount: 3000,
      expand: ['balance_transaction'],
    });
    expect(first).toMatchObject({
      status: 'succeeded',
      amount: 3000,
      payment_intent: intent,
      balance_transaction: { amount: -3000, fee: 0, net: -3000, type: 'refund' },
    });
    expect(await charge()).toMatchObject({ amount_refunded: 3000, refunded: false });
    await expect(stripe.refunds.create({ payment_intent: intent, amount: 7001 })).rejects.toThrow(
      /greater than unrefunded amount on charge \(£70.00\)/,
    );
    const rest = await stripe.refunds.create({ charge: (await charge())?.id ?? '' });
    expect(rest.amount).toBe(7000);
    expect(await charge()).toMatchObject({
      amount_refunded: 10_000,
      refunded: true,
      refunds: { data: [{ id: rest.id }, { id: first.id }] },
    });
    await expect(stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
    await payments.webhook(({ data }) => 'id' in data.object && data.object.id === rest.id);
  });

  it('can fail after it looked done, and then can be made again', async () => {
    const refund = await payments.stripe.refunds.create({ payment_intent: intent });
    await payments.control(`/refunds/${refund.id}/fail`);
    const failed = await payments.stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction'] });
    expect(failed).toMatchObject({ status: 'failed', failure_balance_transaction: { amount: 10_000 } });
    expect(await charge()).toMatchObject({ amount_refunded: 0, refunded: false });
    await payments.webhook(({ type }) => type === 'refund.failed');
    expect((await payments.stripe.refunds.create({ payment_intent: intent })).status).toBe('succeeded');
  });

  it('made at the provider may be pending first', async () => {
    const refund = await payments.control<Stripe.Refund>(`/checkouts/${session.id}/refund`, {
      amount: 500,
      status: 'pending',
    });
    expect(refund).toMatchObject({ amount: 500, status: 'pending' });
    await payments.control(`/refunds/${refund.id}/complete`);
    await payments.webhook(({ type }) => type === 'refund.updated');
    expect((await payments.stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
  });
});

describe('a dispute', () => {
  const open = (body = {}) => payments.control<Stripe.Dispute>(`/checkouts/${session.id}/dispute`, body);
  const truth = (id: string) => payments.stripe.disputes.retrieve(id);

  it('moves no money when it is opened, takes amount and fee when funds are withdrawn, gives the amount back', async () => {
    const dispute = await open();
    expect(await truth(dispute.id)).toMatchObject({ status: 'needs_response', balance_transactions: [] });
    expect(await charge()).toMatchObject({ disputed: true });

    await payments.control(`/disputes/${dispute.id}/withdraw`);
    expect((await truth(dispute.id)).balance_transactions).toMatchObject([
      { amount: -10_000, fee: 2000, net: -12_000 },
    ]);

    await payments.control(`/disputes/${dispute.id}/close`, { status: 'won' });
    await payments.control(`/disputes/${dispute.id}/reinstate`);
    const won = await truth(dispute.id);
    expect(won.status).toBe('won');
    expect(won.balance_transactions).toMatchObject([{ amount: -10_000 }, { amount: 10_000, fee: 0 }]);
    await payments.webhook(({ type }) => type === 'charge.dispute.funds_reinstated');
    expect(types().filter((type) => type.startsWith('charge.dispute'))).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
    ]);
  });

  it('forbids a refund while the bank holds the charge, but not while it is only a warning', async () => {
    const warning = await open({ warning: true, amount: 4000 });
    expect(warning).toMatchObject({ status: 'warning_needs_response', amount: 4000 });
    expect((await payments.stripe.refunds.create({ payment_intent: intent, amount: 100 })).status).toBe('succeeded');
    await open();
    await expect(payments.stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      code: 'charge_disputed',
    });
  });

  it('is given up by the API as lost', async () => {
    const dispute = await open();
    expect(await payments.stripe.disputes.close(dispute.id)).toMatchObject({ status: 'lost' });
    expect((await payments.stripe.disputes.list({ payment_intent: intent })).data).toHaveLength(1);
  });
});
