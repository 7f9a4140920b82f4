import type Stripe from 'stripe';
import * as z from 'zod';
import { clear, decline, makePaymentIntent, startProcessing, succeed } from './payment-intents.ts';
import type { Provider } from './provider.ts';
import { bankDebit, type TestCard, testCards, testDonor } from './test-means.ts';

/** What the donor does on the payment page. The two later ones pay by bank debit, which takes its time. */
export type Outcome = 'pay' | 'pay-later-succeeds' | 'pay-later-fails' | 'fail';
export const outcomes = ['pay', 'pay-later-succeeds', 'pay-later-fails', 'fail'] as const satisfies readonly Outcome[];

const OnPayment = z.strictObject({ metadata: z.record(z.string(), z.string()), description: z.string().nullable() });
const Debit = z.strictObject({ outcome: z.enum(['succeeds', 'fails']) });

/** How long a bank debit takes here, in milliseconds; at Stripe it is days. */
export const bankDebitTakes = 20_000;

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
  intent: Stripe.PaymentIntent,
  paid: boolean,
): Stripe.Checkout.Session {
  const changed = provider.store.put({
    ...session,
    status: 'complete',
    payment_status: paid ? 'paid' : 'unpaid',
    payment_intent: intent.id,
    url: null,
    customer_details: { ...testDonor, business_name: null, individual_name: null, tax_exempt: 'none', tax_ids: [] },
  } satisfies Stripe.Checkout.Session);
  provider.emit('checkout.session.completed', changed);
  return changed;
}

/** Pays an open checkout once, in the way chosen. A decline leaves it open, so that the donor can try again. */
export function payCheckout(
  provider: Provider,
  session: Stripe.Checkout.Session,
  outcome: Outcome,
  card: TestCard,
): Stripe.Checkout.Session {
  const means = testCards[card].details;
  if (outcome === 'pay') {
    return complete(provider, session, succeed(provider, intentFor(provider, session, 'card'), means), true);
  }
  if (outcome === 'fail') {
    const intent = decline(provider, intentFor(provider, session, 'card'), means);
    return provider.store.put({ ...session, payment_intent: intent.id });
  }
  const intent = startProcessing(provider, intentFor(provider, session, 'bacs_debit'), bankDebit);
  const debit: z.infer<typeof Debit> = { outcome: outcome === 'pay-later-succeeds' ? 'succeeds' : 'fails' };
  provider.store.note('bank-debit', session.id, debit, provider.now() + bankDebitTakes);
  return complete(provider, session, intent, false);
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
