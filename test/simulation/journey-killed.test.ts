import { describe, expect, it } from 'vitest';
import { CrashPoint } from './crashing.ts';
import { tell } from './tell.ts';

const plain = await tell(1, 1);

describe('a process killed at any call of the journey', () => {
  const points = plain.crash.calls.length;

  it.each(['before', 'after'] as const)('%s the call, ends the same after restart and redelivery', async (when) => {
    expect(points).toBeGreaterThan(100);
    for (let at = 1; at <= points; at += 1) {
      const crash = new CrashPoint(at, when);
      const { story } = await tell(1, 1, crash);
      expect(crash.died, `point ${at}`).toBe(true);
      expect(story, `killed ${when} call ${at}: ${plain.crash.calls[at - 1]}`).toBe(plain.story);
    }
  });
});
