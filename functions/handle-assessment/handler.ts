/**
 * Trigger: the assessment queue (an assessment was recorded).
 * Writes: the requested place on the waiting list, or the search of somebody self-funded.
 * Emits: place.requested, therapist.sought.
 * A failure hurts: an assessed client who stands in no waiting list; their clock runs all the same.
 * Redrive: at any time; a place or search that is there is left as it is.
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
