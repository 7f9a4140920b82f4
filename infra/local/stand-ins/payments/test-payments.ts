import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { type PaymentsOptions, startPayments } from './payments.ts';

/** A webhook as it reached the receiver. */
export interface Received {
  rawBody: string;
  signature: string | undefined;
  event: Stripe.Event;
}

export const testKey = 'sk_test_of_the_stand_in';
export const testWebhookSecret = 'whsec_of_the_stand_in';

async function startReceiver() {
  const received: Received[] = [];
  const state = { status: 200 };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const rawBody = Buffer.concat(pieces).toString('utf8');
      const signature = request.headers['stripe-signature'];
      const event = JSON.parse(rawBody) as Stripe.Event;
      received.push({ rawBody, signature: typeof signature === 'string' ? signature : undefined, event });
      response.writeHead(state.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/payments`,
    received,
    /** What the receiver answers from now on. */
    answerWith(status: number): void {
      state.status = status;
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The unmodified SDK, turned to a stand-in. */
export function sdkFor(url: string, apiKey = testKey): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(apiKey, { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 });
}

/** For tests: the stand-in, a receiver for its webhooks, the SDK, and what a donor's browser would do. */
export async function startTestPayments(options: Partial<PaymentsOptions> = {}) {
  const receiver = await startReceiver();
  const payments = await startPayments({
    apiKey: testKey,
    webhookSecret: testWebhookSecret,
    webhookUrl: receiver.url,
    firstRetryMilliseconds: 20,
    ...options,
  });
  return {
    url: payments.url,
    stripe: sdkFor(payments.url),
    receiver,
    received: receiver.received,

    /** Presses a button on the payment page, as a browser would without JavaScript. */
    press(pageUrl: string, outcome: string, card = '4242'): Promise<Response> {
      const body = new URLSearchParams({ outcome, card });
      return fetch(pageUrl, { method: 'POST', body, redirect: 'manual' });
    },

    /** Sends a request to the control path and gives back what it answers. */
    async control<T = unknown>(path: string, body: object = {}): Promise<T> {
      const response = await fetch(`${payments.url}/_control${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer: unknown = await response.json();
      if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
      return answer as T;
    },

    /** Waits until a webhook that fits has come, for at most five seconds. */
    async webhook(fits: (event: Stripe.Event) => boolean): Promise<Received> {
      for (let tries = 0; tries < 500; tries += 1) {
        const found = receiver.received.find(({ event }) => fits(event));
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`No such webhook came, but: ${receiver.received.map(({ event }) => event.type).join(', ')}`);
    },

    async stop(): Promise<void> {
      await payments.stop();
      await receiver.stop();
    },
  };
}

export type TestPayments = Awaited<ReturnType<typeof startTestPayments>>;

/** A donation of so many pence, as our side asks for it. */
export function donationCheckout(amount = 24_000, donationId = 'don_0123456789'): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    submit_type: 'donate',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'gbp', unit_amount: amount, product_data: { name: 'A sponsored place' } },
      },
    ],
    client_reference_id: donationId,
    metadata: { donation_id: donationId },
    payment_intent_data: { metadata: { donation_id: donationId } },
    success_url: 'http://localhost:4100/give/thank-you?checkout={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:4100/give',
  };
}
