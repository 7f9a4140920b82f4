import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { History } from './simulate-seed.ts';

/** A town is made of what soon is no more: with room for more of it, less is copied to where the old things lie. */
const resourceLimits = { maxYoungGenerationSizeMb: 128 };

const tell = (worker: Worker, seed: number, steps: number): Promise<History> =>
  new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (history) => {
      // One for each history would be too many on one thread.
      worker.off('error', reject);
      resolve(history);
    });
    worker.postMessage({ seed, steps });
  });

/** Tells one history for each seed, on as many threads as there are cores, until all are told or one is a violation. */
export async function runSeeds(
  seeds: Iterable<number>,
  steps: number,
  heard: (history: History) => void,
): Promise<void> {
  const left = seeds[Symbol.iterator]();
  let isOver = false;
  const thread = async (): Promise<void> => {
    const worker = new Worker(new URL('./simulate-worker.ts', import.meta.url), { resourceLimits });
    try {
      for (let next = left.next(); !isOver && !next.done; next = left.next()) {
        const history = await tell(worker, next.value, steps);
        isOver ||= history.violation !== undefined;
        heard(history);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, thread));
}
