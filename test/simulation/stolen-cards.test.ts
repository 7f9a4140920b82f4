import { expect, it } from 'vitest';
import { setTheScene } from './actors/scene.ts';
import { bringUnderWay } from './actors/under-way.ts';
import { createRandom } from './random.ts';
import { newCoverage } from './town/coverage.ts';
import { takeTurn } from './town/history.ts';
import { comeToRest } from './town/quiescence.ts';
import { Town } from './town/town.ts';

const storm = 'a storm of stolen cards';
const machines = ['relay', 'webhook', 'work referral', 'work assessment', 'work donation', 'work allocation'] as const;
const people = ['refer', 'confirm', 'start assessment', 'record assessment', 'approve'] as const;

/** A town on which a storm breaks; the banks see it when its money is at work. */
async function stormOn(seed: number): Promise<Town> {
  const town = new Town({ seed, coverage: newCoverage() });
  const random = createRandom(seed);
  await setTheScene(town);
  await bringUnderWay(town, random);
  const turn = (...acts: readonly string[]) => takeTurn(town, { seed: random.below(2 ** 31), acts });
  await turn(storm);
  for (let turns = 0; turns < 300; turns += 1) await turn(...machines, random.pick(people) ?? 'refer');
  for (let turns = 0; turns < 60; turns += 1) await turn('a bank sees that a card was stolen', 'webhook', 'clock');
  await comeToRest(town);
  return town;
}

it.each([1, 2, 3, 4, 5, 6])(
  'gifts by stolen cards that are taken back when their money is held take no place away, and every rule holds (seed %i)',
  async (seed) => {
    const town = await stormOn(seed);
    const { disputes, taken } = [...town.payments.provider.checkouts.values()].reduce(
      (sum, checkout) => ({
        disputes: sum.disputes + checkout.disputes.length,
        taken: sum.taken + checkout.disputes.filter(({ movements }) => movements.length > 0).length,
      }),
      { disputes: 0, taken: 0 },
    );
    expect(disputes).toBeGreaterThan(8);
    expect(taken).toBeGreaterThan(5);
    const owed = town.memory
      .export()
      .journal.flatMap(({ postings }) => postings.filter(({ account }) => account.endsWith(':deficit')));
    expect(owed.length).toBeGreaterThan(0);
    expect(town.watch.faults).toEqual([]);
  },
  60_000,
);
