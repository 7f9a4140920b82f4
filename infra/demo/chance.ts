/** A small seeded generator (mulberry32), so that the demonstration tells the same story at every start. */
export interface Chance {
  /** An integer in [0, below). */
  below(below: number): number;
  /** One of them; there must be one. */
  pick<T>(from: readonly T[]): T;
  /** Whether something happens that happens so many times in a hundred. */
  percent(of: number): boolean;
}

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick(from) {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error('there is nothing to pick from');
      return picked;
    },
    percent: (of) => below(100) < of,
  };
}
