import type Stripe from 'stripe';
import { invalidRequest } from './api-error.ts';
import { bookMovement } from './balance-transactions.ts';
import { newId } from './identifiers.ts';
import type { Provider } from './provider.ts';

/** The balance movements that a payout consists of, itself included: Stripe knows them only by asking. */
export function movementsOf(provider: Provider, payoutId: string): string[] {
  return provider.store.notes(`paid-out-by:${payoutId}`).map(({ id }) => id);
}

function notPaidOut(provider: Provider, early: boolean): Stripe.BalanceTransaction[] {
  const latest = early ? Number.POSITIVE_INFINITY : provider.seconds();
  return provider.store
    .all('balance_transaction', {})
    .filter(({ id, available_on }) => available_on <= latest && provider.store.noted('paid-out', id) === undefined);
}

/** What is on the balance and was not paid out: what can be, and what is not available yet. */
export function balanceNow(provider: Provider): Stripe.Balance {
  const now = provider.seconds();
  const part = (isAvailable: boolean) => {
    const amount = notPaidOut(provider, true)
      .filter(({ available_on }) => available_on <= now === isAvailable)
      .reduce((sum, { net }) => sum + net, 0);
    return [{ amount, currency: 'gbp', source_types: { card: amount } }];
  };
  return { object: 'balance', available: part(true), livemode: false, pending: part(false) };
}

/**
 * Sends what is on the balance to the bank; one below nothing is collected there, as Stripe does in the UK.
 * @param early also what is not available yet, which no bank would wait for here
 */
export function makePayout(provider: Provider, early: boolean): Stripe.Payout {
  const movements = notPaidOut(provider, early);
  const amount = movements.reduce((sum, { net }) => sum + net, 0);
  if (amount === 0)
    throw invalidRequest('There is nothing on the balance to pay out.', { code: 'balance_insufficient' });
  const id = newId('po');
  const movement = bookMovement(provider, {
    type: 'payout',
    reportingCategory: 'payout',
    amount: -amount,
    source: id,
    description: 'STRIPE PAYOUT',
  });
  const now = provider.seconds();
  for (const paid of movements) provider.store.put({ ...paid, available_on: Math.min(paid.available_on, now) });
  for (const { id: part } of [...movements, movement]) {
    provider.store.note('paid-out', part, id);
    provider.store.note(`paid-out-by:${id}`, part, {});
  }
  const made = provider.store.put({
    id,
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: now + 24 * 3600,
    automatic: true,
    balance_transaction: movement.id,
    created: now,
    currency: 'gbp',
    description: 'STRIPE PAYOUT',
    destination: 'ba_standin',
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'in_progress',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'in_transit',
    trace_id: null,
    type: 'bank_account',
  } satisfies Stripe.Payout);
  provider.emit('payout.created', made);
  return made;
}

function onTheWay(payout: Stripe.Payout): Stripe.Payout {
  if (payout.status !== 'in_transit') throw invalidRequest(`${payout.id} is ${payout.status}, not on its way.`);
  return payout;
}

/** The money has reached the bank, and the list of what it consists of is complete. */
export function completePayout(provider: Provider, payout: Stripe.Payout): Stripe.Payout {
  const paid = provider.store.put({ ...onTheWay(payout), status: 'paid' });
  provider.emit('payout.paid', paid);
  const reconciled = provider.store.put({ ...paid, reconciliation_status: 'completed' } satisfies Stripe.Payout);
  provider.emit('payout.reconciliation_completed', reconciled);
  return reconciled;
}

/** The bank sent the money back: it is on the balance again, for the next payout. */
export function failPayout(provider: Provider, payout: Stripe.Payout): Stripe.Payout {
  const movement = bookMovement(provider, {
    type: 'payout_failure',
    reportingCategory: 'payout_reversal',
    amount: onTheWay(payout).amount,
    source: payout.id,
  });
  const failed = provider.store.put({
    ...payout,
    status: 'failed',
    failure_balance_transaction: movement.id,
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
  } satisfies Stripe.Payout);
  provider.emit('payout.failed', failed);
  return failed;
}
