import type Stripe from 'stripe';
import { bookMovement } from './balance-transactions.ts';
import { newId } from './identifiers.ts';
import type { Provider } from './provider.ts';

/** What Stripe charges in the UK for every dispute, in pence; it comes back only when Stripe says so with the money. */
const disputeFee = 2000;
const daysToAnswer = 10;

const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** The donor's bank questions a charge. No money moves yet; a warning is only a notice and may stay one. */
export function openDispute(
  provider: Provider,
  charge: Stripe.Charge,
  dispute: { amount: number; warning: boolean },
): Stripe.Dispute {
  const created = provider.seconds();
  const made = provider.store.put({
    id: newId('du'),
    object: 'dispute',
    amount: dispute.amount,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: created + daysToAnswer * 24 * 3600,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: dispute.warning,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      type: 'card',
      card: {
        brand: charge.payment_method_details?.card?.brand ?? 'visa',
        network: charge.payment_method_details?.card?.network ?? 'visa',
        case_type: dispute.warning ? 'inquiry' : 'chargeback',
        network_reason_code: '10.4',
      },
    },
    reason: 'fraudulent',
    status: dispute.warning ? 'warning_needs_response' : 'needs_response',
  } satisfies Stripe.Dispute);
  provider.store.put({ ...charge, disputed: true });
  provider.emit('charge.dispute.created', made);
  return made;
}

function move(
  provider: Provider,
  dispute: Stripe.Dispute,
  direction: 'withdrawal' | 'reversal',
  fee: number,
): Stripe.Dispute {
  const out = direction === 'withdrawal';
  const movement = bookMovement(provider, {
    type: 'adjustment',
    reportingCategory: out ? 'dispute' : 'dispute_reversal',
    amount: out ? -dispute.amount : dispute.amount,
    ...(fee === 0 ? {} : { fee, feeDescription: fee < 0 ? 'Dispute fee given back' : 'Dispute fee' }),
    source: dispute.id,
    description: `Chargeback ${direction} for ${String(dispute.charge)}`,
  });
  return provider.store.put<Stripe.Dispute>({
    ...dispute,
    balance_transactions: [...dispute.balance_transactions, movement],
  });
}

/** The bank takes the money back, and Stripe its fee. */
export function withdrawFunds(provider: Provider, dispute: Stripe.Dispute): Stripe.Dispute {
  const changed = move(provider, dispute, 'withdrawal', disputeFee);
  provider.emit('charge.dispute.funds_withdrawn', changed);
  return changed;
}

/** The bank gives the money back to us. @param fee what Stripe keeps of it, in pence; negative: it gives a fee back */
export function reinstateFunds(provider: Provider, dispute: Stripe.Dispute, fee: number): Stripe.Dispute {
  const changed = move(provider, dispute, 'reversal', fee);
  provider.emit('charge.dispute.funds_reinstated', changed);
  return changed;
}

/** The bank has decided. Money given back comes separately, before or after. */
export function closeDispute(provider: Provider, dispute: Stripe.Dispute, status: 'won' | 'lost' | 'warning_closed') {
  const closed = provider.store.put({ ...dispute, status } satisfies Stripe.Dispute);
  provider.emit('charge.dispute.closed', closed);
  return closed;
}
