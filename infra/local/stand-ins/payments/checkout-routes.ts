import * as z from 'zod';
import { type ApiRoute, find, listPage } from './api-call.ts';
import { invalidRequest } from './api-error.ts';
import { createSessionParams, listSessionsParams } from './checkout-params.ts';
import { type Line, lineItemsOf, makeSession, totalOf } from './checkout-session.ts';
import { expand, page, readParams } from './params.ts';
import { expireSession } from './pay-checkout.ts';
import type { Provider } from './provider.ts';

const halfAnHour = 30 * 60;
const oneDay = 24 * 3600;
/** Stripe takes no payment below 30p. */
const leastPayment = 30;

type CreateParams = z.infer<typeof createSessionParams>;

function expiryOf(asked: number | undefined, now: number): number {
  if (asked === undefined) return now + oneDay;
  const refuse = (rule: string) =>
    invalidRequest(`The \`expires_at\` timestamp must be ${rule} from Checkout Session creation.`, {
      param: 'expires_at',
    });
  if (asked < now + halfAnHour) throw refuse('at least 30 minutes');
  if (asked > now + oneDay) throw refuse('less than 24 hours');
  return asked;
}

function linesOf(params: CreateParams): Line[] {
  return params.line_items.map(({ price_data: price, quantity }, n) => {
    const monthly = price.recurring !== undefined;
    if (monthly !== (params.mode === 'subscription')) {
      throw invalidRequest(
        monthly
          ? 'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.'
          : 'You must provide at least one recurring price in `subscription` mode when using prices.',
        { param: `line_items[${n}][price_data][recurring]` },
      );
    }
    return {
      name: price.product_data.name,
      description: price.product_data.description ?? null,
      currency: price.currency,
      unitAmount: price.unit_amount,
      quantity,
      monthly,
    };
  });
}

function createSession(provider: Provider, params: CreateParams) {
  const lines = linesOf(params);
  if (totalOf(lines) < leastPayment) {
    throw invalidRequest("The Checkout Session's total amount due must add up to at least £0.30 gbp", {
      code: 'amount_too_small',
    });
  }
  if (params.payment_intent_data && params.mode !== 'payment') {
    throw invalidRequest('You can not pass `payment_intent_data` in `subscription` mode.', {
      param: 'payment_intent_data',
    });
  }
  if (params.subscription_data && params.mode !== 'subscription') {
    throw invalidRequest('You can only pass `subscription_data` in `subscription` mode.', {
      param: 'subscription_data',
    });
  }
  if (params.customer !== undefined) find(provider, 'customer', params.customer, 'customer');
  const session = makeSession(provider, {
    mode: params.mode,
    lines,
    submitType: params.submit_type ?? null,
    clientReferenceId: params.client_reference_id ?? null,
    metadata: params.metadata ?? {},
    successUrl: params.success_url,
    cancelUrl: params.cancel_url ?? null,
    expiresAt: expiryOf(params.expires_at, provider.seconds()),
    customer: params.customer ?? null,
    customerEmail: params.customer_email ?? null,
  });
  // What the payment intent or subscription will carry; it is not copied from the session, at Stripe neither.
  provider.store.note('on-payment', session.id, {
    metadata: (params.mode === 'payment' ? params.payment_intent_data : params.subscription_data)?.metadata ?? {},
    description:
      (params.mode === 'payment' ? params.payment_intent_data : params.subscription_data)?.description ?? null,
  });
  provider.store.note('expiry', session.id, {}, session.expires_at * 1000);
  return session;
}

const onlyExpand = z.strictObject({ expand: expand.optional() });

export const checkoutRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/v1/checkout/sessions',
    answer: ({ provider, params }) => createSession(provider, readParams(createSessionParams, params)),
  },
  {
    method: 'GET',
    path: '/v1/checkout/sessions',
    answer: ({ provider, params }) => {
      const { customer, payment_intent, subscription, status, ...read } = readParams(listSessionsParams, params);
      const where = { customer, payment_intent, subscription, status };
      return listPage(provider, 'checkout.session', '/v1/checkout/sessions', read, { where });
    },
  },
  {
    method: 'GET',
    path: '/v1/checkout/sessions/:id',
    answer: ({ provider, params, id }) => {
      readParams(onlyExpand, params);
      return find(provider, 'checkout.session', id, 'session');
    },
  },
  {
    method: 'POST',
    path: '/v1/checkout/sessions/:id/expire',
    answer: ({ provider, params, id }) => {
      readParams(onlyExpand, params);
      const session = find(provider, 'checkout.session', id, 'session');
      if (session.status !== 'open') {
        throw invalidRequest(
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
        );
      }
      return expireSession(provider, session);
    },
  },
  {
    method: 'GET',
    path: '/v1/checkout/sessions/:id/line_items',
    answer: ({ provider, params, id }) => {
      readParams(z.strictObject(page), params);
      return lineItemsOf(provider, find(provider, 'checkout.session', id, 'session').id);
    },
  },
];
