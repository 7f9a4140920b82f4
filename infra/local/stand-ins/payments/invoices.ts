import Stripe from 'stripe';
import { newId } from './identifiers.ts';
import { decline, makePaymentIntent, succeed } from './payment-intents.ts';
import type { Provider } from './provider.ts';
import { type TestCard, testCards } from './test-means.ts';

/** One month of a subscription, in epoch seconds. */
export interface Period {
  start: number;
  end: number;
}

function lineOf(invoiceId: string, subscription: Stripe.Subscription, period: Period): Stripe.InvoiceLineItem {
  const [item] = subscription.items.data;
  const amount = (item?.price.unit_amount ?? 0) * (item?.quantity ?? 1);
  return {
    id: newId('il'),
    object: 'line_item',
    amount,
    currency: subscription.currency,
    description: subscription.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: invoiceId,
    livemode: false,
    metadata: subscription.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: null,
        subscription: subscription.id,
        subscription_item: item?.id ?? '',
      },
      type: 'subscription_item_details',
    },
    period,
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: item?.price.id ?? '', product: String(item?.price.product) },
      type: 'price_details',
      unit_amount_decimal: Stripe.Decimal.from(item?.price.unit_amount ?? 0),
    },
    quantity: item?.quantity ?? 1,
    quantity_decimal: Stripe.Decimal.from(item?.quantity ?? 1),
    subscription: subscription.id,
    subtotal: amount,
    taxes: [],
  };
}

/** The bill for one month, not yet paid. The subscription's metadata is copied into `parent`, as at Stripe. */
export function makeInvoice(
  provider: Provider,
  subscription: Stripe.Subscription,
  period: Period,
  reason: 'subscription_create' | 'subscription_cycle',
): Stripe.Invoice {
  const id = newId('in');
  const created = provider.seconds();
  const line = lineOf(id, subscription, period);
  const customer = provider.store.get('customer', String(subscription.customer));
  const made = provider.store.put({
    id,
    object: 'invoice',
    account_country: 'GB',
    account_name: null,
    account_tax_ids: null,
    amount_due: line.amount,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: line.amount,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: reason,
    collection_method: 'charge_automatically',
    created,
    currency: subscription.currency,
    custom_fields: null,
    customer: subscription.customer,
    customer_account: null,
    customer_address: null,
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: created,
    ending_balance: 0,
    footer: null,
    from_invoice: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: 'list', data: [line], has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: newId('STANDIN', 8),
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: period.end,
    period_start: period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'open',
    status_transitions: { finalized_at: created, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: line.amount,
    subtotal_excluding_tax: line.amount,
    test_clock: null,
    total: line.amount,
    total_discount_amounts: [],
    total_excluding_tax: line.amount,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  } satisfies Stripe.Invoice);
  provider.emit('invoice.created', made);
  provider.emit('invoice.finalized', made);
  return made;
}

function recordPayment(provider: Provider, invoice: Stripe.Invoice, intent: Stripe.PaymentIntent, paid: boolean): void {
  const known = provider.store.all('invoice_payment', { invoice: invoice.id })[0];
  const at = provider.seconds();
  provider.store.put({
    id: known?.id ?? newId('inpay'),
    object: 'invoice_payment',
    amount_paid: paid ? invoice.amount_due : null,
    amount_requested: invoice.amount_due,
    created: known?.created ?? at,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: paid ? 'paid' : 'open',
    status_transitions: { canceled_at: null, paid_at: paid ? at : null },
  } satisfies Stripe.InvoicePayment);
}

/** Tries to take the money of an invoice once. The payment intent carries no metadata: at Stripe neither. */
export function payInvoice(
  provider: Provider,
  invoice: Stripe.Invoice,
  outcome: 'pays' | 'fails',
  card: TestCard,
): Stripe.Invoice {
  const [before] = provider.store.all('invoice_payment', { invoice: invoice.id });
  const known = provider.store.get('payment_intent', String(before?.payment.payment_intent));
  const first = invoice.billing_reason === 'subscription_create';
  const intent =
    known ??
    makePaymentIntent(provider, {
      amount: invoice.amount_due,
      currency: invoice.currency,
      description: first ? 'Subscription creation' : 'Subscription update',
      metadata: {},
      customer: String(invoice.customer),
      methodType: 'card',
    });
  const paid = outcome === 'pays';
  const after = (paid ? succeed : decline)(provider, intent, testCards[card].details);
  recordPayment(provider, invoice, after, paid);
  const tried = { ...invoice, attempted: true, attempt_count: invoice.attempt_count + 1 };
  if (!paid) {
    const failed = provider.store.put({ ...tried, next_payment_attempt: provider.seconds() + 3 * 24 * 3600 });
    provider.emit('invoice.payment_failed', failed);
    return failed;
  }
  const changed = provider.store.put({
    ...tried,
    status: 'paid',
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, paid_at: provider.seconds() },
  } satisfies Stripe.Invoice);
  provider.emit('invoice.paid', changed);
  provider.emit('invoice.payment_succeeded', changed);
  return changed;
}
