import Stripe from 'stripe';
import type { WebhookReading } from './interface.ts';
import { readPaymentEvent } from './payment-event.ts';

type Verified = { signed: true; body: unknown } | { signed: false };

/** `tolerance` in seconds; left out it is the SDK's own default of 300. Never 0: that would switch the check off. */
function verify(rawBody: string, signature: string, secret: string, at?: number, tolerance?: number): Verified {
  try {
    return { signed: true, body: Stripe.webhooks.constructEvent(rawBody, signature, secret, tolerance, undefined, at) };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return { signed: false };
    // Signed, but not JSON, or JSON of another kind.
    return { signed: true, body: undefined };
  }
}

/**
 * Believes a webhook only if the provider signed this very body for us within five minutes. `at` is the time of
 * arrival in epoch milliseconds, the clock's own when left out.
 */
export function verifyWebhook(
  rawBody: string,
  signature: string | undefined,
  secret: string,
  at?: number,
): WebhookReading {
  if (signature === undefined || signature === '') return { ok: false, refusal: 'missing-signature' };
  if (rawBody === '') return { ok: false, refusal: 'unreadable' };
  const verified = verify(rawBody, signature, secret, at);
  if (!verified.signed) {
    const everSigned = verify(rawBody, signature, secret, at, Number.MAX_SAFE_INTEGER).signed;
    return { ok: false, refusal: everSigned ? 'too-old' : 'wrong-signature' };
  }
  const event = readPaymentEvent(verified.body);
  return event === undefined ? { ok: false, refusal: 'unreadable' } : { ok: true, event };
}
