/**
 * Why a command did nothing. Expected refusals are values of this closed list; whoever shows one to a person
 * writes the sentence, whoever consumes a queue decides by `passed`.
 */
export type RefusalCode =
  | 'not-found'
  | 'wrong-state'
  | 'not-allowed'
  | 'same-person'
  | 'changed-meanwhile'
  | 'paused'
  | 'not-eligible'
  | 'no-cover'
  | 'closed'
  | 'expired'
  | 'used-already'
  | 'not-covered'
  | 'invalid';

export interface Refusal {
  readonly code: RefusalCode;
  /** Plain words about what stands in the way; no personal data. */
  readonly because: string;
  /**
   * True when the record has already gone past the wanted state, so that trying again can never help. A refusal
   * that has not passed (not there yet, missing) may be tried again.
   */
  readonly passed: boolean;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const accept = <T>(value: T): Outcome<T> => ({ ok: true, value });

/** A refusal that may be different later. */
export const refuse = (code: RefusalCode, because: string): Outcome<never> => ({
  ok: false,
  refusal: { code, because, passed: false },
});

/** A refusal for good: what was wanted has been overtaken. */
export const refusePassed = (code: RefusalCode, because: string): Outcome<never> => ({
  ok: false,
  refusal: { code, because, passed: true },
});
