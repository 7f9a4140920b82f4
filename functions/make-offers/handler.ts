/**
 * Trigger: the offers queue (a therapist is sought; an offer was declined, expired or given back; a pause ended; a therapist
 *   was suspended, or has left).
 * Writes: the allocation with its reasons, the search, the therapist's open offers, a mail; or a task when none is left.
 * Emits: allocation.offered, email.requested.
 * A failure hurts: a client whose place is approved and who is offered to nobody.
 * Redrive: at any time; only a search that is seeking, and who may take nobody now, is acted on.
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
