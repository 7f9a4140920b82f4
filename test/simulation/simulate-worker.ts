// One thread of a long run: tells the histories it is asked for, one after another, and says what each came to.
import { parentPort } from 'node:worker_threads';
import * as z from 'zod';
import { simulate } from './simulate-seed.ts';

const Request = z.object({ seed: z.int(), steps: z.int() });

parentPort?.on('message', async (message: unknown) => {
  const { turns, ...told } = await simulate(Request.parse(message));
  parentPort?.postMessage({ ...told, turns: told.violation === undefined ? [] : turns });
});
