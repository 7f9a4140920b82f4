import type Stripe from 'stripe';
import * as z from 'zod';
import { invalidRequest } from './api-error.ts';
import { lineItemsOf } from './checkout-session.ts';
import { makeCustomer } from './customers.ts';
import { clear, decline, makePaymentIntent, startProcessing, succeed } from './payment-intents.ts';
import type { Provider } from './provider.ts';
import { makeSubscription } from './subscriptions.ts';
import { bankDebit, type TestCard, testCards, testDonor } from './test-means.ts';

/** What the donor does on the payment page. The two later ones pay by bank debit, which takes its time. */
export type Outcome = 'pay' | 'pay-later-succeeds' | 'pay-later-fails' | 'fail';
export const outcomes = ['pay', 'pay-later-succeeds', 'pay-later-fails', 'fail'] as const satisfies readonly Outcome[];

const OnPayment = z.strictObject({ metadata: z.record(z.string(), z.string()), description: z.string().nullable() });
const Debit = z.strictObject({ outcome: z.enum(['succeeds', 'fails']) });

/** How long a bank debit takes here, in milliseconds; at Stripe it is days. */
const bankDebitTakes = 20_000;

function intentFor(provider: Provider, session: Stripe.Checkout.Session, methodType: string): Stripe.PaymentIntent {
  const known = typeof session.payment_intent === 'string' ? session.payment_intent : undefined;
  const found = known === undefined ? undefined : provider.store.get('payment_intent', known);
  if (found) return { ...found, payment_method_types: [methodType] };
  const { metadata, description } = OnPayment.parse(provider.store.noted('on-payment', session.id));
  return makePaymentIntent(provider, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'gbp',
    description,
    metadata,
    customer: typeof session.customer === 'string' ? session.customer : null,
    methodType,
  });
}

function complete(
  provider: Provider,
  session: Stripe.Checkout.Session,
  paid: boolean,
  by: Pick<Partial<Stripe.Checkout.Session>, 'payment_intent' | 'customer' | 'subscription' | 'invoice'>,
): Stripe.Checkout.Session {
  const changed = provider.store.put({
    ...session,
    ...by,
    status: 'complete',
    payment_status: paid ? 'paid' : 'unpaid',
    url: null,
    customer_details: { ...testDonor, business_name: null, individual_name: null, tax_exempt: 'none', tax_ids: [] },
  } satisfies Stripe.Checkout.Session);
  provider.emit('checkout.session.completed', changed);
  return changed;
}

function beginMonthly(provider: Provider, session: Stripe.Checkout.Session, card: TestCard): Stripe.Checkout.Session {
  const [line] = lineItemsOf(provider, session.id).data;
  if (line?.price == null) throw new Error(`${session.id} has no price by the month`);
  const { metadata, description } = OnPayment.parse(provider.store.noted('on-payment', session.id));
  const customer =
    typeof session.customer === 'string'
      ? session.customer
      : makeCustomer(provider, { email: session.customer_email ?? testDonor.email, name: testDonor.name }).id;
  const wanted = { customer, price: line.price, quantity: line.quantity ?? 1, description, metadata };
  const subscription = makeSubscription(provider, wanted, card);
  return complete(provider, session, true, {
    customer,
    subscription: subscription.id,
    invoice: String(subscription.latest_invoice),
  });
}

/** Pays an open checkout once, in the way chosen. A decline leaves it open, so that the donor can try again. */
export function payCheckout(
  provider: Provider,
  session: Stripe.Checkout.Session,
  outcome: Outcome,
  card: TestCard,
): Stripe.Checkout.Session {
  const means = testCards[card].details;
  const monthly = session.mode === 'subscription';
  if (monthly && outcome === 'pay') return beginMonthly(provider, session, card);
  if (monthly && outcome !== 'fail') throw invalidRequest('Here a monthly gift is paid by card only.');
  if (outcome === 'pay') {
    const intent = succeed(provider, intentFor(provider, session, 'card'), means);
    return complete(provider, session, true, { payment_intent: intent.id });
  }
  if (outcome === 'fail') {
    if (monthly) return session;
    const intent = decline(provider, intentFor(provider, session, 'card'), means);
    return provider.store.put({ ...session, payment_intent: intent.id });
  }
  const intent = startProcessing(provider, intentFor(provider, session, 'bacs_debit'), bankDebit);
  const debit: z.infer<typeof Debit> = { outcome: outcome === 'pay-later-succeeds' ? 'succeeds' : 'fails' };
  provider.store.note('bank-debit', session.id, debit, provider.now() + bankDebitTakes);
  return complete(provider, session, false, { payment_intent: intent.id });
}

/** The bank debit of a checkout comes, or does not. Answers nothing when none is under way. */
export function settleBankDebit(
  provider: Provider,
  sessionId: string,
  decided?: 'succeeds' | 'fails',
): Stripe.Checkout.Session | undefined {
  const noted = provider.store.noted('bank-debit', sessionId);
  const session = provider.store.get('checkout.session', sessionId);
  const intent = provider.store.get('payment_intent', String(session?.payment_intent));
  if (noted === undefined || session === undefined || intent === undefined) return undefined;
  provider.store.unnote('bank-debit', sessionId);
  if ((decided ?? Debit.parse(noted).outcome) === 'fails') {
    decline(provider, intent, bankDebit);
    provider.emit('checkout.session.async_payment_failed', session);
    return session;
  }
  clear(provider, intent);
  const paid = provider.store.put({ ...session, payment_status: 'paid' } satisfies Stripe.Checkout.Session);
  provider.emit('checkout.session.async_payment_succeeded', paid);
  return paid;
}

export function expireSession(provider: Provider, session: Stripe.Checkout.Session): Stripe.Checkout.Session {
  const expired = provider.store.put({ ...session, status: 'expired', url: null } satisfies Stripe.Checkout.Session);
  provider.emit('checkout.session.expired', expired);
  return expired;
}

/** Does what time does: closes checkouts whose hour has come, settles bank debits that are due. */
export function catchUpWithTime(provider: Provider): void {
  for (const { id } of provider.store.notes('expiry', provider.now())) {
    const session = provider.store.get('checkout.session', id);
    if (session?.status === 'open') expireSession(provider, session);
    provider.store.unnote('expiry', id);
  }
  for (const { id } of provider.store.notes('bank-debit', provider.now())) settleBankDebit(provider, id);
}
