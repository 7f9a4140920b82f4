import * as z from 'zod';
import type { Payments } from '../payments/interface.ts';
import { createStripePayments } from '../payments/stripe-payments.ts';
import { fetchSecret } from './compose-secrets.ts';

const PaymentsSecret = z.object({ apiKey: z.string(), webhookSecret: z.string(), apiBase: z.url() });

/**
 * The payment provider behind the secret: which one it is, is configuration only. The secret is fetched when it is first
 * needed and kept for the life of the instance; a fetch that failed is tried again by the next call.
 */
export function composePayments(environment: { readonly PAYMENTS_SECRET_ARN: string }): () => Promise<Payments> {
  let payments: Promise<Payments> | undefined;
  const connect = async (): Promise<Payments> =>
    createStripePayments(await fetchSecret(environment.PAYMENTS_SECRET_ARN, PaymentsSecret));
  return async () => {
    payments ??= connect();
    try {
      return await payments;
    } catch (error) {
      payments = undefined;
      throw error;
    }
  };
}

/** Where the provider's payment pages live: with Stripe on an address of their own, with a stand-in beside its API. */
export async function checkoutOrigins(environment: { readonly PAYMENTS_SECRET_ARN: string }): Promise<string[]> {
  const { apiBase } = await fetchSecret(environment.PAYMENTS_SECRET_ARN, PaymentsSecret);
  const { origin, hostname } = new URL(apiBase);
  return [hostname === 'api.stripe.com' ? 'https://checkout.stripe.com' : origin];
}
