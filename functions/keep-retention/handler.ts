/**
 * Trigger: a schedule, every night.
 * Writes: destroys the keys and ciphertexts of whoever’s period has ended, with a certificate for each; what the night came
 *   to. It can open nobody’s details: it has no use of the key that wraps theirs.
 * Emits: nothing.
 * A failure hurts: somebody whose details are kept for longer than we said; the next night makes it good.
 * Redrive: not needed; every run judges everybody anew. Or call it: it erases nobody whose period has not ended.
 */
import * as z from 'zod';
import { keepRetention } from '../../shared/commands/keep-retention.ts';
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { observe } from '../../shared/compose/compose-worker.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { handleSchedule } from '../../shared/runtime/handle-schedule.ts';
import { Config } from './config.ts';

const deps = composeDeps(readConfig(Config));

export const handler = handleSchedule({
  ...observe(),
  input: z.lazy(() => z.strictObject({})),
  run: async () => {
    await keepRetention(deps);
  },
});
