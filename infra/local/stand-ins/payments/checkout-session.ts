import Stripe from 'stripe';
import { newId } from './identifiers.ts';
import { ownAddress, type Provider } from './provider.ts';

/** One line of what is being paid for. */
export interface Line {
  name: string;
  description: string | null;
  currency: string;
  unitAmount: number;
  quantity: number;
  monthly: boolean;
}

interface NewSession {
  mode: 'payment' | 'subscription';
  lines: Line[];
  submitType: string | null;
  clientReferenceId: string | null;
  metadata: Stripe.Metadata;
  successUrl: string;
  cancelUrl: string | null;
  expiresAt: number;
  customer: string | null;
  customerEmail: string | null;
}

export const totalOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + line.unitAmount * line.quantity, 0);

function makePrice(line: Line, created: number): Stripe.Price {
  return {
    id: newId('price'),
    object: 'price',
    active: false,
    billing_scheme: 'per_unit',
    created,
    currency: line.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: newId('prod', 14),
    recurring: line.monthly
      ? { interval: 'month', interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' }
      : null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: line.monthly ? 'recurring' : 'one_time',
    unit_amount: line.unitAmount,
    unit_amount_decimal: Stripe.Decimal.from(line.unitAmount),
  };
}

function makeLineItem(line: Line, created: number): Stripe.LineItem {
  const amount = line.unitAmount * line.quantity;
  return {
    id: newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: line.currency,
    description: line.name,
    metadata: {},
    price: makePrice(line, created),
    quantity: line.quantity,
  };
}

/** A checkout as it is right after it was asked for: open, unpaid, with its own page. */
export function makeSession(provider: Provider, session: NewSession): Stripe.Checkout.Session {
  const id = `cs_test_${newId('a1', 56).replace('_', '')}`;
  const created = provider.seconds();
  const total = totalOf(session.lines);
  provider.store.note(
    'line-items',
    id,
    session.lines.map((line) => makeLineItem(line, created)),
  );
  return provider.store.put({
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: session.cancelUrl,
    client_reference_id: session.clientReferenceId,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created,
    currency: session.lines[0]?.currency ?? 'gbp',
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: session.customer,
    customer_account: null,
    customer_creation: session.mode === 'payment' ? 'if_required' : null,
    customer_details: null,
    customer_email: session.customerEmail,
    discounts: [],
    expires_at: session.expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: null,
    managed_payments: null,
    metadata: session.metadata,
    mode: session.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: session.mode === 'payment' ? 'if_required' : 'always',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card', 'bacs_debit'],
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: session.submitType,
    subscription: null,
    success_url: session.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${ownAddress}/c/pay/${id}`,
    wallet_options: null,
  } satisfies Stripe.Checkout.Session);
}

/** What a checkout is for, line by line. Stripe shows it only when asked, never in events. */
export function lineItemsOf(provider: Provider, sessionId: string): Stripe.ApiList<Stripe.LineItem> {
  const data = (provider.store.noted('line-items', sessionId) ?? []) as Stripe.LineItem[];
  return { object: 'list', data, has_more: false, url: `/v1/checkout/sessions/${sessionId}/line_items` };
}
