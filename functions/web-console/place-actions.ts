import * as z from 'zod';
import type { PlaceId } from '../../events/values.ts';
import {
  answerPrecedence,
  askPrecedence,
  shrinkBlock,
  withdrawPrecedence,
} from '../../shared/commands/manage-entry.ts';
import { lowerContribution, requestNextBlock } from '../../shared/commands/requests.ts';
import type { Actor } from '../../shared/domain/actor.ts';
import { localDay } from '../../shared/domain/office-days.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import { type Answer, answerOf, seenField, toPutRight } from '../../shared/staff/form-answers.ts';
import type { StaffDeps } from '../../shared/staff/staff-deps.ts';
import type { DoneName } from '../../shared/staff/words/done.ts';
import {
  contributionReasons,
  nextBlockReasons,
  precedenceReasons,
  smallerBlockReasons,
  textOfReason,
  valuesOf,
  withdrawnReasons,
} from '../../shared/staff/words/reasons.ts';
import { choiceField, numberField, poundsField } from '../../shared/web/form-fields.ts';
import { type FormFields, parseForm } from '../../shared/web/forms.ts';

/** What one button on a place's page does; the rest of the page's buttons decide on the place itself. */
export type PressOnPlace = (
  by: { readonly deps: StaffDeps; readonly actor: Actor },
  placeId: PlaceId,
  fields: FormFields,
) => Promise<Answer<DoneName>>;

const pressing =
  <Value>(
    done: DoneName,
    schema: (deps: StaffDeps) => z.ZodType<Value>,
    run: (deps: StaffDeps, placeId: PlaceId, value: Value, actor: Actor) => Promise<Outcome<undefined>>,
  ): PressOnPlace =>
  async ({ deps, actor }, placeId, fields) => {
    const form = parseForm(schema(deps), fields);
    if (!form.ok) return toPutRight(form);
    const outcome = await run(deps, placeId, form.value, actor);
    return outcome.ok ? { ok: true, value: done } : answerOf(fields, outcome);
  };

const Seen = z.lazy(() => z.object({ seen: seenField }));

const sessionsField = (deps: StaffDeps) =>
  numberField({
    missing: 'Enter a number of sessions',
    wrong: `Enter a whole number of sessions, from 1 to ${deps.settings.therapy.blockSessions}`,
    min: 1,
    max: deps.settings.therapy.blockSessions,
  });

const override = pressing(
  'override-asked',
  () =>
    z.object({
      seen: seenField,
      override: choiceField(valuesOf(precedenceReasons), { missing: 'Choose why this place should go first' }),
    }),
  (deps, placeId, { seen, override: why }, actor) =>
    askPrecedence(deps, { placeId, seen, why: textOfReason(precedenceReasons, why) }, actor),
);

const grant = pressing(
  'override-granted',
  () => Seen,
  (deps, placeId, { seen }, actor) => answerPrecedence(deps, { placeId, seen, answer: 'grant' }, actor),
);

const decline = pressing(
  'override-declined',
  () => Seen,
  (deps, placeId, { seen }, actor) => answerPrecedence(deps, { placeId, seen, answer: 'decline' }, actor),
);

const withdraw = pressing(
  'override-withdrawn',
  () =>
    z.object({
      seen: seenField,
      withdraw: choiceField(valuesOf(withdrawnReasons), { missing: 'Choose why the override is withdrawn' }),
    }),
  (deps, placeId, { seen, withdraw: why }, actor) =>
    withdrawPrecedence(deps, { placeId, seen, why: textOfReason(withdrawnReasons, why) }, actor),
);

/** The form of a smaller block, of a place that waits or of what one in hand asks for. */
export const SmallerBlock = (deps: StaffDeps) =>
  z.object({
    seen: seenField,
    smaller: sessionsField(deps),
    'smaller-reason': choiceField(valuesOf(smallerBlockReasons), { missing: 'Choose why the block is smaller' }),
  });

const smaller = pressing(
  'block-smaller',
  SmallerBlock,
  (deps, placeId, { seen, smaller: sessions, 'smaller-reason': why }, actor) =>
    shrinkBlock(deps, { placeId, seen, sessions, why: textOfReason(smallerBlockReasons, why) }, actor),
);

const nextBlock = pressing(
  'next-block-asked',
  (deps) =>
    z.object({
      seen: seenField,
      'next-block': sessionsField(deps),
      review: choiceField(valuesOf(nextBlockReasons), { missing: 'Choose what the review found' }),
    }),
  (deps, placeId, { seen, 'next-block': sessions, review }, actor) =>
    requestNextBlock(deps, { placeId, seen, sessions, why: textOfReason(nextBlockReasons, review) }, actor),
);

const contribution = pressing(
  'contribution-lowered',
  () =>
    z.object({
      seen: seenField,
      contribution: poundsField({
        missing: 'Enter what the person can contribute; 0 if nothing',
        wrong: 'Enter a sum in pounds, such as 5 or 7.50',
      }),
      'contribution-reason': choiceField(valuesOf(contributionReasons), { missing: 'Choose why it is less' }),
    }),
  (deps, placeId, { seen, contribution: pence, 'contribution-reason': why }, actor) => {
    const from = localDay(deps.now(), deps.settings.office);
    const lower = { placeId, seen, contribution: pence, from, why: textOfReason(contributionReasons, why) };
    return lowerContribution(deps, lower, actor);
  },
);

/** By the last part of the address that the form is posted to. */
export const placeActions = {
  override,
  grant,
  decline,
  withdraw,
  smaller,
  'next-block': nextBlock,
  contribution,
} as const satisfies Record<string, PressOnPlace>;
