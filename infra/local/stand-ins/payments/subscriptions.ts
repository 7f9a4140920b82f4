import Stripe from 'stripe';
import { invalidRequest } from './api-error.ts';
import { newId } from './identifiers.ts';
import { makeInvoice, type Period, payInvoice } from './invoices.ts';
import type { Provider } from './provider.ts';
import type { TestCard } from './test-means.ts';

/** The anchor's day in the month after, or that month's last day when it is shorter: the 31st, the 28th, the 31st. */
function monthAfter(seconds: number, anchor = seconds): number {
  const from = new Date(seconds * 1000);
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 2, 0)).getUTCDate();
  const day = Math.min(new Date(anchor * 1000).getUTCDate(), lastDay);
  const time = anchor % (24 * 3600);
  return Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, day) / 1000 + time;
}

interface NewSubscription {
  customer: string;
  price: Stripe.Price;
  quantity: number;
  description: string | null;
  metadata: Stripe.Metadata;
}

function makeItem(
  subscriptionId: string,
  { price, quantity }: NewSubscription,
  period: Period,
): Stripe.SubscriptionItem {
  const amount = price.unit_amount ?? 0;
  return {
    id: newId('si', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created: period.start,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: {
      id: price.id,
      object: 'plan',
      active: false,
      amount,
      amount_decimal: Stripe.Decimal.from(amount),
      billing_scheme: 'per_unit',
      created: price.created,
      currency: price.currency,
      interval: 'month',
      interval_count: 1,
      livemode: false,
      metadata: {},
      meter: null,
      nickname: null,
      product: price.product,
      tiers_mode: null,
      transform_usage: null,
      trial_period_days: null,
      usage_type: 'licensed',
    },
    price,
    quantity,
    subscription: subscriptionId,
    tax_rates: [],
  };
}

/** A monthly gift, begun and paid for the first month. */
export function makeSubscription(provider: Provider, wanted: NewSubscription, card: TestCard): Stripe.Subscription {
  const id = newId('sub');
  const start = provider.seconds();
  const period = { start, end: monthAfter(start) };
  const made = provider.store.put({
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: start,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: null, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: start,
    currency: wanted.price.currency,
    customer: wanted.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: wanted.description,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: {
      object: 'list',
      data: [makeItem(id, wanted, period)],
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: wanted.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: null,
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: start,
    status: 'active',
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: null,
    trial_start: null,
  } satisfies Stripe.Subscription);
  provider.emit('customer.subscription.created', made);
  const invoice = payInvoice(provider, makeInvoice(provider, made, period, 'subscription_create'), 'pays', card);
  provider.store.note('card-of', id, card);
  return provider.store.put({ ...made, latest_invoice: invoice.id });
}

function change(
  provider: Provider,
  subscription: Stripe.Subscription,
  changes: Partial<Stripe.Subscription>,
): Stripe.Subscription {
  const changed = provider.store.put<Stripe.Subscription>({ ...subscription, ...changes });
  provider.emit('customer.subscription.updated', changed);
  return changed;
}

/** Stops a monthly gift for good. */
export function endSubscription(
  provider: Provider,
  subscription: Stripe.Subscription,
  reason: 'cancellation_requested' | 'payment_failed',
): Stripe.Subscription {
  const at = provider.seconds();
  const ended = provider.store.put<Stripe.Subscription>({
    ...subscription,
    status: 'canceled',
    canceled_at: at,
    ended_at: at,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason },
  });
  provider.emit('customer.subscription.deleted', ended);
  return ended;
}

/** Says that a monthly gift shall stop with the month that was paid, or shall go on after all. */
export function stopAtPeriodEnd(
  provider: Provider,
  subscription: Stripe.Subscription,
  stop: boolean,
): Stripe.Subscription {
  const [item] = subscription.items.data;
  return change(provider, subscription, {
    cancel_at_period_end: stop,
    cancel_at: stop ? (item?.current_period_end ?? null) : null,
    canceled_at: stop ? provider.seconds() : null,
  });
}

/** The next month has come: it is billed and paid, or the card fails; a gift that was to stop stops. */
export function nextMonth(
  provider: Provider,
  subscription: Stripe.Subscription,
  outcome: 'pays' | 'fails',
): Stripe.Subscription {
  const [item] = subscription.items.data;
  if (item === undefined || subscription.status === 'canceled') {
    throw invalidRequest(`${subscription.id} has ended; there is no next month.`);
  }
  if (subscription.cancel_at_period_end) return endSubscription(provider, subscription, 'cancellation_requested');
  const period = {
    start: item.current_period_end,
    end: monthAfter(item.current_period_end, subscription.billing_cycle_anchor),
  };
  const items = {
    ...subscription.items,
    data: [{ ...item, current_period_start: period.start, current_period_end: period.end }],
  };
  const invoice = makeInvoice(provider, subscription, period, 'subscription_cycle');
  const begun = change(provider, subscription, { items, latest_invoice: invoice.id });
  const card = provider.store.noted('card-of', subscription.id) as TestCard;
  payInvoice(provider, invoice, outcome, card);
  if (outcome === 'pays') return begun;
  return change(provider, begun, { status: 'past_due' });
}

/** The card is charged again for a month that failed. */
export function payLate(provider: Provider, invoice: Stripe.Invoice, outcome: 'pays' | 'fails'): Stripe.Invoice {
  if (invoice.status !== 'open') throw invalidRequest(`Invoice is already ${invoice.status}`);
  const subscription = provider.store.get('subscription', String(invoice.parent?.subscription_details?.subscription));
  const card = provider.store.noted('card-of', subscription?.id ?? '') as TestCard;
  const paid = payInvoice(provider, invoice, outcome, card);
  if (subscription && outcome === 'pays') change(provider, subscription, { status: 'active' });
  return paid;
}
