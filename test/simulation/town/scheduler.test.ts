import { expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { newCoverage } from './coverage.ts';
import { Faults } from './faults.ts';
import { Life, Scheduler } from './scheduler.ts';

/** Three processes of five calls each, with so many promises between two calls. */
async function tell(seed: number, between: (process: number) => number): Promise<string> {
  const random = createRandom(seed);
  const faults = new Faults(newCoverage(), random);
  faults.calm = true;
  const told: string[] = [];
  const scheduler = new Scheduler(faults, (line) => told.push(line));
  const processes = [0, 1, 2].map((process) => async () => {
    for (let call = 0; call < 5; call += 1) {
      for (let turn = 0; turn < between(process); turn += 1) await undefined;
      await scheduler.call(new Life(process), `${process}:${call}`, [], async () => undefined);
    }
  });
  await scheduler.run(processes, random);
  return told.join(' ');
}

it('interleaves the same calls the same way, however many promises lie between them', async () => {
  const plain = await tell(3, () => 1);
  expect(plain.split(' ')).toHaveLength(15);
  expect(await tell(3, (process) => 90 - 40 * process)).toBe(plain);
  expect(await tell(4, () => 1)).not.toBe(plain);
});
