import * as z from 'zod';
import { startAssessment } from '../../shared/commands/assess.ts';
import { closeReferral, confirmReferral, withdrawReferral } from '../../shared/commands/intake.ts';
import { changedSince } from '../../shared/commands/load-case.ts';
import { pauseReferral, resumeReferral } from '../../shared/commands/manage.ts';
import { seekAgain } from '../../shared/commands/offer.ts';
import type { Actor } from '../../shared/domain/actor.ts';
import { type Outcome, refuse } from '../../shared/domain/outcome.ts';
import { Signal } from '../../shared/domain/referral.ts';
import { choiceField, choicesField, tickedField } from '../../shared/web/form-fields.ts';
import { type FormFields, parseForm } from '../../shared/web/forms.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { type Answer, answerOf, seenField, toPutRight } from './form-answers.ts';
import type { CaseFile } from './queries/case-file.ts';
import type { DoneName } from './words/done.ts';
import { closingReasons, holdReasons, safeguardingReasons, textOfReason, valuesOf } from './words/reasons.ts';

/** A step on a case that one form takes. */
export interface CaseAction {
  readonly done: DoneName;
  readonly press: (deps: ConsoleDeps, file: CaseFile, fields: FormFields, actor: Actor) => Promise<Answer<undefined>>;
}

/** Ties a form's schema to the command it runs, so that nobody outside need know what the form holds. */
const action = <Value>(
  done: DoneName,
  schema: (file: CaseFile) => z.ZodType<Value>,
  run: (deps: ConsoleDeps, file: CaseFile, value: Value, actor: Actor) => Promise<Outcome<undefined>>,
): CaseAction => ({
  done,
  press: async (deps, file, fields, actor) => {
    const form = parseForm(schema(file), fields);
    return form.ok ? answerOf(fields, await run(deps, file, form.value, actor)) : toPutRight(form);
  },
});

const Seen = z.lazy(() => z.object({ seen: seenField }));
const idOf = (file: CaseFile) => file.referral.value.id;

const confirm = action(
  'confirmed',
  ({ referral }) =>
    z.object({
      seen: seenField,
      theirs: tickedField({
        missing:
          referral.value.door === 'professional'
            ? 'Tick the box once the person has agreed. If they do not want this, close the referral'
            : 'Tick the box once the person has said that the request is theirs. If it is not, close the referral',
      }),
      signals: choicesField(Signal.options, {}),
    }),
  (deps, file, { seen, signals }, actor) => confirmReferral(deps, { referralId: idOf(file), seen, signals }, actor),
);

const close = action(
  'closed',
  () =>
    z.object({
      seen: seenField,
      reason: choiceField(valuesOf(closingReasons), { missing: 'Choose why you are closing this referral' }),
      'spoken-to': choiceField(['yes', 'no'], { missing: 'Choose whether you have told the person' }),
    }),
  async (deps, file, { seen, reason, 'spoken-to': spokenTo }, actor) => {
    const chosen = closingReasons.find(({ value }) => value === reason);
    if (chosen === undefined) return refuse('invalid', 'this is none of the reasons');
    const closing = { outcome: chosen.category, reason: chosen.text, spokenTo: spokenTo === 'yes' };
    return closeReferral(deps, { referralId: idOf(file), seen, ...closing }, actor);
  },
);

const take = action(
  'taken',
  () => Seen,
  (deps, file, { seen }, actor) => startAssessment(deps, { referralId: idOf(file), seen }, actor),
);

const hold = action(
  'put-on-hold',
  () =>
    z.object({
      seen: seenField,
      'hold-reason': choiceField(valuesOf(holdReasons), { missing: 'Choose why the case goes on hold' }),
    }),
  async (deps, file, { seen, 'hold-reason': reason }, actor) => {
    const same = changedSince(file.referral, seen);
    if (!same.ok) return same;
    const why = textOfReason(holdReasons, reason);
    return pauseReferral(deps, { referralId: idOf(file), overlay: 'on-hold', why }, actor);
  },
);

const liftHold = action(
  'hold-lifted',
  () => Seen,
  async (deps, file, { seen }, actor) => {
    const same = changedSince(file.referral, seen);
    return same.ok ? resumeReferral(deps, { referralId: idOf(file), overlay: 'on-hold' }, actor) : same;
  },
);

// A concern stops things whatever else has changed in the meantime: what was seen does not matter.
const pauseForSafeguarding = action(
  'safeguarding-paused',
  () =>
    z.object({
      'pause-reason': choiceField(valuesOf(safeguardingReasons), { missing: 'Choose why the case is paused' }),
    }),
  (deps, file, { 'pause-reason': reason }, actor) =>
    pauseReferral(
      deps,
      { referralId: idOf(file), overlay: 'safeguarding', why: textOfReason(safeguardingReasons, reason) },
      actor,
    ),
);

const liftSafeguarding = action(
  'safeguarding-lifted',
  () => Seen,
  async (deps, file, { seen }, actor) => {
    const same = changedSince(file.referral, seen);
    return same.ok ? resumeReferral(deps, { referralId: idOf(file), overlay: 'safeguarding' }, actor) : same;
  },
);

const withdraw = action(
  'withdrawn',
  () =>
    z.object({
      seen: seenField,
      word: tickedField({ missing: 'Tick the box if the person has told us this themself' }),
    }),
  async (deps, file, { seen }, actor) => {
    const same = changedSince(file.referral, seen);
    return same.ok ? withdrawReferral(deps, idOf(file), actor) : same;
  },
);

const searchAgain = action(
  'searching-again',
  () => Seen,
  async (deps, file, { seen }, actor) => {
    if (file.search === undefined) return refuse('wrong-state', 'nobody is sought for this case');
    const same = changedSince(file.search, seen);
    return same.ok ? seekAgain(deps, idOf(file), actor) : same;
  },
);

/** By the last part of the address that the form is posted to. */
export const caseActions = {
  confirm,
  close,
  take,
  hold,
  'lift-hold': liftHold,
  'pause-for-safeguarding': pauseForSafeguarding,
  'lift-safeguarding': liftSafeguarding,
  withdraw,
  'search-again': searchAgain,
} as const satisfies Record<string, CaseAction>;
export type CaseActionName = keyof typeof caseActions;
