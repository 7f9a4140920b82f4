import * as z from 'zod';
import type { Payments } from '../payments/interface.ts';
import { fetchSecret } from './compose-secrets.ts';

const PaymentsSecret = z.lazy(() => z.object({ apiKey: z.string(), webhookSecret: z.string(), apiBase: z.url() }));

/**
 * The payment provider behind the secret: which one it is, is configuration only. Its library is loaded and the secret
 * fetched at the first call, and both kept for the life of the instance; a fetch that failed is tried again by the next
 * call. So whoever asks for help is served while the secret cannot be had.
 */
export function composePayments(environment: { readonly PAYMENTS_SECRET_ARN: string }): Payments {
  let connecting: Promise<Payments> | undefined;
  const connect = async (): Promise<Payments> => {
    const secret = await fetchSecret(environment.PAYMENTS_SECRET_ARN, PaymentsSecret);
    const { createStripePayments } = await import('../payments/stripe-payments.ts');
    return createStripePayments(secret);
  };
  const connected = async (): Promise<Payments> => {
    connecting ??= connect();
    try {
      return await connecting;
    } catch (error) {
      connecting = undefined;
      throw error;
    }
  };
  return {
    openCheckout: async (request) => (await connected()).openCheckout(request),
    verifyEvent: async (rawBody, signature) => (await connected()).verifyEvent(rawBody, signature),
    fetchPayment: async (checkoutId) => (await connected()).fetchPayment(checkoutId),
    findCheckout: async (paymentId) => (await connected()).findCheckout(paymentId),
    refund: async (request) => (await connected()).refund(request),
    expireCheckout: async (checkoutId) => (await connected()).expireCheckout(checkoutId),
    listEvents: async function* (since) {
      yield* (await connected()).listEvents(since);
    },
    listPayouts: async function* (since) {
      yield* (await connected()).listPayouts(since);
    },
    fetchBalance: async () => (await connected()).fetchBalance(),
    listBalanceMovements: async (since) => (await connected()).listBalanceMovements(since),
    listMovements: async (payoutId) => (await connected()).listMovements(payoutId),
  };
}

/** Where the provider's payment page lives: with Stripe on an address of its own, with a stand-in beside its API. */
export async function fetchCheckoutOrigin(environment: { readonly PAYMENTS_SECRET_ARN: string }): Promise<string> {
  const { apiBase } = await fetchSecret(environment.PAYMENTS_SECRET_ARN, PaymentsSecret);
  const { origin, hostname } = new URL(apiBase);
  return hostname === 'api.stripe.com' ? 'https://checkout.stripe.com' : origin;
}
