import * as z from 'zod';
import type { Outcome, Refusal } from '../domain/outcome.ts';
import { choiceField } from '../web/form-fields.ts';
import { type FormFields, type FormState, refuseField } from '../web/forms.ts';
import { refusalStatus, refusalWords } from './words/refusals.ts';

/** No record has this version: a page without a version is an old one, and is answered as such. */
const neverSeen = -1;

/** The version of the record that stood on the page, from its hidden field. */
export const seenField = z.preprocess(
  (given) => (typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : neverSeen),
  z.int(),
);

/** Whether the person has been told by a person: asked whenever something ends. */
export const spokenToField = () => choiceField(['yes', 'no'], { missing: 'Choose whether you have told the person' });

/** What came of a posted form: done, or the form once more with what is to be put right, and its status. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly form: FormState; readonly status: ReturnType<typeof refusalStatus> };

/** A refusal as the form's own complaint. */
export const refused = (fields: FormFields, refusal: Refusal, field = ''): Extract<Answer<never>, { ok: false }> => ({
  ok: false,
  form: refuseField(fields, field, refusalWords(refusal)),
  status: refusalStatus(refusal.code),
});

export const answerOf = <T>(fields: FormFields, outcome: Outcome<T>): Answer<T> =>
  outcome.ok ? outcome : refused(fields, outcome.refusal);

/** The form did not pass its own schema. */
export const toPutRight = (form: FormState): Extract<Answer<never>, { ok: false }> => ({
  ok: false,
  form,
  status: 422,
});

/**
 * A form's id is minted with its page, so that a form sent twice has one effect. Without a proper one it may have been
 * tampered with: it is shown again with a fresh one and not acted upon.
 */
export const withFreshId = (
  fields: FormFields,
  name: string,
  id: z.ZodType,
  mint: () => string,
): FormState | undefined =>
  id.safeParse(fields[name]).success
    ? undefined
    : refuseField(
        { ...fields, [name]: mint() },
        '',
        'This page was too old. Nothing was saved. Please check it and send it again.',
      );
