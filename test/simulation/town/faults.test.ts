import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { newCoverage } from './coverage.ts';
import { commitFaults, Faults, usualRates } from './faults.ts';

const listed = new Map([
  ['a call of all days', 1_700_000],
  ['a call of once', 100],
]);

/** So many histories, in each of which one call is made all the time and others once: one is listed as such, one is new. */
function tell(histories: number) {
  const tally = { common: 0, new: 0, rare: new Map<string, number>(commitFaults.map((fault) => [fault, 0])) };
  for (let seed = 1; seed <= histories; seed += 1) {
    const faults = new Faults(newCoverage(), createRandom(seed), usualRates, listed);
    for (let call = 0; call < 17_000; call += 1) {
      if (faults.at('a call of all days', commitFaults) !== undefined) tally.common += 1;
    }
    const fault = faults.at('a call of once', commitFaults);
    if (faults.at('a call that nobody listed', commitFaults) !== undefined) tally.new += 1;
    if (fault !== undefined) tally.rare.set(fault, (tally.rare.get(fault) ?? 0) + 1);
  }
  return tally;
}

describe('what goes wrong at a call', () => {
  const histories = 60;
  const { common, new: unlisted, rare } = tell(histories);

  it('meets one that is made once every other time, each fault about as often as the others', () => {
    const met = [...rare.values()];
    expect(met.reduce((sum, times) => sum + times, 0)).toBeGreaterThan(histories * 0.4);
    expect(Math.min(...met)).toBeGreaterThan(histories / 30);
  });

  it('takes one that nobody listed for a seldom one, and lets it pass now and then', () => {
    expect(unlisted).toBeGreaterThan(histories * 0.5);
    expect(unlisted).toBeLessThan(histories);
  });

  it('meets one that is made all the time by its rate, and hardly more', () => {
    const rate = commitFaults.reduce((sum, fault) => sum + usualRates[fault], 0);
    expect(common / histories / 17_000 / rate).toBeGreaterThan(0.9);
    expect(common / histories / 17_000 / rate).toBeLessThan(1.1);
  });
});
