import type Stripe from 'stripe';
import * as z from 'zod';
import { find } from './api-call.ts';
import { ApiError, invalidRequest, unknownAddress } from './api-error.ts';
import { closeDispute, openDispute, reinstateFunds, withdrawFunds } from './disputes.ts';
import { catchUpWithTime, expireSession, outcomes, payCheckout, settleBankDebit } from './pay-checkout.ts';
import { completePayout, failPayout, makePayout } from './payouts.ts';
import type { Provider } from './provider.ts';
import { refundCharge } from './refund-routes.ts';
import { completeRefund, failRefund } from './refunds.ts';
import { nextMonth, payLate } from './subscriptions.ts';
import type { Deliveries } from './webhook-delivery.ts';
import { changeWeather, readWeather, releaseHeld, Weather } from './webhook-schedule.ts';

/** One knob: where it is, what it takes, what it does. */
interface Knob {
  path: string;
  turn: (provider: Provider, body: unknown, id: string) => unknown;
}

function knob<Body>(
  path: string,
  body: z.ZodType<Body>,
  turn: (provider: Provider, body: Body, id: string) => unknown,
): Knob {
  return {
    path,
    turn(provider, given, id) {
      const read = body.safeParse(given);
      if (!read.success) throw invalidRequest(z.prettifyError(read.error));
      return turn(provider, read.data, id);
    },
  };
}

const nothing = z.strictObject({});
const pence = z.int().min(1);
const Billing = z.strictObject({ outcome: z.enum(['pays', 'fails']).default('pays') });
const session = (provider: Provider, id: string) => find(provider, 'checkout.session', id);

function openSession(provider: Provider, id: string): Stripe.Checkout.Session {
  const found = session(provider, id);
  if (found.status !== 'open') throw invalidRequest(`${id} is ${found.status}, not open.`);
  return found;
}

function chargeOf(provider: Provider, sessionId: string): Stripe.Charge {
  const intent = find(provider, 'payment_intent', String(session(provider, sessionId).payment_intent));
  return find(provider, 'charge', String(intent.latest_charge));
}

const knobs: readonly Knob[] = [
  knob(
    '/_control/checkouts/:id/pay',
    z.strictObject({
      outcome: z.enum(outcomes).default('pay'),
      card: z.enum(['4242', '5556', '4444']).default('4242'),
    }),
    (provider, { outcome, card }, id) => payCheckout(provider, openSession(provider, id), outcome, card),
  ),
  knob(
    '/_control/checkouts/:id/settle',
    z.strictObject({ outcome: z.enum(['succeeds', 'fails']) }),
    (provider, body, id) => {
      const settled = settleBankDebit(provider, session(provider, id).id, body.outcome);
      if (settled === undefined) throw invalidRequest(`${id} has no bank debit under way.`);
      return settled;
    },
  ),
  knob('/_control/checkouts/:id/expire', nothing, (provider, _, id) =>
    expireSession(provider, openSession(provider, id)),
  ),
  knob(
    '/_control/checkouts/:id/refund',
    z.strictObject({ amount: pence.optional(), status: z.enum(['succeeded', 'pending']).default('succeeded') }),
    (provider, { amount, status }, id) => refundCharge(provider, chargeOf(provider, id), { amount }, status),
  ),
  knob(
    '/_control/checkouts/:id/dispute',
    z.strictObject({ amount: pence.optional(), warning: z.boolean().default(false) }),
    (provider, { amount, warning }, id) => {
      const charge = chargeOf(provider, id);
      return openDispute(provider, charge, { amount: amount ?? charge.amount, warning });
    },
  ),
  knob('/_control/refunds/:id/complete', nothing, (provider, _, id) =>
    completeRefund(provider, find(provider, 'refund', id)),
  ),
  knob('/_control/refunds/:id/fail', nothing, (provider, _, id) => failRefund(provider, find(provider, 'refund', id))),
  knob('/_control/disputes/:id/withdraw', nothing, (provider, _, id) =>
    withdrawFunds(provider, find(provider, 'dispute', id)),
  ),
  knob('/_control/disputes/:id/reinstate', z.strictObject({ fee: z.int().default(0) }), (provider, { fee }, id) =>
    reinstateFunds(provider, find(provider, 'dispute', id), fee),
  ),
  knob(
    '/_control/disputes/:id/close',
    z.strictObject({ status: z.enum(['won', 'lost', 'warning_closed']) }),
    (provider, { status }, id) => closeDispute(provider, find(provider, 'dispute', id), status),
  ),
  knob('/_control/subscriptions/:id/next-month', Billing, (provider, { outcome }, id) =>
    nextMonth(provider, find(provider, 'subscription', id), outcome),
  ),
  knob('/_control/invoices/:id/pay', Billing, (provider, { outcome }, id) =>
    payLate(provider, find(provider, 'invoice', id), outcome),
  ),
  knob('/_control/payouts', z.strictObject({ early: z.boolean().default(true) }), (provider, { early }) =>
    makePayout(provider, early),
  ),
  knob('/_control/payouts/:id/arrive', nothing, (provider, _, id) =>
    completePayout(provider, find(provider, 'payout', id)),
  ),
  knob('/_control/payouts/:id/fail', nothing, (provider, _, id) => failPayout(provider, find(provider, 'payout', id))),
  knob('/_control/clock', z.strictObject({ at: z.iso.datetime().nullable() }), (provider, { at }) => {
    provider.stopClock(at === null ? undefined : Date.parse(at));
    catchUpWithTime(provider);
    return { at };
  }),
  knob('/_control/weather', Weather.partial(), (provider, change) => changeWeather(provider.store, change)),
  knob(
    '/_control/release',
    z.strictObject({ order: z.union([z.enum(['as-made', 'reversed']), z.array(z.string())]).default('as-made') }),
    (provider, { order }) => ({ released: releaseHeld(provider.store, order, provider.now()) }),
  ),
];

