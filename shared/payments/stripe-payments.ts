import Stripe from 'stripe';
import type { Instant } from '../../events/values.ts';
import type { BalanceMovement, ProviderPayout } from '../domain/settle-payout.ts';
import type { CheckoutRequest, PaymentEvent, PaymentState, Payments } from './interface.ts';
import { donationKey, heardEvents, readPaymentEvent, refundKey } from './payment-event.ts';
import { donationOf, fingerprintOf, paymentOf, readPaymentState } from './payment-state.ts';
import { readBalance, readMovement, readPayout } from './read-movement.ts';
import { verifyWebhook } from './webhook-verification.ts';

export interface StripeSettings {
  readonly apiKey: string;
  readonly webhookSecret: string;
  /** `https://api.stripe.com`, or on one machine `http://127.0.0.1:<port>`: plain http goes no further than loopback. */
  readonly apiBase: string;
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** A Lambda must still have time to say what went wrong. */
const timeoutMilliseconds = 8000;

function connect({ apiKey, apiBase }: StripeSettings): Stripe {
  const { protocol, hostname, port } = new URL(apiBase);
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback.has(hostname))) {
    throw new Error('The payment provider must be reached by https; plain http is for loopback only.');
  }
  const secure = protocol === 'https:';
  return new Stripe(apiKey, {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 443 : 80) : port,
    protocol: secure ? 'https' : 'http',
    maxNetworkRetries: 2,
    timeout: timeoutMilliseconds,
    telemetry: false,
  });
}

const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';

/** Not so much is left of the payment, or the bank has taken it back or questions it. */
const refundRefusals: readonly unknown[] = [
  'amount_too_large',
  'charge_already_refunded',
  'charge_disputed',
  'charge_not_refundable',
  'refund_disputed_payment',
];

/**
 * What the provider answers about the payment itself; that too much is asked for may come without a code. Everything else is no
 * answer and ends in an alarm: no network, a wrong key, and a request that it cannot read, which is our mistake.
 */
const isRefusedRefund = (error: unknown): error is Stripe.errors.StripeInvalidRequestError =>
  error instanceof Stripe.errors.StripeInvalidRequestError &&
  error.statusCode === 400 &&
  (error.code === undefined ? error.param === 'amount' : refundRefusals.includes(error.code));

const secondsOf = (at: Instant): number => Math.floor(Date.parse(at) / 1000);

function sessionParams(request: CheckoutRequest): Stripe.Checkout.SessionCreateParams {
  // The id is set on the payment as well: it is not copied there, and refunds and reports start from the payment.
  const metadata = { [donationKey]: request.donationId };
  return {
    mode: 'payment',
    submit_type: 'donate',
    ui_mode: 'hosted_page',
    locale: 'en-GB',
    // Pounds for everybody: the journal knows no other currency.
    adaptive_pricing: { enabled: false },
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'gbp',
          unit_amount: request.amountPence,
          product_data: { name: request.description },
        },
      },
    ],
    client_reference_id: request.donationId,
    metadata,
    payment_intent_data: { metadata },
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
    expires_at: secondsOf(request.expiresAt),
  };
}

async function everyOne<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of pages) all.push(one);
  return all;
}

