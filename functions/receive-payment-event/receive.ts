import type { Deps } from '../../shared/commands/deps.ts';
import { storePaymentReport } from '../../shared/commands/give.ts';
import type { Payments } from '../../shared/payments/interface.ts';

/** What a webhook request brings: its raw body, as it was signed, and its signature. */
export interface PaymentWebhook {
  readonly rawBody: string;
  readonly signature: string | undefined;
}

/**
 * Believes only what the provider signed for us lately, stores it in one write with the fact that queues it, and only
 * then says 200. What is not about a donation of ours is answered 200 too: the provider need not send it again.
 */
export async function receivePaymentEvent(
  deps: Deps & { readonly payments: Payments },
  { rawBody, signature }: PaymentWebhook,
): Promise<{ readonly status: number; readonly says: string }> {
  const reading = await deps.payments.verifyEvent(rawBody, signature);
  if (!reading.ok) return { status: 400, says: reading.refusal };
  const stored = await storePaymentReport(deps, reading.event);
  if (stored.ok) return { status: 200, says: 'stored' };
  return stored.refusal.code === 'not-found' ? { status: 200, says: 'not ours' } : { status: 503, says: 'try again' };
}
