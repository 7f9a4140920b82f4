import { beforeAll, describe, expect, test } from 'vitest';
import { type Fuzzed, runFuzz } from './run-fuzz.ts';

/* Longer ones: `npm run fuzz -- --requests 5000 --seed 7`. A seed that found something goes into the list. */

describe.each([
  [1, 1],
  [20261128, 0],
])('generated requests to every function that listens, seed %i', (seed, ways) => {
  let fuzzed: Fuzzed;
  beforeAll(async () => {
    fuzzed = await runFuzz({ requests: 300, seed, ways });
  });

  test('ASVS 2.2.1, 2.2.2, 2.3.1, 3.5.3, 16.5.1 are answered in words that help, write nothing when refused, and never fall out as an error', () => {
    expect(fuzzed.faults).toEqual([]);
  });

  test('reach pages, forms and routes of every kind, and are not all turned away at the door', () => {
    const times = (status: number) => fuzzed.byStatus.get(status) ?? 0;
    expect(fuzzed.requests).toBeGreaterThan(500);
    for (const status of [200, 303, 400, 401, 403, 404, 405, 422])
      expect(times(status), `${status}`).toBeGreaterThan(0);
    expect([...fuzzed.asked.keys()].filter((name) => name.includes(' /')).length).toBeGreaterThan(25);
    expect(fuzzed.asked.get('webhook,')).toBeGreaterThan(10);
    expect(fuzzed.asked.get('mail')).toBeGreaterThan(0);
  });
});
