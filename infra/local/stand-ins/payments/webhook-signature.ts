import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` header: the time it was made and an HMAC over that time and the raw body. */
export function signWebhook(rawBody: string, secret: string, atSeconds: number): string {
  const signature = createHmac('sha256', secret).update(`${atSeconds}.${rawBody}`, 'utf8').digest('hex');
  return `t=${atSeconds},v1=${signature}`;
}
