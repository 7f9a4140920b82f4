import { describe, expect, it } from 'vitest';
import { CrashPoint } from './crashing.ts';
import { tell } from './tell.ts';

const plain = await tell(1, 1);

describe('a process killed at any call of the journey', () => {
  const points = plain.crash.calls.length;

  const quarters = (['before', 'after'] as const).flatMap((when) => [0, 1, 2, 3].map((quarter) => ({ when, quarter })));

  it.each(quarters)(
    'ends the same when it died $when a call (every fourth point from $quarter)',
    async ({ when, quarter }) => {
      expect(points).toBeGreaterThan(100);
      for (let at = 1 + quarter; at <= points; at += 4) {
        const crash = new CrashPoint(at, when);
        const { story } = await tell(1, 1, crash);
        expect(crash.died, `point ${at}`).toBe(true);
        expect(story, `killed ${when} call ${at}: ${plain.crash.calls[at - 1]}`).toBe(plain.story);
      }
    },
  );
});
