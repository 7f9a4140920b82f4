import type * as z from 'zod';
import type { Actor } from '../../shared/domain/actor.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import { type Answer, answerOf, toPutRight } from '../../shared/staff/form-answers.ts';
import type { CaseFile } from '../../shared/staff/queries/case-file.ts';
import type { StaffDeps } from '../../shared/staff/staff-deps.ts';
import type { DoneName } from '../../shared/staff/words/done.ts';
import { type FormFields, parseForm } from '../../shared/web/forms.ts';

/** A step on a case that one form takes. */
export interface CaseAction {
  readonly done: DoneName;
  readonly press: (deps: StaffDeps, file: CaseFile, fields: FormFields, actor: Actor) => Promise<Answer<undefined>>;
}

/** Ties a form's schema to the command it runs, so that nobody outside need know what the form holds. */
export const action = <Value>(
  done: DoneName,
  schema: (file: CaseFile) => z.ZodType<Value>,
  run: (deps: StaffDeps, file: CaseFile, value: Value, actor: Actor) => Promise<Outcome<undefined>>,
): CaseAction => ({
  done,
  press: async (deps, file, fields, actor) => {
    const form = parseForm(schema(file), fields);
    return form.ok ? answerOf(fields, await run(deps, file, form.value, actor)) : toPutRight(form);
  },
});
