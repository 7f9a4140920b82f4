import type Stripe from 'stripe';
import { LocalDate, RefundId } from '../../events/values.ts';
import type { BalanceMovement, ProviderPayout } from '../domain/settle-payout.ts';
import type { ProviderBalance } from './interface.ts';
import { instantOf, refundKey } from './payment-event.ts';

const whats: Readonly<Record<string, BalanceMovement['what']>> = {
  charge: 'gift',
  payment: 'gift',
  refund: 'refund',
  payment_refund: 'refund',
  refund_failure: 'refund-failed',
  payment_failure_refund: 'refund-failed',
  payout_failure: 'payout-failed',
  payout_cancel: 'payout-failed',
  stripe_fee: 'provider-fee',
  tax_fee: 'provider-fee',
};

function whatOf({ type, amount, source }: Stripe.BalanceTransaction): BalanceMovement['what'] {
  const isDispute = typeof source === 'object' && source?.object === 'dispute';
  // Disputes come as adjustments, out and back.
  if (type === 'adjustment' && isDispute) return amount < 0 ? 'dispute' : 'dispute-returned';
  return whats[type] ?? 'other';
}

const idOf = (reference: string | { readonly id: string } | null | undefined): string | undefined =>
  typeof reference === 'string' ? reference : reference?.id;

/** What the journal knows the movement by: of a charge its payment, of a refund that we asked for our own id. */
function sourceOf({ id, source }: Stripe.BalanceTransaction): string {
  if (typeof source !== 'object' || source === null) return source ?? id;
  if (source.object === 'charge') return idOf(source.payment_intent) ?? source.id;
  if (source.object === 'refund') return RefundId.safeParse(source.metadata?.[refundKey]).data ?? source.id;
  return 'id' in source ? source.id : id;
}

/** Puts a movement of the balance into our words; its source has been unfolded. @throws when it is not in pounds. */
export function readMovement(transaction: Stripe.BalanceTransaction): BalanceMovement {
  const { id, amount, fee, net, created, currency } = transaction;
  if (currency !== 'gbp') throw new Error(`Movement ${id} is in ${currency}, not in pounds.`);
  const source = sourceOf(transaction);
  return { movementId: id, what: whatOf(transaction), amount, fee, net, source, at: instantOf(created) };
}

/** Our balance in pounds. @throws when there is any in another currency: the journal knows none. */
export function readBalance({ available, pending }: Pick<Stripe.Balance, 'available' | 'pending'>): ProviderBalance {
  const other = [...available, ...pending].find(({ amount, currency }) => currency !== 'gbp' && amount !== 0);
  if (other !== undefined) throw new Error(`There is a balance in ${other.currency}, not in pounds.`);
  const sum = (parts: readonly { readonly amount: number }[]) => parts.reduce((all, { amount }) => all + amount, 0);
  return { availablePence: sum(available), pendingPence: sum(pending) };
}

/** What is read of a payout. */
export type ToldPayout = Pick<
  Stripe.Payout,
  'id' | 'amount' | 'status' | 'created' | 'currency' | 'arrival_date' | 'reconciliation_status'
>;

/** @throws when it is not in pounds. */
export function readPayout(payout: ToldPayout): ProviderPayout {
  const { id, amount, status, created, currency, arrival_date: arrival, reconciliation_status: reconciled } = payout;
  if (currency !== 'gbp') throw new Error(`Payout ${id} is in ${currency}, not in pounds.`);
  const hasFailed = status === 'failed' || status === 'canceled';
  // One made by hand is never reconciled by the provider: it has arrived, and nobody says of what it consists.
  const isWhole = reconciled === 'completed' || reconciled === 'not_applicable';
  return {
    payoutId: id,
    amount,
    status: hasFailed ? 'failed' : status === 'paid' && isWhole ? 'settled' : 'on-its-way',
    arrivesOn: LocalDate.parse(instantOf(arrival).slice(0, 10)),
    at: instantOf(created),
  };
}
