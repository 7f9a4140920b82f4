import { callSites } from './call-sites.ts';
import { stateTables } from './invariants.ts';
import type { Coverage, Tally } from './town/coverage.ts';
import { unreached } from './unreached.ts';

/** Every edge of every table, as `<entity> <from> → <to>`, once. */
export const allEdges: readonly string[] = [
  ...new Set(
    Object.entries(stateTables).flatMap(([kind, { edges }]) => edges.map(({ from, to }) => `${kind} ${from} → ${to}`)),
  ),
];

/** Every way a process reaches the outside: a simulator that never takes one of them has tried none of its faults. */
export const allWays = [
  ...[
    'get',
    'getMany',
    'range',
    'ranges',
    'list',
    'history',
    'decisionsOf',
    'journal',
    'entries',
    'commit',
    'keep',
  ].map((call) => `store.${call}`),
  ...['openCheckout', 'fetchPayment', 'findCheckout', 'refund', 'listEvents', 'listPayouts'].map(
    (call) => `payments.${call}`,
  ),
  'payments.listMovements',
  'mailer.send',
  'queue.send',
] as const;

/** The ways that no call site of a run takes. */
function unusedWays({ calls }: Coverage): readonly string[] {
  const used = new Set([...calls.keys()].map((site) => /· (\w+\.\w+)/.exec(site)?.[1]));
  return allWays.filter((way) => !used.has(way));
}

/** A call that is on the list and was not made: its faults met nothing, and no count says so. And one that nobody listed. */
const strayCalls = ({ calls }: Coverage, listed: ReadonlyMap<string, number>): readonly string[] => [
  ...[...listed.keys()].filter((site) => !calls.has(site)).map((site) => `on the list of calls, and not made: ${site}`),
  ...[...calls.keys()].filter((site) => !listed.has(site)).map((site) => `made, and on no list of calls: ${site}`),
];

/**
 * What keeps a run from having met everything so many times: edges, faults at call sites (each fault that can meet the
 * call, at each call of each command or worker), calls that are listed and were not made or the other way round, ways
 * that were never taken, edges taken that are said to be out of reach. Empty: it has.
 */
export function shortfallsOf(coverage: Coverage, least: number, listed = callSites): readonly string[] {
  const { edges, faults } = coverage;
  const tooFew = (what: string, times: number): readonly string[] =>
    times < least ? [`met ${times} times of ${least}: ${what}`] : [];
  return [
    ...allEdges.flatMap((edge) => (edge in unreached ? [] : tooFew(edge, edges.get(edge) ?? 0))),
    ...[...faults].flatMap(([fault, times]) => tooFew(fault, times)),
    ...strayCalls(coverage, listed),
    ...unusedWays(coverage).map((way) => `called by nothing: ${way}`),
    ...Object.keys(unreached).flatMap((edge) =>
      edges.has(edge) ? [`said to be out of reach, and taken: ${edge}`] : [],
    ),
  ];
}

const cell = (text: string | number): string => String(text).padStart(9);

const counts = (title: string, tally: Tally, names: Iterable<string>): string =>
  [title, ...[...names].toSorted().map((name) => `${cell(tally.get(name) ?? 0)}  ${name}`)].join('\n');

/** One row for each call of each command or worker, or each way of a message; one column for each fault. */
function faultTable({ calls, faults }: Coverage): string {
  const rows = new Map<string, Map<string, number>>();
  for (const [name, times] of faults) {
    const at = name.lastIndexOf(' · ');
    const site = name.slice(0, at);
    const row = rows.get(site) ?? new Map<string, number>();
    rows.set(site, row.set(name.slice(at + 3), times));
  }
  const columns = [...new Set([...rows.values()].flatMap((row) => [...row.keys()]))];
  const line = (cells: readonly (string | number)[], site: string): string => `${cells.map(cell).join('')}  ${site}`;
  return [
    'Faults at each call of each command, worker or schedule, and on the way of messages (–: cannot happen there)',
    ...columns.map((column, index) => `  column ${index + 2}: ${column}`),
    line(['calls', ...columns.map((_, index) => index + 2)], 'where'),
    ...[...rows]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([site, row]) => line([calls.get(site) ?? '', ...columns.map((column) => row.get(column) ?? '–')], site)),
  ].join('\n');
}

const lowest = (title: string, tally: Tally, names: Iterable<string>): string => {
  const all = [...names].toSorted((a, b) => (tally.get(a) ?? 0) - (tally.get(b) ?? 0)).slice(0, 10);
  return [title, ...all.map((name) => `${cell(tally.get(name) ?? 0)}  ${name}`)].join('\n');
};

/** All counts, as a person reads them: the tables, then what is lowest in them. */
export function describeCoverage(coverage: Coverage): string {
  const { edges, faults, calls, refusals } = coverage;
  const reachable = allEdges.filter((edge) => !(edge in unreached));
  const out = Object.entries(unreached).map(([edge, why]) => `  ${edge}: ${why}`);
  return [
    counts('Edges of the state tables', edges, allEdges),
    faultTable(coverage),
    counts('Named refusals', refusals, refusals.keys()),
    ...(out.length === 0 ? [] : [['Edges that nothing takes yet', ...out].join('\n')]),
    lowest(`The ten lowest of ${reachable.length} edges`, edges, reachable),
    lowest(`The ten lowest of ${faults.size} faults at ${calls.size} call sites and on the way`, faults, faults.keys()),
  ].join('\n\n');
}

/** How often each call was made, for a hundred histories: what the list of calls is written from. */
export const inAHundred = ({ calls }: Coverage, histories: number): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...calls]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([site, times]) => [site, Number(((times * 100) / histories).toPrecision(2))]),
  );