/** The payment provider through its own SDK, unmodified. The API version is the one the SDK pins. */
export function createStripePayments(settings: StripeSettings): Payments {
  if (settings.apiKey.trim() === '' || settings.webhookSecret.trim() === '') {
    throw new Error('The payment provider needs an API key and a webhook secret; one of them is blank.');
  }
  const stripe = connect(settings);

  /** Asked by search, whose index lags by a minute: two first gifts by one card within it both count as first. */
  async function wasSeenBefore(charge: Stripe.Charge | undefined): Promise<boolean | undefined> {
    const fingerprint = fingerprintOf(charge);
    if (charge === undefined || fingerprint === undefined) return undefined;
    const query = `payment_method_details.card.fingerprint:"${fingerprint}" AND status:"succeeded" AND created<${charge.created}`;
    return (await stripe.charges.search({ query, limit: 1 })).data.length > 0;
  }

  async function retrieve(checkoutId: string): Promise<Stripe.Checkout.Session | undefined> {
    try {
      return await stripe.checkout.sessions.retrieve(checkoutId, {
        expand: ['payment_intent.latest_charge.balance_transaction'],
      });
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async function fetchState(session: Stripe.Checkout.Session): Promise<PaymentState> {
    const { intent, charge, movement } = paymentOf(session);
    if (intent === undefined)
      return readPaymentState({ session, refunds: [], disputes: [], cardSeenBefore: undefined });
    const ofThisPayment = { payment_intent: intent.id, limit: 100 };
    const [refunds, disputes, cardSeenBefore] = await Promise.all([
      everyOne(stripe.refunds.list(ofThisPayment)),
      everyOne(stripe.disputes.list(ofThisPayment)),
      movement === undefined ? undefined : wasSeenBefore(charge),
    ]);
    return readPaymentState({ session, refunds, disputes, cardSeenBefore });
  }

  async function readMovements(of: Stripe.BalanceTransactionListParams): Promise<readonly BalanceMovement[]> {
    const listed = await everyOne(stripe.balanceTransactions.list({ ...of, limit: 100, expand: ['data.source'] }));
    return listed
      .filter(({ type }) => type !== 'payout')
      .map(readMovement)
      .reverse();
  }

  return {
    async openCheckout(request) {
      const session = await stripe.checkout.sessions.create(sessionParams(request), {
        idempotencyKey: request.donationId,
      });
      if (session.url === null) throw new Error(`Checkout ${session.id} came without a link.`);
      return { checkoutId: session.id, url: session.url };
    },

    verifyEvent: async (rawBody, signature) => verifyWebhook(rawBody, signature, settings.webhookSecret),

    async fetchPayment(checkoutId) {
      const session = await retrieve(checkoutId);
      return session && fetchState(session);
    },

    async findCheckout(paymentId) {
      const { data } = await stripe.checkout.sessions.list({ payment_intent: paymentId, limit: 1 });
      const [session] = data;
      return session && { checkoutId: session.id, donationId: donationOf(session) };
    },

    async refund({ paymentId, donationId, refundId, amountPence }) {
      // The provider forgets its idempotency keys after a day; a message may be sent again after a week.
      const made = await everyOne(stripe.refunds.list({ payment_intent: paymentId, limit: 100 }));
      if (made.some(({ metadata }) => metadata?.[refundKey] === refundId)) return { ok: true };
      try {
        await stripe.refunds.create(
          {
            payment_intent: paymentId,
            amount: amountPence,
            reason: 'requested_by_customer',
            metadata: { [donationKey]: donationId, [refundKey]: refundId },
          },
          { idempotencyKey: refundId },
        );
        return { ok: true };
      } catch (error) {
        if (isRefusedRefund(error)) return { ok: false, because: error.code ?? error.type };
        throw error;
      }
    },

    async expireCheckout(checkoutId) {
      try {
        await stripe.checkout.sessions.expire(checkoutId);
      } catch (error) {
        const session = await stripe.checkout.sessions.retrieve(checkoutId);
        if (session.status === 'open') throw error;
      }
    },

    async *listPayouts(since): AsyncGenerator<ProviderPayout> {
      const newestFirst: ProviderPayout[] = [];
      const pages = stripe.payouts.list({ created: { gte: secondsOf(since) }, limit: 100 });
      for await (const payout of pages) newestFirst.push(readPayout(payout));
      yield* newestFirst.reverse();
    },

    fetchBalance: async () => readBalance(await stripe.balance.retrieve()),

    listBalanceMovements: (since) => readMovements({ created: { gte: secondsOf(since) } }),

    // The payout itself is among them.
    listMovements: (payoutId) => readMovements({ payout: payoutId }),

    async *listEvents(since): AsyncGenerator<PaymentEvent> {
      const newestFirst: PaymentEvent[] = [];
      const pages = stripe.events.list({ created: { gte: secondsOf(since) }, types: [...heardEvents], limit: 100 });
      for await (const listed of pages) {
        const event = readPaymentEvent(listed);
        if (event === undefined) throw new Error(`Event ${listed.id} cannot be read.`);
        newestFirst.push(event);
      }
      // The provider lists the newest first; the sweep wants to see things in the order they happened.
      yield* newestFirst.reverse();
    },
  };
}
