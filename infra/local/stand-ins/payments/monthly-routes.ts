import type Stripe from 'stripe';
import * as z from 'zod';
import { type ApiRoute, find } from './api-call.ts';
import { invalidRequest } from './api-error.ts';
import { expand, flag, paramsOf, readParams } from './params.ts';
import { endSubscription, payLate, stopAtPeriodEnd } from './subscriptions.ts';

const onlyExpand = z.strictObject({ expand: expand.optional() });
const updateParams = paramsOf<Stripe.SubscriptionUpdateParams>()({
  cancel_at_period_end: flag,
  expand: expand.optional(),
});

/** What our side does with monthly gifts: stops them, now or with the month, and charges a failed month again. */
export const monthlyRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/v1/subscriptions/:id',
    answer: ({ provider, params, id }) => {
      const { cancel_at_period_end: stop } = readParams(updateParams, params);
      return stopAtPeriodEnd(provider, find(provider, 'subscription', id), stop);
    },
  },
  {
    method: 'DELETE',
    path: '/v1/subscriptions/:id',
    answer: ({ provider, params, id }) => {
      readParams(onlyExpand, params);
      const subscription = find(provider, 'subscription', id);
      if (subscription.status === 'canceled')
        throw invalidRequest(`No such subscription: '${id}'`, { code: 'resource_missing' });
      return endSubscription(provider, subscription, 'cancellation_requested');
    },
  },
  {
    method: 'POST',
    path: '/v1/invoices/:id/pay',
    answer: ({ provider, params, id }) => {
      readParams(onlyExpand, params);
      return payLate(provider, find(provider, 'invoice', id), 'pays');
    },
  },
];
