import type Stripe from 'stripe';
import { bookMovement, cardFee } from './balance-transactions.ts';
import { makeCharge } from './charges.ts';
import { newId } from './identifiers.ts';
import type { Provider } from './provider.ts';

interface NewIntent {
  amount: number;
  currency: string;
  description: string | null;
  metadata: Stripe.Metadata;
  customer: string | null;
  methodType: string;
}

/** The intent that a checkout or an invoice makes when somebody first tries to pay. */
export function makePaymentIntent(provider: Provider, intent: NewIntent): Stripe.PaymentIntent {
  const id = newId('pi');
  const made = provider.store.put({
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: intent.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: newId(`${id}_secret`, 25),
    confirmation_method: 'automatic',
    created: provider.seconds(),
    currency: intent.currency,
    customer: intent.customer,
    customer_account: null,
    description: intent.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: intent.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: [intent.methodType],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_group: null,
  } satisfies Stripe.PaymentIntent);
  provider.emit('payment_intent.created', made);
  return made;
}

/** The money is taken at once. */
export function succeed(
  provider: Provider,
  intent: Stripe.PaymentIntent,
  details: Stripe.Charge.PaymentMethodDetails,
): Stripe.PaymentIntent {
  const charge = makeCharge(provider, intent, details, 'succeeded');
  return credit(provider, intent, charge);
}

/** The money is on its way from a bank and may still not come. */
export function startProcessing(
  provider: Provider,
  intent: Stripe.PaymentIntent,
  details: Stripe.Charge.PaymentMethodDetails,
): Stripe.PaymentIntent {
  const charge = makeCharge(provider, intent, details, 'pending');
  provider.emit('charge.pending', charge);
  const changed = provider.store.put({
    ...intent,
    status: 'processing',
    latest_charge: charge.id,
    payment_method: charge.payment_method,
  });
  provider.emit('payment_intent.processing', changed);
  return changed;
}

/** The money that was on its way has come. */
export function clear(provider: Provider, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  const charge = provider.store.get('charge', String(intent.latest_charge));
  if (charge === undefined) throw new Error(`${intent.id} has no charge to clear`);
  return credit(provider, intent, { ...charge, status: 'succeeded', paid: true, amount_captured: charge.amount });
}

/** The bank said no: to a first attempt, or in the end to money that was on its way. */
export function decline(
  provider: Provider,
  intent: Stripe.PaymentIntent,
  details: Stripe.Charge.PaymentMethodDetails,
): Stripe.PaymentIntent {
  const underWay =
    intent.status === 'processing' ? provider.store.get('charge', String(intent.latest_charge)) : undefined;
  const charge: Stripe.Charge = underWay
    ? {
        ...underWay,
        status: 'failed',
        captured: false,
        failure_code: 'insufficient_funds',
        failure_message: 'The account has too little money in it.',
      }
    : makeCharge(provider, intent, details, 'failed');
  provider.emit('charge.failed', provider.store.put(charge));
  const changed = provider.store.put({
    ...intent,
    status: 'requires_payment_method',
    latest_charge: charge.id,
    last_payment_error: {
      type: 'card_error',
      code: charge.failure_code ?? 'card_declined',
      charge: charge.id,
      message: charge.failure_message ?? 'Your card was declined.',
    },
  } satisfies Stripe.PaymentIntent);
  provider.emit('payment_intent.payment_failed', changed);
  return changed;
}

function credit(provider: Provider, intent: Stripe.PaymentIntent, charge: Stripe.Charge): Stripe.PaymentIntent {
  const byCard = charge.payment_method_details?.type === 'card';
  const movement = bookMovement(provider, {
    type: byCard ? 'charge' : 'payment',
    reportingCategory: 'charge',
    amount: charge.amount,
    fee: cardFee(charge.amount),
    source: charge.id,
    ...(intent.description === null ? {} : { description: intent.description }),
  });
  const booked = provider.store.put({ ...charge, balance_transaction: movement.id });
  provider.emit('charge.succeeded', booked);
  const changed = provider.store.put({
    ...intent,
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: booked.id,
    last_payment_error: null,
    payment_method: booked.payment_method,
  });
  provider.emit('payment_intent.succeeded', changed);
  return changed;
}
