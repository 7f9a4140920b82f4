import type { Store } from '../../shared/store/interface.ts';
import { setTheScene } from './actors/scene.ts';
import { bringUnderWay } from './actors/under-way.ts';
import { faultsAnytime } from './invariants.ts';
import { createRandom } from './random.ts';
import { type Coverage, newCoverage } from './town/coverage.ts';
import { usualRates } from './town/faults.ts';
import { nextTurn, type Turn, takeTurn } from './town/history.ts';
import { comeToRest } from './town/quiescence.ts';
import { Town } from './town/town.ts';

/** Every so many steps all invariants are looked at, of everything. */
const stepsBetweenAudits = 1000;

export interface History {
  readonly seed: number;
  readonly steps: number;
  /** Equal for equal histories, byte for byte. */
  readonly hash: string;
  readonly coverage: Coverage;
  readonly turns: readonly Turn[];
  /** What went wrong first, at which step; undefined: nothing. */
  readonly violation: { readonly step: number; readonly faults: readonly string[] } | undefined;
}

export interface Script {
  readonly seed: number;
  /** At least so many steps, before everything comes to rest. */
  readonly steps: number;
  /** These turns and no others: to tell a history again, or a part of it. */
  readonly turns?: readonly Turn[] | undefined;
  readonly plant?: ((store: Store) => Store) | undefined;
}

/** One history from its seed: everything happens by the one generator, so that it can be told again. */
export async function simulate({ seed, steps, turns: told, plant }: Script): Promise<History> {
  const coverage = newCoverage();
  // Charities differ, and so do their terms with the provider; to some its reports hardly come, and
  // services are down for long: the sweep finds all.
  const terms = { creditsNet: seed % 4 === 3, givesFeesBack: seed % 5 < 2 };
  const rates = seed % 4 === 2 ? { ...usualRates, 'never comes': 0.75, outage: 0.03 } : usualRates;
  const town = new Town({ seed, coverage, rates, ...terms, ...(plant === undefined ? {} : { plant }) });
  const random = createRandom(seed);
  const turns: Turn[] = [];
  let audited = 0;
  const ended = (): History => ({
    seed,
    steps: town.steps,
    hash: town.historyHash(),
    coverage,
    turns,
    violation: town.watch.faults.length === 0 ? undefined : { step: town.steps, faults: [...town.watch.faults] },
  });
  await setTheScene(town);
  await bringUnderWay(town, random);
  while (told === undefined ? town.steps < steps : turns.length < told.length) {
    const turn = told?.[turns.length] ?? nextTurn(town, random);
    turns.push(turn);
    await takeTurn(town, turn);
    if (town.steps - audited >= stepsBetweenAudits) {
      audited = town.steps;
      const content = town.memory.export();
      town.watch.compare(content.records);
      town.watch.faults.push(...faultsAnytime(content));
    }
    if (town.watch.faults.length > 0) return ended();
  }
  await comeToRest(town);
  return ended();
}
