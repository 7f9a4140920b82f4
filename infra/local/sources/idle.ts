import { setTimeout as delay } from 'node:timers/promises';
import type { EventSource } from './event-source.ts';

const PAUSE_MILLISECONDS = 20;

/**
 * Resolves when nothing is left to do: no function runs, every queue with a consumer is empty, every stream is read
 * to its end, and no function was invoked while this was being found out. Rejects after the given time, naming what
 * is still busy.
 */
export const untilIdle = async (
  sources: EventSource[],
  activity: () => { started: number; running: number },
  withinMilliseconds: number,
): Promise<void> => {
  const deadline = Date.now() + withinMilliseconds;
  for (;;) {
    const before = activity();
    const busy: string[] = before.running === 0 ? [] : [`${before.running} running functions`];
    if (busy.length === 0) {
      for (const source of sources) if (!(await source.isIdle())) busy.push(source.description);
    }
    const after = activity();
    if (busy.length === 0 && after.running === 0 && after.started === before.started) return;
    if (Date.now() > deadline) throw new Error(`Still busy after ${withinMilliseconds} ms: ${busy.join(', ')}.`);
    await delay(PAUSE_MILLISECONDS);
  }
};
