import type { ObjectStore } from './object-store.ts';
import { Delivery, type Weather } from './webhook-schedule.ts';
import { signWebhook } from './webhook-signature.ts';

const threeDays = 3 * 24 * 3600 * 1000;
/** An age no receiver may accept: the SDK's tolerance is 300 seconds. */
const staleBySeconds = 900;
const patience = 20_000;

export interface Endpoint {
  url: string;
  secret: string;
  /** The wait after the first failure; it doubles with each further one, up to an hour. */
  firstRetryMilliseconds: number;
}

export interface Deliveries {
  /** Looks for something to send, soon. */
  wake(): void;
  /** Tries everything waiting now, whatever its time, and answers when each has been tried once. */
  flush(): Promise<{ tried: number; waiting: number }>;
  /** Sends one event now, outside the schedule; answers with the receiver's status, 0 when it could not be reached. */
  send(eventId: string, signature: Weather['signature']): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Sends webhooks as they fall due, one at a time, and again after each failure with growing pauses for three days,
 * as Stripe does. What is still to be sent lies in the store, so a killed stand-in goes on where it was.
 */
export function startDeliveries(
  store: ObjectStore,
  now: () => number,
  endpoint: Endpoint,
  outward: (stored: string) => string,
): Deliveries {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();

  async function send(eventId: string, signature: Weather['signature']): Promise<number> {
    const event = store.get('event', eventId);
    if (event === undefined) return 0;
    const body = outward(JSON.stringify(event, null, 2));
    const secret = signature === 'wrong' ? `${endpoint.secret}-of-somebody-else` : endpoint.secret;
    const at = Math.floor(now() / 1000) - (signature === 'stale' ? staleBySeconds : 0);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      ...(signature === 'missing' ? {} : { 'stripe-signature': signWebhook(body, secret, at) }),
    };
    try {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(patience)]);
      const response = await fetch(endpoint.url, { method: 'POST', redirect: 'manual', headers, body, signal });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  async function attempt(id: string, delivery: Delivery): Promise<void> {
    const status = await send(delivery.eventId, delivery.signature);
    if (stopping.signal.aborted) return;
    const tried = delivery.attempt + 1;
    const arrived = status >= 200 && status < 300;
    store.transaction(() => {
      store.note('delivery-log', id, { eventId: delivery.eventId, attempts: tried, status, at: now() });
      if (arrived || now() - delivery.firstDue > threeDays) {
        store.unnote('delivery', id);
        const event = store.get('event', delivery.eventId);
        if (event && arrived) store.put({ ...event, pending_webhooks: 0 });
      } else {
        const pause = Math.min(endpoint.firstRetryMilliseconds * 2 ** delivery.attempt, 3_600_000);
        store.note('delivery', id, { ...delivery, attempt: tried }, now() + pause);
      }
    });
  }

  async function round(dueBy: () => number): Promise<number> {
    let tried = 0;
    for (const { id, body } of store.notes('delivery', dueBy())) {
      if (stopping.signal.aborted) break;
      await attempt(id, Delivery.parse(body));
      tried += 1;
    }
    return tried;
  }

  /** Rounds never overlap: an event must not be tried twice at the same time by two of them. */
  function queue<T>(work: () => Promise<T>): Promise<T> {
    const result = running.then(work);
    running = result.catch(() => undefined);
    return result;
  }

  function plan(): void {
    clearTimeout(timer);
    const due = store.nextDue('delivery');
    if (stopping.signal.aborted || due === undefined) return;
    // At most a second: the clock that is handed in may run differently from the timer's.
    timer = setTimeout(wake, Math.max(0, Math.min(due - now(), 1000)));
  }

  function wake(): void {
    void queue(async () => {
      clearTimeout(timer);
      while (!stopping.signal.aborted && (await round(now)) > 0);
      if (!stopping.signal.aborted) plan();
    });
  }

  wake();
  return {
    wake,
    flush: () =>
      queue(async () => {
        const tried = await round(() => Number.MAX_SAFE_INTEGER);
        plan();
        return { tried, waiting: store.notes('delivery').length };
      }),
    send,
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
