import { type History, type Script, simulate } from './simulate-seed.ts';
import type { Turn } from './town/history.ts';

/** What broke, without the names of what it broke at: those are other ones in a shorter history. */
const kindOf = ({ violation }: History): string | undefined =>
  violation?.faults[0]
    ?.replaceAll(/[a-z]+_[0-9A-Za-z_]+|\d+/g, (name, at: number) => (at === 0 ? name : '#'))
    .slice(0, 60);

const without = (turns: readonly Turn[], from: number, count: number): readonly Turn[] => [
  ...turns.slice(0, from),
  ...turns.slice(from + count),
];

/** Each turn with one of its acts less, for turns that hold several. */
const thinner = (turns: readonly Turn[], at: number): readonly (readonly Turn[])[] => {
  const turn = turns[at];
  if (turn === undefined || turn.acts.length < 2) return [];
  return turn.acts.map((_, less) =>
    turns.with(at, { ...turn, acts: turn.acts.filter((_act, index) => index !== less) }),
  );
};

/**
 * Leaves out what a violation does not need, by delta debugging: halves, quarters, eighths of the turns, then single
 * acts, as long as the same invariant breaks. Each turn brings its own chance, so that what stays happens as before.
 * @param milliseconds after which the shortest history so far must do
 */
export async function shrink(history: History, script: Script, milliseconds: number): Promise<History> {
  const until = performance.now() + milliseconds;
  const wanted = kindOf(history);
  let best = history;
  const tryOut = async (turns: readonly Turn[]): Promise<boolean> => {
    const told = await simulate({ ...script, turns });
    if (kindOf(told) !== wanted) return false;
    best = told;
    return true;
  };
  for (let size = best.turns.length >> 1; size >= 1; size >>= 1) {
    for (let from = 0; from < best.turns.length && performance.now() < until; ) {
      if (!(await tryOut(without(best.turns, from, size)))) from += size;
    }
  }
  for (let at = 0; at < best.turns.length && performance.now() < until; at += 1) {
    for (const turns of thinner(best.turns, at)) if (performance.now() < until && (await tryOut(turns))) break;
  }
  return best;
}
