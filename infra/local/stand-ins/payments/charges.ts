import type Stripe from 'stripe';
import { newId } from './identifiers.ts';
import type { Provider } from './provider.ts';
import { testDonor } from './test-means.ts';

/** What a donor's bank statement shows. Neutral: a statement is read by others in the house. */
const statementDescriptor = 'SPONSORED PLACES';

/** One attempt to take the money of a payment intent. */
export function makeCharge(
  provider: Provider,
  intent: Stripe.PaymentIntent,
  details: Stripe.Charge.PaymentMethodDetails,
  status: 'succeeded' | 'pending' | 'failed',
): Stripe.Charge {
  const byCard = details.type === 'card';
  return provider.store.put({
    id: newId(byCard ? 'ch' : 'py'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: status === 'succeeded' ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { ...testDonor, tax_id: null },
    calculated_statement_descriptor: statementDescriptor,
    captured: status !== 'failed',
    created: provider.seconds(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: status === 'failed' ? 'card_declined' : null,
    failure_message: status === 'failed' ? 'Your card was declined.' : null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: status === 'failed' ? 'declined_by_network' : 'approved_by_network',
      reason: status === 'failed' ? 'generic_decline' : null,
      risk_level: 'normal',
      seller_message: status === 'failed' ? 'The bank did not return any further details.' : 'Payment complete.',
      type: status === 'failed' ? 'issuer_declined' : 'authorized',
    },
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: newId('pm'),
    payment_method_details: details,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  } satisfies Stripe.Charge);
}
