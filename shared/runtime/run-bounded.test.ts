import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runBounded } from './run-bounded.ts';

test('every item is worked once, never more at a time than allowed, and answers stand in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(4), { maxLength: 20 }), fc.integer({ min: 1, max: 7 }), async (turns, limit) => {
      let running = 0;
      let most = 0;
      const results = await runBounded(turns, limit, async (turn) => {
        running += 1;
        most = Math.max(most, running);
        for (let left = turn; left > 0; left -= 1) await setImmediate();
        running -= 1;
        return turn * 2;
      });
      expect(results).toEqual(turns.map((turn) => turn * 2));
      expect(most).toBeLessThanOrEqual(limit);
      if (turns.every((turn) => turn > 0)) expect(most).toBe(Math.min(limit, turns.length));
    }),
    { numRuns: 50 },
  );
});
