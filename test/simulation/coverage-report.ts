import { stateTables } from './invariants.ts';
import type { Coverage, Tally } from './town/coverage.ts';
import { commitFaults, readFaults, sendFaults } from './town/faults.ts';
import { unreached } from './unreached.ts';

/** Every edge of every table, as `<entity> <from> → <to>`, once. */
const allEdges: readonly string[] = [
  ...new Set(
    Object.entries(stateTables).flatMap(([kind, { edges }]) => edges.map(({ from, to }) => `${kind} ${from} → ${to}`)),
  ),
];

/** Every fault that could have met a call that was made. */
const allFaults = ({ calls, faults }: Coverage): readonly string[] => {
  const possible = (call: string): readonly string[] => {
    if (/^store\.(commit|keep)/.test(call)) return call.includes('overtake-fact') ? readFaults : commitFaults;
    return call.startsWith('queue.send') ? sendFaults : readFaults;
  };
  const atCalls = [...calls.keys()].flatMap((call) => possible(call).map((fault) => `${call} · ${fault}`));
  return [...new Set([...atCalls, ...faults.keys()])];
};

export interface Missing {
  readonly edges: readonly string[];
  readonly faults: readonly string[];
}

/** What was met fewer than so many times; edges that nothing takes yet are left out, and said to be. */
export const missingOf = (coverage: Coverage, least: number): Missing => ({
  edges: allEdges.filter((edge) => !(edge in unreached) && (coverage.edges.get(edge) ?? 0) < least),
  faults: allFaults(coverage).filter((fault) => (coverage.faults.get(fault) ?? 0) < least),
});

/** Edges said to be out of reach that were taken: the list is out of date. */
export const reachedAfterAll = ({ edges }: Coverage): readonly string[] =>
  Object.keys(unreached).filter((edge) => edges.has(edge));

const table = (title: string, names: readonly string[], tally: Tally): string =>
  [title, ...names.toSorted().map((name) => `  ${String(tally.get(name) ?? 0).padStart(8)}  ${name}`)].join('\n');

/** All counts, as a person reads them. */
export const describeCoverage = (coverage: Coverage): string =>
  [
    table('Edges of the state tables', allEdges, coverage.edges),
    table('Faults at calls and on the way', allFaults(coverage), coverage.faults),
    table('Named refusals', [...coverage.refusals.keys()], coverage.refusals),
    `Edges that nothing takes yet:\n${Object.entries(unreached)
      .map(([edge, why]) => `  ${edge}: ${why}`)
      .join('\n')}`,
  ].join('\n\n');
