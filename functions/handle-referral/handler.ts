/**
 * Trigger: the referral queue (a referral was submitted, withdrawn or closed; a concern was raised).
 * Writes: tasks for calls; on a closing, the place, its hold and lots, the search and its offer.
 * Emits: place.cancelled, allocation.revoked, email.requested.
 * A failure hurts: a person who asked for help and is not called, or who withdrew and is still offered; a concern that nobody hears of.
 * Redrive: at any time; a call that is a task already, or a referral that is unwound, is left as it is.
 */
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composeWorker } from '../../shared/compose/compose-worker.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { consumeQueue } from '../../shared/runtime/consume-queue.ts';
import { Config } from './config.ts';

const config = readConfig(Config);
const deps = composeDeps(config);

export const handler = consumeQueue({
  ...composeWorker(deps, config),
  // Loaded with the first message (docs/adr/0019).
  react: async (fact) => (await import('./react.ts')).react(fact, deps),
});
