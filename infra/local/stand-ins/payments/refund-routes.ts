import type Stripe from 'stripe';
import * as z from 'zod';
import { type ApiRoute, find } from './api-call.ts';
import { invalidRequest } from './api-error.ts';
import { closeDispute } from './disputes.ts';
import { expand, integer, metadata, paramsOf, readParams, text } from './params.ts';
import type { Provider } from './provider.ts';
import { makeRefund, refundable } from './refunds.ts';

const createParams = paramsOf<Stripe.RefundCreateParams>()({
  charge: text.optional(),
  payment_intent: text.optional(),
  amount: integer.pipe(z.int().min(1)).optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: metadata.optional(),
  expand: expand.optional(),
});

const pounds = (pence: number): string => `£${(pence / 100).toFixed(2)}`;

function chargeOf(provider: Provider, params: z.infer<typeof createParams>): Stripe.Charge {
  if ((params.charge === undefined) === (params.payment_intent === undefined)) {
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.');
  }
  if (params.charge !== undefined) return find(provider, 'charge', params.charge, 'charge');
  const intent = find(provider, 'payment_intent', String(params.payment_intent), 'payment_intent');
  if (intent.status !== 'succeeded') {
    throw invalidRequest('This PaymentIntent does not have a successful charge to refund.', {
      param: 'payment_intent',
    });
  }
  return find(provider, 'charge', String(intent.latest_charge));
}

/** Checks what may be given back, in Stripe's words, and gives it back. */
export function refundCharge(
  provider: Provider,
  charge: Stripe.Charge,
  refund: { amount?: number | undefined; reason?: string | undefined; metadata?: Stripe.Metadata | undefined },
  status: 'succeeded' | 'pending' = 'succeeded',
): Stripe.Refund {
  const open = refundable(charge);
  const disputes = provider.store.all('dispute', { charge: charge.id });
  if (disputes.some((dispute) => !dispute.is_charge_refundable)) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (open === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  }
  const amount = refund.amount ?? open;
  if (amount > open) {
    throw invalidRequest(
      `Refund amount (${pounds(amount)}) is greater than unrefunded amount on charge (${pounds(open)})`,
      {
        param: 'amount',
      },
    );
  }
  return makeRefund(provider, charge, {
    amount,
    reason: refund.reason ?? null,
    metadata: refund.metadata ?? {},
    status,
  });
}

export const refundRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/v1/refunds',
    answer: ({ provider, params }) => {
      const read = readParams(createParams, params);
      return refundCharge(provider, chargeOf(provider, read), read);
    },
  },
  {
    method: 'POST',
    path: '/v1/disputes/:id/close',
    answer: ({ provider, params, id }) => {
      readParams(z.strictObject({ expand: expand.optional() }), params);
      return closeDispute(provider, find(provider, 'dispute', id, 'dispute'), 'lost');
    },
  },
];
