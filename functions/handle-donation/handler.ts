/**
 * Trigger: the donation queue (the payment provider reported something; a refund was decided).
 * Writes: the donation, its lots, fund, refunds and disputes, their journal entries, the thank-you mail.
 * Emits: donation.collected, donation.failed, donation.expired, refund.*, dispute.*, fund.deficit-arose, email.requested.
 * A failure hurts: a donor without a receipt or a refund, and money that helps nobody yet.
 * Redrive: at any time; the provider is asked for the truth, and what is booked is booked once.
 */
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composePayments } from '../../shared/compose/compose-payments.ts';
import { composeWorker } from '../../shared/compose/compose-worker.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { consumeQueue } from '../../shared/runtime/consume-queue.ts';
import { Config } from './config.ts';
import { react } from './react.ts';

const config = readConfig(Config);
const deps = { ...composeDeps(config), payments: composePayments(config) };

export const handler = consumeQueue({
  ...composeWorker(deps, config),
  react: (fact) => react(fact, deps),
});
