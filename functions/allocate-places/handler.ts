/**
 * Trigger: the allocation queue, first-in-first-out by pool (money came, a place is requested, a sweep).
 * Writes: places, holds, lots and the journal, several places a transaction.
 * Emits: place.reserved.
 * A failure hurts: people who wait although their place could be paid for.
 * Redrive: at any time; a pass reads the waiting list and the lots, not its message.
 */
import { SQSClient } from '@aws-sdk/client-sqs';
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composeWorker } from '../../shared/compose/compose-worker.ts';
import { collapseWakeUps } from '../../shared/runtime/collapse-wake-ups.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { createWakePool } from '../../shared/runtime/wake-up.ts';
import { Config } from './config.ts';

const config = readConfig(Config);
const deps = composeDeps(config);
const wake = createWakePool(new SQSClient(), config.ALLOCATION_QUEUE_URL);

export const handler = collapseWakeUps({
  ...composeWorker(deps, config),
  // Loaded with the first message (docs/adr/0019).
  run: async (poolId, call) => (await import('./run-pass.ts')).runPass(deps, wake, poolId, call),
});
