import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { donationCheckout, startTestPayments, type TestPayments, testWebhookSecret } from './test-payments.ts';

let payments: TestPayments;
beforeEach(async () => {
  payments = await startTestPayments();
});
afterEach(() => payments.stop());

async function payOne(): Promise<Stripe.Checkout.Session> {
  const session = await payments.stripe.checkout.sessions.create(donationCheckout());
  return payments.control<Stripe.Checkout.Session>(`/checkouts/${session.id}/pay`);
}

const aPause = (milliseconds = 150) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const sessionOf = ({ data }: Stripe.Event) => ('id' in data.object ? data.object.id : undefined);

describe('webhooks', () => {
  it('come once each, only of the kinds that the endpoint hears, while the list of events has them all', async () => {
    await payOne();
    await payments.webhook(({ type }) => type === 'checkout.session.completed');
    await aPause();
    expect(payments.received.map(({ event }) => event.type)).toEqual(['checkout.session.completed']);
    const { data } = await payments.stripe.events.list();
    expect(data.map(({ type }) => type)).toEqual([
      'checkout.session.completed',
      'payment_intent.succeeded',
      'charge.succeeded',
      'payment_intent.created',
    ]);
    const [completed] = data;
    expect(completed?.pending_webhooks).toBe(0);
  });

  it('are tried again with growing pauses until the receiver takes them', async () => {
    payments.receiver.answerWith(500);
    await payOne();
    while (payments.received.length < 3) await aPause(10);
    payments.receiver.answerWith(200);
    const tried = payments.received.length;
    while (payments.received.length === tried) await aPause(10);
    await aPause();
    expect(payments.received).toHaveLength(tried + 1);
    expect(new Set(payments.received.map(({ event }) => event.id)).size).toBe(1);
  });

  it('wait twice as long after each failure, and are given up after three days', async () => {
    await payments.stop();
    const start = Date.now();
    let time = start;
    payments = await startTestPayments({ now: () => time });
    payments.receiver.answerWith(503);
    await payOne();
    const pauses: number[] = [];
    for (let tries = 0; tries < 4; tries += 1) {
      await payments.control('/flush');
      const control = await (await fetch(`${payments.url}/_control`)).json();
      pauses.push((control as { waiting: { due: number }[] }).waiting[0]?.due ?? 0);
    }
    const [first = 0] = pauses;
    expect(pauses.map((due) => (due - start) / (first - start))).toEqual([1, 2, 4, 8]);
    const tried = payments.received.length;
    time += 73 * 3_600_000;
    // The provider's own clock may come before the order to try: whoever does, it is tried once more and no further.
    expect(await payments.control('/flush')).toMatchObject({ waiting: 0 });
    while (payments.received.length === tried) await aPause(10);
    expect(await payments.control('/flush')).toEqual({ tried: 0, waiting: 0 });
    expect(payments.received).toHaveLength(tried + 1);
  });

  it('come in copies when that is the weather', async () => {
    await payments.control('/weather', { copies: 3 });
    await payOne();
    while (payments.received.length < 3) await aPause(10);
    await aPause();
    expect(payments.received).toHaveLength(3);
    expect(new Set(payments.received.map(({ event }) => event.id)).size).toBe(1);
  });

  it('are lost when that is the weather, and only the list of events knows', async () => {
    await payments.control('/weather', { lose: 1 });
    const lost = await payOne();
    const kept = await payOne();
    await payments.webhook((event) => sessionOf(event) === kept.id);
    expect(payments.received.map(({ event }) => sessionOf(event))).toEqual([kept.id]);
    const listed = await payments.stripe.events.list({ types: ['checkout.session.completed'] });
    expect(listed.data.map((event) => sessionOf(event))).toEqual([kept.id, lost.id]);
  });

  it('are held back and come in the order that the release asks for', async () => {
    await payments.control('/weather', { hold: true });
    const paid = [await payOne(), await payOne(), await payOne()];
    await aPause();
    expect(payments.received).toEqual([]);
    expect(await payments.control('/release', { order: 'reversed' })).toEqual({ released: 3 });
    await payments.webhook((event) => sessionOf(event) === paid[0]?.id);
    expect(payments.received.map(({ event }) => sessionOf(event))).toEqual(paid.reverse().map(({ id }) => id));
  });

  it('come late when that is the weather', async () => {
    await payments.control('/weather', { delaySeconds: 3600 });
    await payOne();
    await aPause();
    expect(payments.received).toEqual([]);
    expect(await payments.control('/flush')).toEqual({ tried: 1, waiting: 0 });
    expect(payments.received).toHaveLength(1);
  });

  it.each([
    ['wrong', /No signatures found matching/],
    ['stale', /Timestamp outside the tolerance zone/],
    ['missing', /No stripe-signature header/],
  ])('with a %s signature are refused by the SDK', async (signature, refusal) => {
    await payments.control('/weather', { signature });
    await payOne();
    const received = await payments.webhook(() => true);
    expect(() => Stripe.webhooks.constructEvent(received.rawBody, received.signature ?? '', testWebhookSecret)).toThrow(
      refusal,
    );
  });

  it('are sent again on demand, with the status that the receiver answered', async () => {
    await payOne();
    const { event } = await payments.webhook(() => true);
    payments.receiver.answerWith(202);
    expect(await payments.control('/send', { eventIds: [event.id], times: 2 })).toEqual({ statuses: [202, 202] });
    expect(payments.received).toHaveLength(3);
  });
});

it('the control path takes JSON only and says what it did not understand', async () => {
  const form = await fetch(`${payments.url}/_control/weather`, {
    method: 'POST',
    body: new URLSearchParams({ copies: '2' }),
  });
  expect(form.status).toBe(404);
  await expect(payments.control('/weather', { copies: 'many' })).rejects.toThrow(/copies/);
  await expect(payments.control('/no-such-knob')).rejects.toThrow(/Unrecognized request URL/);
});
