import type { Role } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';

/** One allowed change of state: who may take it, and the guard in words (its code stands in the decision). */
export interface Edge<S extends string> {
  readonly from: S;
  readonly to: S;
  readonly by: readonly Role[];
  readonly guard?: string;
}

/** The whole life of one entity as data: the code enforces it, the tests enumerate it, the docs draw it. */
export interface StateTable<S extends string> {
  readonly entity: string;
  readonly states: readonly S[];
  readonly initial: S;
  readonly edges: readonly Edge<S>[];
}

/** All edges from several states to one. */
export const edges = <S extends string>(
  from: readonly S[],
  to: S,
  by: readonly Role[],
  guard?: string,
): readonly Edge<S>[] => from.map((state) => ({ from: state, to, by, ...(guard === undefined ? {} : { guard }) }));

const reachable = <S extends string>(table: StateTable<S>, start: S): ReadonlySet<S> => {
  const seen = new Set<S>();
  const open = [start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const edge of table.edges) {
      if (edge.from === state && !seen.has(edge.to)) {
        seen.add(edge.to);
        open.push(edge.to);
      }
    }
  }
  return seen;
};

/**
 * Takes one edge of a table.
 * @returns the new state; or a refusal: `not-allowed` when the actor has no role that may take the edge,
 * `wrong-state` when there is no such edge. The latter has *passed* when the wanted state can never be entered again.
 */
export function step<S extends string>(table: StateTable<S>, from: S, to: S, actor: Actor): Outcome<S> {
  // One edge may stand in several rows, each with roles and a guard of its own.
  const rows = table.edges.filter((candidate) => candidate.from === from && candidate.to === to);
  if (rows.length > 0) {
    const by = rows.flatMap((row) => row.by);
    return by.some((role) => actor.roles.includes(role))
      ? accept(to)
      : refuse('not-allowed', `a ${table.entity} goes from ${from} to ${to} only by: ${by.join(', ')}`);
  }
  const because = `a ${table.entity} does not go from ${from} to ${to}`;
  return reachable(table, from).has(to) ? refuse('wrong-state', because) : refusePassed('wrong-state', because);
}
