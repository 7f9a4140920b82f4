import type Stripe from 'stripe';
import * as z from 'zod';
import { type ApiRoute, find, listPage } from './api-call.ts';
import { invalidRequest, noSuch } from './api-error.ts';
import type { ListQuery } from './list-query.ts';
import type { Kind } from './object-store.ts';
import { createdRange, expand, integer, page, paramsOf, readParams, text } from './params.ts';
import { balanceNow, movementsOf } from './payouts.ts';

const onlyExpand = z.strictObject({ expand: expand.optional() });
const name = text.optional();
const every = { ...page, created: createdRange.optional() };

/** The two addresses that every kind has: one by id, and the list with its filters. */
function readingRoutes(
  kind: Kind,
  path: string,
  listParams: z.ZodType<z.infer<z.ZodObject<typeof every>> & Record<string, unknown>>,
  /** Where a filter's field lies in the object, if it is not of the same name. */
  places: Record<string, string> = {},
): ApiRoute[] {
  return [
    {
      method: 'GET',
      path,
      answer: ({ provider, params }) => {
        const { limit, starting_after, ending_before, created, expand: _, ...filters } = readParams(listParams, params);
        const where = Object.fromEntries(
          Object.entries(filters).map(([field, value]) => [
            places[field] ?? field,
            typeof value === 'string' ? value : undefined,
          ]),
        );
        return listPage(provider, kind, path, { limit, starting_after, ending_before, created }, { where });
      },
    },
    {
      method: 'GET',
      path: `${path}/:id`,
      answer: ({ provider, params, id }) => {
        readParams(onlyExpand, params);
        return find(provider, kind, id);
      },
    },
  ];
}

/** Stripe shows events for thirty days. */
const eventsKeptSeconds = 30 * 24 * 3600;

const eventListParams = paramsOf<Stripe.EventListParams>()({
  ...every,
  type: text.optional(),
  types: z.array(text).max(20).optional(),
});

const eventRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/v1/events',
    answer: ({ provider, params }) => {
      const { type, types, created, ...read } = readParams(eventListParams, params);
      if (type !== undefined && types !== undefined)
        throw invalidRequest('You may pass either `type` or `types`, but not both.');
      const oldest = provider.seconds() - eventsKeptSeconds;
      const kept = { ...created, gte: Math.max(oldest, created?.gte ?? 0) };
      const anyOf = types === undefined ? undefined : { field: 'type', values: types };
      return listPage(provider, 'event', '/v1/events', { ...read, created: kept }, { where: { type }, anyOf });
    },
  },
  {
    method: 'GET',
    path: '/v1/events/:id',
    answer: ({ provider, id }) => {
      const event = find(provider, 'event', id);
      if (event.created < provider.seconds() - eventsKeptSeconds) throw noSuch('event', id);
      return event;
    },
  },
];

const movementListParams = paramsOf<Stripe.BalanceTransactionListParams>()({
  ...every,
  payout: name,
  source: name,
  type: name,
  currency: name,
});

const balanceRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/v1/balance',
    answer: ({ provider, params }) => {
      readParams(onlyExpand, params);
      return balanceNow(provider);
    },
  },
  {
    method: 'GET',
    path: '/v1/balance_transactions',
    answer: ({ provider, params }) => {
      const { payout, source, type, currency, expand: _, ...read } = readParams(movementListParams, params);
      const anyOf = payout === undefined ? undefined : { field: 'id', values: movementsOf(provider, payout) };
      const where = { source, type, currency };
      return listPage(provider, 'balance_transaction', '/v1/balance_transactions', read, { where, anyOf });
    },
  },
  {
    method: 'GET',
    path: '/v1/balance_transactions/:id',
    answer: ({ provider, params, id }) => {
      readParams(onlyExpand, params);
      return find(provider, 'balance_transaction', id);
    },
  },
];

const searchParams = paramsOf<Stripe.ChargeSearchParams>()({
  query: text,
  limit: integer.pipe(z.int().min(1).max(100)).optional(),
  page: text.optional(),
  expand: expand.optional(),
});

const bounds = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' } as const;

/** Stripe's search language, as far as it is used: `field:"value"` and `created<1795391562`, joined by AND. */
function readSearch(query: string): Pick<ListQuery, 'where' | 'created'> {
  const where: Record<string, string> = {};
  const created: { lt?: number; lte?: number; gt?: number; gte?: number } = {};
  for (const clause of query.split(/ AND /i)) {
    const [, field, value] = /^\s*([a-z_.]+):["']([^"']*)["']\s*$/.exec(clause) ?? [];
    const [, sign, at] = /^\s*created([<>]=?)(\d+)\s*$/.exec(clause) ?? [];
    const bound = bounds[sign as keyof typeof bounds];
    if (field !== undefined && value !== undefined) where[field] = value;
    else if (bound !== undefined) created[bound] = Number(at);
    else throw invalidRequest(`We were unable to parse your search query: ${clause}`, { param: 'query' });
  }
  return { where, created };
}

const searchCharges: ApiRoute = {
  method: 'GET',
  path: '/v1/charges/search',
  answer: ({ provider, params }) => {
    const read = readParams(searchParams, params);
    const { data, hasMore } = provider.store.list('charge', {
      ...readSearch(read.query),
      startingAfter: read.page,
      limit: read.limit ?? 10,
    });
    const next = hasMore ? (data.at(-1)?.id ?? null) : null;
    return { object: 'search_result', data, has_more: hasMore, next_page: next, url: '/v1/charges/search' };
  },
};

export const readRoutes: readonly ApiRoute[] = [
  ...eventRoutes,
  ...balanceRoutes,
  searchCharges,
  ...readingRoutes(
    'payment_intent',
    '/v1/payment_intents',
    paramsOf<Stripe.PaymentIntentListParams>()({ ...every, customer: name }),
  ),
  ...readingRoutes(
    'charge',
    '/v1/charges',
    paramsOf<Stripe.ChargeListParams>()({ ...every, customer: name, payment_intent: name }),
  ),
  ...readingRoutes(
    'refund',
    '/v1/refunds',
    paramsOf<Stripe.RefundListParams>()({ ...every, charge: name, payment_intent: name }),
  ),
  ...readingRoutes(
    'dispute',
    '/v1/disputes',
    paramsOf<Stripe.DisputeListParams>()({ ...every, charge: name, payment_intent: name }),
  ),
  ...readingRoutes('customer', '/v1/customers', paramsOf<Stripe.CustomerListParams>()({ ...every, email: name })),
  ...readingRoutes(
    'subscription',
    '/v1/subscriptions',
    paramsOf<Stripe.SubscriptionListParams>()({ ...every, customer: name, status: name }),
  ),
  ...readingRoutes(
    'invoice',
    '/v1/invoices',
    paramsOf<Stripe.InvoiceListParams>()({ ...every, customer: name, status: name, subscription: name }),
    { subscription: 'parent.subscription_details.subscription' },
  ),
  ...readingRoutes(
    'invoice_payment',
    '/v1/invoice_payments',
    paramsOf<Stripe.InvoicePaymentListParams>()({ ...every, invoice: name, status: name }),
  ),
  ...readingRoutes('payout', '/v1/payouts', paramsOf<Stripe.PayoutListParams>()({ ...every, status: name })),
];