const Sending = z.strictObject({
  eventIds: z.array(z.string()).min(1),
  signature: Weather.shape.signature.default('right'),
  times: z.int().min(1).max(20).default(1),
});

async function sendAgain(deliveries: Deliveries, body: unknown): Promise<{ statuses: number[] }> {
  const read = Sending.safeParse(body);
  if (!read.success) throw invalidRequest(z.prettifyError(read.error));
  const statuses: number[] = [];
  for (let time = 0; time < read.data.times; time += 1) {
    for (const id of read.data.eventIds) statuses.push(await deliveries.send(id, read.data.signature));
  }
  return { statuses };
}

function turn(provider: Provider, path: string, body: unknown): unknown {
  const steps = path.split('/');
  for (const { path: pattern, turn: act } of knobs) {
    const parts = pattern.split('/');
    if (parts.length === steps.length && parts.every((part, n) => part === ':id' || part === steps[n])) {
      const id = steps[parts.indexOf(':id')] ?? '';
      return provider.store.transaction(() => {
        catchUpWithTime(provider);
        return act(provider, body, id);
      });
    }
  }
  throw unknownAddress('POST', path);
}

/**
 * The control path: what a test or a demonstration does to the provider that no API can. POST, with JSON. `GET
 * /_control` shows how webhooks travel now, what waits and what was tried.
 */
export async function answerControl(
  provider: Provider,
  deliveries: Deliveries,
  request: { method: string; path: string; json: boolean; body: string },
): Promise<unknown> {
  const { store } = provider;
  if (request.method === 'GET' && request.path === '/_control') {
    return {
      weather: readWeather(store),
      held: store.notes('held'),
      waiting: store.notes('delivery'),
      tried: store.notes('delivery-log').map(({ body }) => body),
    };
  }
  // A page elsewhere can make a browser post a form here, but not JSON.
  if (request.method !== 'POST' || !request.json) throw unknownAddress(request.method, request.path);
  let body: unknown;
  try {
    body = JSON.parse(request.body || '{}');
  } catch {
    throw new ApiError(400, { type: 'invalid_request_error', message: 'The body is not JSON.' });
  }
  if (request.path === '/_control/flush') return deliveries.flush();
  if (request.path === '/_control/send') return sendAgain(deliveries, body);
  return turn(provider, request.path, body);
}
