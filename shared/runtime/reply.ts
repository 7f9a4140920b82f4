/**
 * What a reaction answers: the shape of the domain's outcomes, so that a command's outcome fits as it is.
 * A refusal that has `passed` can never succeed by trying again.
 */
export interface Refusal {
  readonly code: string;
  readonly because: string;
  readonly passed: boolean;
}

export type Reply = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };
