import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { newCoverage } from './coverage.ts';
import { commitFaults, Faults, usualRates } from './faults.ts';

/** So many histories of a usual length, in each of which one call is made all the time and another once, near the end. */
function tell(histories: number) {
  const tally = { common: 0, rare: new Map<string, number>(commitFaults.map((fault) => [fault, 0])) };
  for (let seed = 1; seed <= histories; seed += 1) {
    const faults = new Faults(newCoverage(), createRandom(seed));
    for (let call = 0; call < 17_000; call += 1) {
      if (faults.at('a call of all days', commitFaults) !== undefined) tally.common += 1;
    }
    const fault = faults.at('a call of once', commitFaults);
    if (fault !== undefined) tally.rare.set(fault, (tally.rare.get(fault) ?? 0) + 1);
  }
  return tally;
}

describe('what goes wrong at a call', () => {
  const histories = 60;
  const { common, rare } = tell(histories);

  it('meets one that is made once nearly every time, each fault about as often as the others', () => {
    const met = [...rare.values()];
    expect(met.reduce((sum, times) => sum + times, 0)).toBeGreaterThan(histories * 0.7);
    expect(Math.min(...met)).toBeGreaterThan(histories / 15);
  });

  it('meets one that is made all the time by its rate, and hardly more', () => {
    const rate = commitFaults.reduce((sum, fault) => sum + usualRates[fault], 0);
    expect(common / histories / 17_000 / rate).toBeGreaterThan(0.9);
    expect(common / histories / 17_000 / rate).toBeLessThan(1.1);
  });
});
