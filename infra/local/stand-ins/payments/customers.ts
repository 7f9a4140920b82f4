import type Stripe from 'stripe';
import type * as z from 'zod';
import { type ApiRoute, find } from './api-call.ts';
import { newId } from './identifiers.ts';
import { expand, metadata, paramsOf, readParams, text } from './params.ts';
import type { Provider } from './provider.ts';

interface NewCustomer {
  email?: string | undefined;
  name?: string | undefined;
  description?: string | undefined;
  metadata?: Stripe.Metadata | undefined;
}

/** Somebody who pays more than once: a monthly donor. */
export function makeCustomer(provider: Provider, customer: NewCustomer): Stripe.Customer {
  const made = provider.store.put({
    id: newId('cus', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: provider.seconds(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: customer.description ?? null,
    discount: null,
    email: customer.email ?? null,
    invoice_prefix: newId('', 8).slice(1).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: customer.metadata ?? {},
    name: customer.name ?? null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  } satisfies Stripe.Customer);
  provider.emit('customer.created', made);
  return made;
}

const params = paramsOf<Stripe.CustomerCreateParams & Stripe.CustomerUpdateParams>()({
  email: text.optional(),
  name: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  expand: expand.optional(),
});

function changeCustomer(provider: Provider, id: string, change: z.infer<typeof params>): Stripe.Customer {
  const customer = find(provider, 'customer', id);
  const changed = provider.store.put({
    ...customer,
    email: change.email ?? customer.email,
    name: change.name ?? customer.name ?? null,
    description: change.description ?? customer.description,
    metadata: { ...customer.metadata, ...change.metadata },
  } satisfies Stripe.Customer);
  provider.emit('customer.updated', changed);
  return changed;
}

export const customerRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/v1/customers',
    answer: ({ provider, params: given }) => makeCustomer(provider, readParams(params, given)),
  },
  {
    method: 'POST',
    path: '/v1/customers/:id',
    answer: ({ provider, params: given, id }) => changeCustomer(provider, id, readParams(params, given)),
  },
];
