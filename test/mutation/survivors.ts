/** Why mutants that survive are left to: by their file, if only there, and something that stands on the mutated line. */
export interface ReasonToSurvive {
  readonly file?: string;
  readonly code: string;
  readonly why: string;
}

const typesOnly =
  'The compiler asks for the other case, which cannot be: whatever stands there is never reached, or comes to the same';
const fault = 'A fault of the program, which no input brings about: said for whoever looks for it';
const anchor = 'An id begins with its letters and has them once: looked for anywhere, they are found at its beginning';
const kept = 'Only the speed: what is kept is what would be worked out again';

export const reasonsToSurvive: readonly ReasonToSurvive[] = [
  { file: 'lot-money.ts', code: '(before === undefined ? [] : [change(before, after)])', why: typesOnly },
  { code: 'throw new Error(', why: fault },
  { code: '.replace(/^', why: anchor },
  { file: 'allocate.ts', code: 'if (known !== undefined) return known;', why: kept },
  { file: 'allocate.ts', code: 'this.#classes.set(name, money);', why: kept },
];
