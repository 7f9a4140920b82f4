import type Stripe from 'stripe';
import { newId } from './identifiers.ts';
import type { Provider } from './provider.ts';

const day = 24 * 3600;
/** Money taken can be paid out so many days later. */
const daysUntilAvailable = 3;

/** The card fee for charities in the UK: 1.2 % and 20p, in pence, rounded half up. */
export function cardFee(amount: number): number {
  return Math.floor((amount * 12 + 500) / 1000) + 20;
}

interface Movement {
  type:
    | 'charge'
    | 'payment'
    | 'refund'
    | 'payment_refund'
    | 'refund_failure'
    | 'adjustment'
    | 'payout'
    | 'payout_failure';
  reportingCategory: string;
  /** Signed pence: what comes in is positive. */
  amount: number;
  fee?: number;
  feeDescription?: string;
  source: string;
  description?: string;
}

/** Books one movement of the balance. */
export function bookMovement(provider: Provider, movement: Movement): Stripe.BalanceTransaction {
  const fee = movement.fee ?? 0;
  const created = provider.seconds();
  return provider.store.put({
    id: newId('txn'),
    object: 'balance_transaction',
    amount: movement.amount,
    available_on: movement.amount > 0 ? created + daysUntilAvailable * day : created,
    balance_type: 'payments',
    created,
    currency: 'gbp',
    description: movement.description ?? null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: 'gbp',
              description: movement.feeDescription ?? 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: movement.amount - fee,
    reporting_category: movement.reportingCategory,
    source: movement.source,
    status: 'pending',
    type: movement.type,
  } satisfies Stripe.BalanceTransaction);
}

/** A movement as it is now: pending until its day has come. */
export function balanceTransactionNow(
  transaction: Stripe.BalanceTransaction,
  seconds: number,
): Stripe.BalanceTransaction {
  return { ...transaction, status: transaction.available_on <= seconds ? 'available' : 'pending' };
}
