import Stripe from 'stripe';
import { DonationId, Instant, Pence } from '../../events/values.ts';
import { startTestPayments, testKey, testWebhookSecret } from '../../infra/local/stand-ins/payments/test-payments.ts';
import type { CheckoutRequest, PaymentEvent, Payments } from '../../shared/payments/interface.ts';
import { createMemoryPayments } from '../../shared/payments/memory-payments.ts';
import { createStripePayments } from '../../shared/payments/stripe-payments.ts';

interface Webhook {
  rawBody: string;
  signature: string | undefined;
}

/** One implementation of `Payments`, with what donors and banks do behind it. */
export interface Harness {
  payments: Payments;
  acts: {
    pay(checkoutId: string, card?: '4242' | '5556'): Promise<void>;
    payLater(checkoutId: string): Promise<void>;
    settle(checkoutId: string, outcome: 'succeeds' | 'fails'): Promise<void>;
    decline(checkoutId: string): Promise<void>;
    refund(checkoutId: string, amount: Pence, status?: 'succeeded' | 'pending'): Promise<string>;
    completeRefund(refundId: string): Promise<void>;
    failRefund(refundId: string): Promise<void>;
    dispute(checkoutId: string, asked?: { amountPence?: Pence; warning?: boolean }): Promise<string>;
    withdraw(disputeId: string): Promise<void>;
    /** @param fee pence the provider keeps of what comes back; negative: it gives a fee back */
    reinstate(disputeId: string, fee?: number): Promise<void>;
    close(disputeId: string, status: 'won' | 'lost' | 'warning_closed'): Promise<void>;
    /** Pays out all that is on the balance; it is on its way. */
    payOut(): Promise<string>;
    arrive(payoutId: string): Promise<void>;
    sendBack(payoutId: string): Promise<void>;
  };
  now(): Instant;
  /** Lets time pass. */
  advance(seconds: number): void;
  /** The webhooks since the last call, signed in this way. */
  webhooks(signature?: 'right' | 'wrong' | 'stale'): Promise<Webhook[]>;
  stop(): Promise<void>;
}

/** A clock that runs, and can be moved on: signatures are checked against the real one. */
function movableClock() {
  let offset = 0;
  const now = () => Date.now() + offset;
  return {
    now,
    instant: (): Instant => Instant.parse(new Date(now()).toISOString()),
    advance(seconds: number): void {
      offset += seconds * 1000;
    },
  };
}

/** The SDK against the local stand-in. */
async function stripeHarness(): Promise<Harness> {
  const clock = movableClock();
  const standIn = await startTestPayments({ now: clock.now });
  const { control } = standIn;
  const turn = async (path: string, body: object = {}) => void (await control(path, body));
  let taken = 0;
  return {
    payments: createStripePayments({ apiKey: testKey, webhookSecret: testWebhookSecret, apiBase: standIn.url }),
    acts: {
      pay: (id, card = '4242') => turn(`/checkouts/${id}/pay`, { card }),
      payLater: (id) => turn(`/checkouts/${id}/pay`, { outcome: 'pay-later-succeeds' }),
      settle: (id, outcome) => turn(`/checkouts/${id}/settle`, { outcome }),
      decline: (id) => turn(`/checkouts/${id}/pay`, { outcome: 'fail' }),
      refund: async (id, amount, status = 'succeeded') =>
        (await control<Stripe.Refund>(`/checkouts/${id}/refund`, { amount, status })).id,
      completeRefund: (id) => turn(`/refunds/${id}/complete`),
      failRefund: (id) => turn(`/refunds/${id}/fail`),
      dispute: async (id, { amountPence, warning } = {}) =>
        (await control<Stripe.Dispute>(`/checkouts/${id}/dispute`, { amount: amountPence, warning })).id,
      withdraw: (id) => turn(`/disputes/${id}/withdraw`),
      reinstate: (id, fee) => turn(`/disputes/${id}/reinstate`, { fee }),
      close: (id, status) => turn(`/disputes/${id}/close`, { status }),
      payOut: async () => (await control<Stripe.Payout>('/payouts')).id,
      arrive: (id) => turn(`/payouts/${id}/arrive`),
      sendBack: (id) => turn(`/payouts/${id}/fail`),
    },
    now: clock.instant,
    advance: clock.advance,
    async webhooks(signature = 'right') {
      await turn('/flush');
      const fresh = standIn.received.slice(taken);
      taken = standIn.received.length;
      if (signature === 'right') return fresh;
      await turn('/send', { eventIds: fresh.map(({ event }) => event.id), signature });
      return standIn.received.slice(taken);
    },
    stop: () => standIn.stop(),
  };
}

