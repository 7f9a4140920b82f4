import type Stripe from 'stripe';
import { bookMovement } from './balance-transactions.ts';
import { newId } from './identifiers.ts';
import type { Provider } from './provider.ts';

/** What of a charge has not been given back yet, in pence. */
export const refundable = (charge: Stripe.Charge): number => charge.amount_captured - charge.amount_refunded;

interface NewRefund {
  amount: number;
  reason: string | null;
  metadata: Stripe.Metadata;
  status: 'succeeded' | 'pending';
}

function showOnCharge(provider: Provider, charge: Stripe.Charge, difference: number): Stripe.Charge {
  const refunded = charge.amount_refunded + difference;
  return provider.store.put({ ...charge, amount_refunded: refunded, refunded: refunded === charge.amount_captured });
}

/** Gives back a part of a charge, or all of it. A charge can be refunded in parts; Stripe keeps its fee. */
export function makeRefund(provider: Provider, charge: Stripe.Charge, refund: NewRefund): Stripe.Refund {
  const id = newId('re');
  const byCard = charge.payment_method_details?.type === 'card';
  const movement = bookMovement(provider, {
    type: byCard ? 'refund' : 'payment_refund',
    reportingCategory: 'refund',
    amount: -refund.amount,
    source: id,
  });
  const made = provider.store.put({
    id,
    object: 'refund',
    amount: refund.amount,
    balance_transaction: movement.id,
    charge: charge.id,
    created: provider.seconds(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    ...(byCard ? { destination_details: { type: 'card', card: { type: 'refund', reference_status: 'pending' } } } : {}),
    metadata: refund.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: refund.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: refund.status,
    transfer_reversal: null,
  } satisfies Stripe.Refund);
  provider.emit('refund.created', made);
  provider.emit('charge.refunded', showOnCharge(provider, charge, refund.amount));
  return made;
}

/** A refund that was pending has reached the donor. */
export function completeRefund(provider: Provider, refund: Stripe.Refund): Stripe.Refund {
  const done = provider.store.put({ ...refund, status: 'succeeded' });
  provider.emit('refund.updated', done, { status: refund.status });
  return done;
}

/** The donor's bank sent the money back to us: a refund can fail days after it looked done. */
export function failRefund(provider: Provider, refund: Stripe.Refund): Stripe.Refund {
  const movement = bookMovement(provider, {
    type: 'refund_failure',
    reportingCategory: 'refund_failure',
    amount: refund.amount,
    source: refund.id,
  });
  const failed = provider.store.put({
    ...refund,
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
    failure_balance_transaction: movement.id,
  } satisfies Stripe.Refund);
  const charge = provider.store.get('charge', String(refund.charge));
  if (charge) showOnCharge(provider, charge, -refund.amount);
  provider.emit('refund.failed', failed, { status: refund.status });
  provider.emit('refund.updated', failed, { status: refund.status });
  return failed;
}
