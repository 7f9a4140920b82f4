import { describe, expect, it } from 'vitest';
import { setTheScene } from './actors/scene.ts';
import { createRandom } from './random.ts';
import { newCoverage } from './town/coverage.ts';
import { usualRates } from './town/faults.ts';
import { nextTurn, takeTurn } from './town/history.ts';
import { comeToRest } from './town/quiescence.ts';
import { Town } from './town/town.ts';

/** Every third message is met by an outage that outlasts its tries, every fifth has a spoilt copy. */
const rates = { ...usualRates, outage: 0.35, poison: 0.2 };

/** A town some time into its history, in which so many messages were given up. */
async function townWithDeadLetters(seed: number, letters: number): Promise<Town> {
  const town = new Town({ seed, coverage: newCoverage(), rates });
  const random = createRandom(seed);
  await setTheScene(town);
  while (town.queues.deadLetters.length < letters) await takeTurn(town, nextTurn(town, random));
  expect(town.watch.faults).toEqual([]);
  return town;
}

describe('dead letters', () => {
  it('come to the right end when they are sent again: nothing is left over, and every rule holds', async () => {
    const town = await townWithDeadLetters(21, 40);
    const queuesWithLetters = new Set(town.queues.deadLetters.map(({ queue }) => queue));
    expect(queuesWithLetters.size).toBeGreaterThan(2);
    await comeToRest(town);
    expect(town.watch.faults).toEqual([]);
    expect([town.queues.deadLetters, town.queues.length]).toEqual([[], 0]);
  }, 60_000);

  it('are told of at the end when what they died of was never mended', async () => {
    const town = await townWithDeadLetters(21, 40);
    town.queues.sendAgain = () => 0;
    await comeToRest(town);
    expect(town.watch.faults.filter((fault) => fault.startsWith('12: replayed to ')).length).toBeGreaterThan(39);
  }, 60_000);
});
