import type { Random } from '../random.ts';
import type { Deed, Town } from './town.ts';

/** One kind of thing that can happen: somebody comes and does something, or a machine's turn has come. */
export interface Act {
  readonly name: string;
  /** How often it happens beside the others; 0: not now. */
  weight(town: Town): number;
  /** Looks at the town as a person looks at a page, and says what is then done; undefined: nothing to do. */
  prepare(town: Town, random: Random): Promise<Deed | undefined> | Deed | undefined;
}

/** An act of people: equally likely at any time. */
export const people = (name: string, weight: number, prepare: Act['prepare']): Act => ({
  name,
  weight: () => weight,
  prepare,
});
