/** Why mutants that survive are left to: by their file, if only there, and something that stands on the mutated line. */
export interface ReasonToSurvive {
  readonly file?: string;
  readonly code: string;
  readonly why: string;
}

const typesOnly =
  'The compiler asks for the other case, which cannot be: whatever stands there is never reached, or comes to the same';

export const reasonsToSurvive: readonly ReasonToSurvive[] = [
  { file: 'lot-money.ts', code: '(before === undefined ? [] : [change(before, after)])', why: typesOnly },
];
