/**
 * Trigger: schedules, each with the name of its sweep.
 * Writes: what ran out of time: reservations, offers, places without a therapist, reviews of large gifts;
 *   and, once a quarter, the figures that anybody may read. The others only wake the workers.
 * Emits: what those decisions state.
 * A failure hurts: whoever waits for a deadline to pass; the next sweep makes it good.
 * Redrive: not needed; every sweep reads the truth.
 */
import { SQSClient } from '@aws-sdk/client-sqs';
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composeWake } from '../../shared/compose/compose-wake.ts';
import { observe } from '../../shared/compose/compose-worker.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { handleSchedule } from '../../shared/runtime/handle-schedule.ts';
import { Config } from './config.ts';
import { Sweep } from './sweep-input.ts';

const config = readConfig(Config);
const base = composeDeps(config);
const deps = { ...base, wake: composeWake(new SQSClient(), config, base.now) };

const observers = observe();

export const handler = handleSchedule({
  ...observers,
  input: Sweep,
  // Loaded with the first sweep (docs/adr/0019).
  run: async ({ sweep }) => (await import('./run-sweep.ts')).runSweep(sweep, deps, observers.metrics),
});
