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
