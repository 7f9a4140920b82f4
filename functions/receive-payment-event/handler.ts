/**
 * Trigger: POST /webhooks/payments, signed by the payment provider.
 * Writes: the report, once by its event id, with the fact that queues it.
 * Emits: payment.reported.
 * A failure hurts: a donor whose gift is booked late; the provider retries for three days and a daily sweep looks.
 * Redrive: not needed; the provider, or the sweep of payments, tells it again.
 */
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composePayments } from '../../shared/compose/compose-payments.ts';
import { observe } from '../../shared/compose/compose-worker.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { wrapHandler } from '../../shared/runtime/wrap-handler.ts';
import { Config } from './config.ts';
import { receivePaymentEvent } from './receive.ts';
import { WebhookRequest } from './webhook-request.ts';

const config = readConfig(Config);
const deps = { ...composeDeps(config), payments: composePayments(config) };
const observers = observe();

export const handler = wrapHandler(observers, async (event) => {
  const request = WebhookRequest.safeParse(event);
  if (!request.success) return { statusCode: 400, body: 'unreadable' };
  const { status, says } = await receivePaymentEvent(deps, request.data);
  observers.log.info('request answered', { status, route: 'POST /webhooks/payments' });
  return { statusCode: status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: says };
});
