import { timingSafeEqual } from 'node:crypto';
import type { ApiCall, ApiRoute } from './api-call.ts';
import { ApiError, invalidRequest, unknownAddress, wrongKey } from './api-error.ts';
import { checkoutRoutes } from './checkout-routes.ts';
import { customerRoutes } from './customers.ts';
import { expandAnswer } from './expand.ts';
import { parseFormBody } from './form-body.ts';
import { fingerprintOf, recall, remember } from './idempotency.ts';
import { newId } from './identifiers.ts';
import { monthlyRoutes } from './monthly-routes.ts';
import { catchUpWithTime } from './pay-checkout.ts';
import { apiVersion, type Provider } from './provider.ts';
import { readRoutes } from './reading-routes.ts';
import { refundRoutes } from './refund-routes.ts';

const routes: readonly ApiRoute[] = [
  ...checkoutRoutes,
  ...refundRoutes,
  ...customerRoutes,
  ...monthlyRoutes,
  ...readRoutes,
];

export interface ApiRequest {
  method: string;
  path: string;
  query: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const header = ({ headers }: ApiRequest, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

function checkKey(request: ApiRequest, apiKey: string): void {
  const given = /^Bearer (\S+)$/.exec(header(request, 'authorization') ?? '')?.[1];
  const [ours, theirs] = [Buffer.from(apiKey), Buffer.from(given ?? '')];
  if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) throw wrongKey(given);
}

function checkVersion(request: ApiRequest): void {
  const asked = header(request, 'stripe-version');
  if (asked === undefined || asked === apiVersion) return;
  throw invalidRequest(`Invalid Stripe API version: ${asked}. This stand-in only speaks ${apiVersion}.`);
}

function findRoute(request: ApiRequest): { route: ApiRoute; id: string } {
  const steps = request.path.split('/');
  for (const route of routes) {
    const pattern = route.path.split('/');
    const fits = pattern.length === steps.length && pattern.every((step, n) => step === ':id' || step === steps[n]);
    if (fits && route.method === request.method) {
      const id = steps[pattern.indexOf(':id')];
      return { route, id: id === undefined ? '' : decodeURIComponent(id) };
    }
  }
  throw unknownAddress(request.method, request.path);
}

function expansions({ params }: ApiCall): string[] {
  const asked = params.expand;
  return Array.isArray(asked) ? asked.filter((path) => typeof path === 'string') : [];
}

/** Answers one request to `/v1`: key, version, idempotency, route, expansion – or an error in Stripe's shape. */
export function answerApi(provider: Provider, apiKey: string, request: ApiRequest): ApiAnswer {
  const requestId = newId('req', 14);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'request-id': requestId,
    'stripe-version': apiVersion,
  };
  const key = request.method === 'POST' ? header(request, 'idempotency-key') : undefined;
  if (key !== undefined) headers['idempotency-key'] = key;

  try {
    checkKey(request, apiKey);
    checkVersion(request);
    const { route, id } = findRoute(request);
    return provider.store.transaction(() => {
      const fingerprint = fingerprintOf(request.method, request.path, request.body);
      const before = key === undefined ? undefined : recall(provider.store, key, fingerprint, provider.now());
      if (before) {
        const replay = { ...headers, 'original-request': before.requestId, 'idempotent-replayed': 'true' };
        return { status: 200, headers: replay, body: before.body };
      }
      catchUpWithTime(provider);
      const params = parseFormBody(request.method === 'POST' ? request.body : request.query);
      const call = { provider, params, id };
      const body = JSON.stringify(expandAnswer(provider, route.answer(call), expansions(call)), null, 2);
      if (key !== undefined) remember(provider.store, key, { fingerprint, at: provider.now(), requestId, body });
      return { status: 200, headers, body };
    });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, headers, body: JSON.stringify({ error: error.body }, null, 2) };
  }
}