/** The twin in memory. */
async function memoryHarness(): Promise<Harness> {
  const clock = movableClock();
  const payments = createMemoryPayments({ webhookSecret: testWebhookSecret, now: clock.instant });
  const { provider } = payments;
  return {
    payments,
    acts: {
      pay: async (id, card) => provider.pay(id, card),
      payLater: async (id) => provider.payLater(id),
      settle: async (id, outcome) => provider.settle(id, outcome),
      decline: async (id) => provider.decline(id),
      refund: async (id, amount, status) => provider.refund(id, amount, status),
      completeRefund: async (id) => provider.completeRefund(id),
      failRefund: async (id) => provider.failRefund(id),
      dispute: async (id, asked) => provider.dispute(id, asked),
      withdraw: async (id) => provider.withdraw(id),
      reinstate: async (id, fee) => provider.reinstate(id, fee),
      close: async (id, status) => provider.close(id, status),
      payOut: async () => provider.balance.payOut(),
      arrive: async (id) => provider.balance.arrive(id),
      sendBack: async (id) => provider.balance.fail(id),
    },
    now: clock.instant,
    advance: clock.advance,
    async webhooks(signature = 'right') {
      return payments.takeWebhooks().map(({ rawBody, signature: right }) => {
        if (signature === 'right') return { rawBody, signature: right };
        const secret = signature === 'wrong' ? 'whsec_of_somebody_else' : testWebhookSecret;
        const timestamp = provider.seconds() - (signature === 'stale' ? 900 : 0);
        return {
          rawBody,
          signature: Stripe.webhooks.generateTestHeaderString({ payload: rawBody, secret, timestamp }),
        };
      });
    },
    stop: async () => undefined,
  };
}

export const implementations = [
  ['the SDK against the stand-in', stripeHarness],
  ['the twin in memory', memoryHarness],
] as const;

let gifts = 0;

/** A gift that nobody asked for yet, of so many pence, to be paid within the hour. */
export function newGift(harness: Harness, amount = 24_000): CheckoutRequest {
  gifts += 1;
  return {
    donationId: DonationId.parse(`don_${String(gifts).padStart(10, '0')}`),
    amountPence: Pence.parse(amount),
    description: 'A gift to Sponsored Places',
    successUrl: 'http://localhost:4100/give/thank-you',
    cancelUrl: 'http://localhost:4100/give',
    expiresAt: inHours(harness, 1),
  };
}

export function inHours(harness: Harness, hours: number): Instant {
  return Instant.parse(new Date(Date.parse(harness.now()) + hours * 3_600_000).toISOString());
}

/** A gift that was paid by card. */
export async function paidGift(harness: Harness, amount?: number, card?: '4242' | '5556') {
  const request = newGift(harness, amount);
  const { checkoutId } = await harness.payments.openCheckout(request);
  await harness.acts.pay(checkoutId, card);
  return { checkoutId, request };
}

export async function eventsSince({ payments }: Harness, since: Instant): Promise<PaymentEvent[]> {
  const listed: PaymentEvent[] = [];
  for await (const event of payments.listEvents(since)) listed.push(event);
  return listed;
}
