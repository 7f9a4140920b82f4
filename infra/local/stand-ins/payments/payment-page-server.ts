import * as z from 'zod';
import { pageHeaders } from '../plain-page.ts';
import type { ApiAnswer } from './api.ts';
import { lineItemsOf } from './checkout-session.ts';
import { catchUpWithTime, outcomes, payCheckout } from './pay-checkout.ts';
import { closedCheckoutPage, openCheckoutPage } from './payment-page.ts';
import type { Provider } from './provider.ts';
import type { testCards } from './test-means.ts';

const declined = 'The test card was declined. No money has moved. Choose again how to pay, or go back.';

const Pressed = z.object({
  outcome: z.enum(outcomes),
  card: z.enum(['4242', '5556', '4444'] as const satisfies readonly (keyof typeof testCards)[]).default('4242'),
});

/** Where the donor goes after paying: browsers apply the page's policy to that redirect too. */
function originOf(address: string | null): string[] {
  return address !== null && URL.canParse(address) ? [new URL(address).origin] : [];
}

/** Serves the hosted payment page of a checkout: GET shows it and changes nothing, POST is a button pressed. */
export function servePaymentPage(provider: Provider, sessionId: string, method: string, body: string): ApiAnswer {
  return provider.store.transaction(() => {
    catchUpWithTime(provider);
    const session = provider.store.get('checkout.session', sessionId);
    const page = (status: number, text: string): ApiAnswer => ({
      status,
      headers: pageHeaders(originOf(session?.success_url ?? null)),
      body: text,
    });
    if (session === undefined) return page(404, closedCheckoutPage(undefined));
    if (session.status !== 'open') return page(410, closedCheckoutPage(session));
    const lines = lineItemsOf(provider, sessionId).data;
    if (method === 'GET' || method === 'HEAD') return page(200, openCheckoutPage(session, lines));
    const pressed = Pressed.safeParse(Object.fromEntries(new URLSearchParams(body)));
    // By the month one pays by card only: the page offers nothing else.
    const fits = pressed.success && !(session.mode === 'subscription' && pressed.data.outcome.startsWith('pay-later'));
    if (!fits) return page(400, openCheckoutPage(session, lines, 'Choose one of the ways to pay.'));
    const after = payCheckout(provider, session, pressed.data.outcome, pressed.data.card);
    if (after.status === 'open') return page(402, openCheckoutPage(after, lines, declined));
    const onward = (after.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', after.id);
    return { status: 303, headers: { ...pageHeaders(), location: onward }, body: '' };
  });
}
