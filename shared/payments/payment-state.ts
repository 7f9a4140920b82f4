import type Stripe from 'stripe';
import { DisputeId, DonationId, Pence, RefundId } from '../../events/values.ts';
import type { DisputeState, PaymentState, RefundState } from './interface.ts';
import { donationIn, instantOf, refundKey } from './payment-event.ts';

/** What the provider has to be asked to know one checkout: the session with its payment unfolded, the lists newest first. */
export interface Fetched {
  session: Stripe.Checkout.Session;
  refunds: readonly Stripe.Refund[];
  disputes: readonly Stripe.Dispute[];
  cardSeenBefore: boolean | undefined;
}

/** A reference that may have been unfolded: the object if it was. */
function unfolded<T extends { id: string }>(reference: string | T | null | undefined): T | undefined {
  return typeof reference === 'object' && reference !== null ? reference : undefined;
}

/** The donation a checkout was made for; undefined when it is none of ours. */
export function donationOf(session: Stripe.Checkout.Session): DonationId | undefined {
  return donationIn(session.metadata) ?? DonationId.safeParse(session.client_reference_id).data;
}

/** The payment of a checkout, unfolded as far as it was asked for. */
export function paymentOf(session: Stripe.Checkout.Session): {
  intent: Stripe.PaymentIntent | undefined;
  charge: Stripe.Charge | undefined;
  movement: Stripe.BalanceTransaction | undefined;
} {
  const intent = unfolded(session.payment_intent);
  const charge = unfolded(intent?.latest_charge);
  return { intent, charge, movement: unfolded(charge?.balance_transaction) };
}

/** The fingerprint of the card that paid, if it was a card. */
export function fingerprintOf(charge: Stripe.Charge | undefined): string | undefined {
  return charge?.payment_method_details?.card?.fingerprint ?? undefined;
}

function statusOf(session: Stripe.Checkout.Session, intent: Stripe.PaymentIntent | undefined): PaymentState['status'] {
  if (session.status === 'open') return 'open';
  if (session.status === 'expired') return 'expired';
  if (session.payment_status === 'paid') return 'paid';
  // Complete and unpaid: a slow payment. It has failed once its intent asks for another way to pay.
  return intent?.status === 'requires_payment_method' || intent?.status === 'canceled' ? 'failed' : 'pending';
}

function refundState(refund: Stripe.Refund): RefundState {
  const ended = { succeeded: 'succeeded', failed: 'failed', canceled: 'failed' } as const;
  return {
    refundId: refund.id,
    ourRefundId: RefundId.safeParse(refund.metadata?.[refundKey]).data,
    amountPence: Pence.parse(refund.amount),
    // What else there is (`requires_action`) has not moved any money yet.
    status: ended[String(refund.status) as keyof typeof ended] ?? 'pending',
    at: instantOf(refund.created),
  };
}

/** As they happened; within one second what was taken comes before what came back. */
const inTheirOrder = (one: Stripe.BalanceTransaction, other: Stripe.BalanceTransaction): number =>
  one.created - other.created || one.amount - other.amount;

function disputeState(dispute: Stripe.Dispute): DisputeState {
  const { due_by: dueBy } = dispute.evidence_details;
  const isTaken = dispute.balance_transactions.reduce((total, { amount }) => total + amount, 0) < 0;
  const status = (): DisputeState['status'] => {
    if (dispute.status === 'won') return 'won';
    if (dispute.status === 'lost') return 'lost';
    // `prevented` was settled before it became a dispute; like a warning it moves no money by itself.
    if (dispute.status.startsWith('warning_') || dispute.status === 'prevented') return 'notice';
    return isTaken ? 'withdrawn' : 'open';
  };
  return {
    disputeId: DisputeId.parse(dispute.id),
    amountPence: Pence.parse(dispute.amount),
    status: status(),
    movements: dispute.balance_transactions
      .toSorted(inTheirOrder)
      .map(({ id, amount, fee }) => ({ movementId: id, amountPence: amount, feePence: fee })),
    at: instantOf(dispute.created),
    ...(dueBy === null ? {} : { evidenceDueAt: instantOf(dueBy) }),
  };
}

/** Puts what the provider said into our words. Throws when the money is not in pounds: then no sum below is true. */
export function readPaymentState({ session, refunds, disputes, cardSeenBefore }: Fetched): PaymentState {
  if (session.currency !== 'gbp') throw new Error(`Checkout ${session.id} is in ${session.currency}, not in pounds.`);
  const { intent, charge, movement } = paymentOf(session);
  const status = statusOf(session, intent);
  const paid = status === 'paid';
  return {
    checkoutId: session.id,
    donationId: donationOf(session),
    status,
    amountPence: Pence.parse(session.amount_total),
    paymentId: intent?.id,
    chargeId: charge?.id,
    feePence: paid && movement ? Pence.parse(movement.fee) : undefined,
    paidAt: paid && movement ? instantOf(movement.created) : undefined,
    availableOn: paid && movement ? instantOf(movement.available_on) : undefined,
    statementDescriptor: charge?.calculated_statement_descriptor ?? undefined,
    refunds: refunds.map(refundState).reverse(),
    disputes: disputes.map(disputeState).reverse(),
    cardFingerprintSeenBefore: paid ? cardSeenBefore : undefined,
  };
}
