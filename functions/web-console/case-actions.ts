import * as z from 'zod';
import { recordReadiness, startAssessment } from '../../shared/commands/assess.ts';
import { closeReferral, confirmReferral, reopenReferral, withdrawReferral } from '../../shared/commands/intake.ts';
import { changedSince } from '../../shared/commands/load-case.ts';
import { pauseReferral, resumeReferral } from '../../shared/commands/manage.ts';
import { seekAgain } from '../../shared/commands/offer.ts';
import { refuse } from '../../shared/domain/outcome.ts';
import { Signal } from '../../shared/domain/referral.ts';
import { seenField, spokenToField } from '../../shared/staff/form-answers.ts';
import type { CaseFile } from '../../shared/staff/queries/case-file.ts';
import {
  closingReasons,
  holdReasons,
  notReadyReasons,
  readyReasons,
  reopeningReasons,
  safeguardingReasons,
  textOfReason,
  valuesOf,
} from '../../shared/staff/words/reasons.ts';
import { choiceField, choicesField, tickedField } from '../../shared/web/form-fields.ts';
import { action, type CaseAction } from './case-action.ts';
import { therapyActions } from './therapy-actions.ts';

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
      'spoken-to': spokenToField(),
    }),
  async (deps, file, { seen, reason, 'spoken-to': spokenTo }, actor) => {
    const chosen = closingReasons.find(({ value }) => value === reason);
    if (chosen === undefined) return refuse('invalid', 'this is none of the reasons');
    const isYoung = chosen.value === 'young';
    const closing = { outcome: chosen.category, reason: chosen.text, isYoung, spokenTo: spokenTo === 'yes' };
    return closeReferral(deps, { referralId: idOf(file), seen, ...closing }, actor);
  },
);

const take = action(
  'taken',
  () => Seen,
  (deps, file, { seen }, actor) => startAssessment(deps, { referralId: idOf(file), seen }, actor),
);

const ready = action(
  'found-ready',
  () =>
    z.object({
      seen: seenField,
      'ready-reason': choiceField(valuesOf(readyReasons), { missing: 'Choose what the second look found' }),
    }),
  (deps, file, { seen, 'ready-reason': reason }, actor) =>
    recordReadiness(
      deps,
      { referralId: idOf(file), seen, isReady: true, why: textOfReason(readyReasons, reason) },
      actor,
    ),
);

const notReady = action(
  'found-not-ready',
  () =>
    z.object({
      seen: seenField,
      'not-ready-reason': choiceField(valuesOf(notReadyReasons), { missing: 'Choose what the second look found' }),
    }),
  (deps, file, { seen, 'not-ready-reason': reason }, actor) =>
    recordReadiness(
      deps,
      { referralId: idOf(file), seen, isReady: false, why: textOfReason(notReadyReasons, reason) },
      actor,
    ),
);

const reopen = action(
  'reopened',
  () =>
    z.object({
      seen: seenField,
      'reopen-reason': choiceField(valuesOf(reopeningReasons), { missing: 'Choose why you are opening it again' }),
      wanted: tickedField({ missing: 'Tick the box once the person has said that they want this' }),
    }),
  async (deps, file, { seen, 'reopen-reason': reason }, actor) => {
    const chosen = reopeningReasons.find(({ value }) => value === reason);
    if (chosen === undefined) return refuse('invalid', 'this is none of the reasons');
    const { oursToMend, text: why } = chosen;
    return reopenReferral(deps, { referralId: idOf(file), seen, oursToMend, why }, actor);
  },
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
  ready,
  'not-ready': notReady,
  reopen,
  hold,
  'lift-hold': liftHold,
  'pause-for-safeguarding': pauseForSafeguarding,
  'lift-safeguarding': liftSafeguarding,
  withdraw,
  'search-again': searchAgain,
  ...therapyActions,
} as const satisfies Record<string, CaseAction>;
export type CaseActionName = keyof typeof caseActions;
