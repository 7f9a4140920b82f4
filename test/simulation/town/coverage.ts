/** How often something named by two words happened: an edge of a table, or a fault at a call. */
export type Tally = Map<string, number>;

/** What a history came through, in counts that add up over histories. */
export interface Coverage {
  /** `<entity> <from> → <to>`. */
  readonly edges: Tally;
  /** `<call> · <fault>`. */
  readonly faults: Tally;
  /** `<call>`: how often it was made, so that a call no fault ever met shows. */
  readonly calls: Tally;
  /** `<form> · <refusal>`. */
  readonly refusals: Tally;
}

export const newCoverage = (): Coverage => ({
  edges: new Map(),
  faults: new Map(),
  calls: new Map(),
  refusals: new Map(),
});

export const count = (tally: Tally, name: string, times = 1): void => {
  tally.set(name, (tally.get(name) ?? 0) + times);
};

/** Adds one history's counts to the sum of all. */
export function addCoverage(sum: Coverage, part: Coverage): void {
  for (const [name, times] of part.edges) count(sum.edges, name, times);
  for (const [name, times] of part.faults) count(sum.faults, name, times);
  for (const [name, times] of part.calls) count(sum.calls, name, times);
  for (const [name, times] of part.refusals) count(sum.refusals, name, times);
}
