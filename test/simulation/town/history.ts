import { allActs } from '../actors/all-acts.ts';
import { createRandom, type Random } from '../random.ts';
import type { Act } from './act.ts';
import { collectWebhooks } from './machines.ts';
import type { Deed, Town } from './town.ts';

/** What happens together, and the chance that decides how: enough to let it happen again, whatever else did not. */
export interface Turn {
  readonly seed: number;
  readonly acts: readonly string[];
}

const actsByName = new Map(allActs.map((act) => [act.name, act]));
const mostAtOnce = 4;

function pickAct(weights: readonly number[], sum: number, random: Random): Act | undefined {
  let left = random.next() * sum;
  return allActs.find((_, index) => {
    left -= weights[index] ?? 0;
    return left < 0;
  });
}

/** The next turn, as the one generator of a history decides. */
export function nextTurn(town: Town, random: Random): Turn {
  const seed = Math.floor(random.next() * 2 ** 31);
  const weights = allActs.map((act) => act.weight(town));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const count = 1 + random.below(mostAtOnce);
  const acts = Array.from({ length: count }, () => pickAct(weights, sum, random)?.name ?? 'relay');
  return { seed, acts };
}

export async function takeTurn(town: Town, { seed, acts }: Turn): Promise<void> {
  const random = createRandom(seed);
  town.faults.random = random;
  town.tell(`turn ${seed} ${acts.join(', ')} at ${town.time}`);
  const deeds: Deed[] = [];
  for (const name of acts) {
    const deed = await actsByName.get(name)?.prepare(town, random);
    if (deed !== undefined) deeds.push(deed);
  }
  await town.doTogether(deeds, random);
  collectWebhooks(town);
  town.advance(random.below(30_000));
}
