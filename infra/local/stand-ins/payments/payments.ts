import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiAnswer, answerApi } from './api.ts';
import { ApiError } from './api-error.ts';
import { answerControl } from './control.ts';
import { openObjectStore } from './object-store.ts';
import { catchUpWithTime } from './pay-checkout.ts';
import { servePaymentPage } from './payment-page-server.ts';
import { openProvider, ownAddress } from './provider.ts';
import { startDeliveries } from './webhook-delivery.ts';

/** The events that the charity's endpoint is registered for. */
const heardByDefault = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'invoice.paid',
  'invoice.payment_failed',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
  'payout.paid',
  'payout.reconciliation_completed',
] as const;

export interface PaymentsOptions {
  /** A free one when left out. */
  port?: number;
  /** Where everything is kept; in memory when left out. */
  dataDirectory?: string;
  apiKey: string;
  webhookSecret: string;
  /** Where webhooks go. */
  webhookUrl: string;
  /** Which events go there; all others only stand in the list of events. */
  webhookEvents?: readonly string[];
  /** The wait before a failed webhook is tried again; it doubles each time. One second when left out. */
  firstRetryMilliseconds?: number;
  /** The clock, in epoch milliseconds. */
  now?: () => number;
}

const largestBody = 1_000_000;

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > largestBody) throw new Error('The body is larger than anything this stand-in is sent.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/**
 * Starts a payment provider on this machine that speaks Stripe's API to the unmodified SDK: the API under `/v1`,
 * the payment page under `/c/pay`, signed webhooks to `webhookUrl`. It moves no money and listens on loopback only.
 */
export async function startPayments(options: PaymentsOptions) {
  const store = openObjectStore(options.dataDirectory);
  const provider = openProvider(store, options.now ?? Date.now, new Set(options.webhookEvents ?? heardByDefault));
  let url = '';
  const outward = (stored: string) => stored.replaceAll(ownAddress, url);

  async function control(request: Parameters<typeof answerControl>[2]): Promise<ApiAnswer> {
    const headers = { 'content-type': 'application/json' };
    try {
      return { status: 200, headers, body: JSON.stringify(await answerControl(provider, deliveries, request)) };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { status: error.status, headers, body: JSON.stringify({ error: error.body }) };
    }
  }

  async function answer(request: IncomingMessage): Promise<ApiAnswer> {
    const { pathname, search } = new URL(request.url ?? '/', url);
    const method = request.method ?? 'GET';
    const body = await readBody(request);
    const page = /^\/c\/pay\/([^/]+)$/.exec(pathname)?.[1];
    if (page !== undefined) return servePaymentPage(provider, page, method, body);
    if (pathname.startsWith('/_control')) {
      const json = request.headers['content-type']?.startsWith('application/json') ?? false;
      return control({ method, path: pathname, json, body });
    }
    return answerApi(provider, options.apiKey, {
      method,
      path: pathname,
      query: search.slice(1),
      headers: request.headers,
      body,
    });
  }

  const server = createServer((request, response) => {
    answer(request)
      .catch((error: unknown): ApiAnswer => {
        const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
        return {
          status: 500,
          headers: { 'content-type': 'application/json', 'stripe-should-retry': 'false' },
          body: JSON.stringify({ error: { type: 'api_error', message: `The payments stand-in failed: ${message}` } }),
        };
      })
      .then(({ status, headers, body }) => {
        response.writeHead(status, headers).end(outward(body));
        deliveries.wake();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;

  const endpoint = {
    url: options.webhookUrl,
    secret: options.webhookSecret,
    firstRetryMilliseconds: options.firstRetryMilliseconds ?? 1000,
  };
  const deliveries = startDeliveries(store, provider.now, endpoint, outward);

  // Time passes also when nobody asks: bank debits come, links expire.
  const ticking = setInterval(() => {
    store.transaction(() => catchUpWithTime(provider));
    deliveries.wake();
  }, 1000);

  return {
    url,
    /** Stops listening and sending; what was still to be sent is sent after the next start. */
    async stop(): Promise<void> {
      clearInterval(ticking);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await deliveries.stop();
      store.close();
    },
  };
}
