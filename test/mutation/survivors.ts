/** A mutant that is left: its file, something that stands on its line, and, where only one of several there is, what it became. */
export type Survivor = readonly [file: string, code: string, to?: string];

/** Why mutants that survive are left to; true of each that is named. */
export interface ReasonToSurvive {
  readonly why: string;
  readonly mutants: readonly Survivor[];
}
