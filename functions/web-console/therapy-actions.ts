import * as z from 'zod';
import { SessionId } from '../../events/values.ts';
import { recordDeath } from '../../shared/commands/intake.ts';
import { correctSession, recordSession, reviewSession } from '../../shared/commands/sessions.ts';
import { changeTherapist, endTherapy, pausePlace, reduceBlock, resumePlace } from '../../shared/commands/therapy.ts';
import { refuse } from '../../shared/domain/outcome.ts';
import { SessionOutcome } from '../../shared/domain/session.ts';
import { correctionReasons } from '../../shared/domain/session-words.ts';
import { seenField, spokenToField } from '../../shared/staff/form-answers.ts';
import type { CaseFile } from '../../shared/staff/queries/case-file.ts';
import { changeReasons, endReasons, restReasons, textOfReason, valuesOf } from '../../shared/staff/words/reasons.ts';
import { choiceField, dateField, numberField, tickedField } from '../../shared/web/form-fields.ts';
import { action, type CaseAction } from './case-action.ts';

const idOf = (file: CaseFile) => file.referral.value.id;

const dayField = dateField({
  missing: 'Enter the day of the session',
  wrong: 'Enter the day of the session, like 27 3 2027',
});
const outcomeField = choiceField(SessionOutcome.options, { missing: 'Choose what came of the session' });

/** Which session, and the version of it that stood on the page: `<id>.<version>`. */
const chosenField = z
  .string('Choose the session')
  .regex(/^ses_[0-9a-z]{8,80}\.\d{1,9}$/, 'Choose the session')
  .transform((chosen) => {
    const [id = '', version = ''] = chosen.split('.');
    return { sessionId: SessionId.parse(id), seen: Number(version) };
  });

const isOfCase = (file: CaseFile, sessionId: SessionId): boolean => file.sessions.some(({ id }) => id === sessionId);

const record = action(
  'session-recorded',
  () => z.object({ 'session-id': SessionId, 'session-on': dayField, 'session-outcome': outcomeField }),
  (deps, file, fields, actor) =>
    recordSession(
      deps,
      {
        referralId: idOf(file),
        sessionId: fields['session-id'],
        on: fields['session-on'],
        outcome: fields['session-outcome'],
      },
      actor,
    ),
);

const correct = action(
  'session-corrected',
  () =>
    z.object({
      'correct-session': chosenField,
      'correct-on': dayField,
      'correct-outcome': outcomeField,
      'correct-why': choiceField(
        correctionReasons.map(({ value }) => value),
        { missing: 'Choose why you correct it' },
      ),
    }),
  async (deps, file, fields, actor) => {
    const chosen = fields['correct-session'];
    if (!isOfCase(file, chosen.sessionId)) return refuse('not-found', 'there is no such session');
    const why = textOfReason(correctionReasons, fields['correct-why']);
    const input = { ...chosen, on: fields['correct-on'], outcome: fields['correct-outcome'], why };
    return correctSession(deps, input, actor);
  },
);

const review = action(
  'session-reviewed',
  () =>
    z.object({
      'review-session': chosenField,
      'review-passes': choiceField(['yes', 'no'], { missing: 'Choose whether the session is paid' }),
    }),
  async (deps, file, fields, actor) => {
    const chosen = fields['review-session'];
    if (!isOfCase(file, chosen.sessionId)) return refuse('not-found', 'there is no such session');
    return reviewSession(deps, { ...chosen, passes: fields['review-passes'] === 'yes' }, actor);
  },
);

const rest = action(
  'therapy-paused',
  () =>
    z.object({
      seen: seenField,
      'rest-reason': choiceField(valuesOf(restReasons), { missing: 'Choose why therapy rests' }),
    }),
  (deps, file, { seen, 'rest-reason': reason }, actor) =>
    pausePlace(deps, { referralId: idOf(file), seen, why: textOfReason(restReasons, reason) }, actor),
);

const goOn = action(
  'therapy-resumed',
  () => z.object({ seen: seenField }),
  (deps, file, { seen }, actor) => resumePlace(deps, { referralId: idOf(file), seen }, actor),
);

const end = action(
  'therapy-ended',
  () =>
    z.object({
      seen: seenField,
      'end-reason': choiceField(valuesOf(endReasons), { missing: 'Choose how therapy ended' }),
      'end-spoken-to': spokenToField(),
    }),
  async (deps, file, { seen, 'end-reason': reason, 'end-spoken-to': spokenTo }, actor) => {
    const chosen = endReasons.find(({ value }) => value === reason);
    if (chosen === undefined) return refuse('invalid', 'this is none of the reasons');
    const ending = { to: chosen.to, why: chosen.text, spokenTo: spokenTo === 'yes' };
    return endTherapy(deps, { referralId: idOf(file), seen, ...ending }, actor);
  },
);

const change = action(
  'therapist-changed',
  () =>
    z.object({
      seen: seenField,
      'change-reason': choiceField(valuesOf(changeReasons), { missing: 'Choose why another therapist is sought' }),
    }),
  (deps, file, { seen, 'change-reason': reason }, actor) =>
    changeTherapist(deps, { referralId: idOf(file), seen, why: textOfReason(changeReasons, reason) }, actor),
);

const reduce = action(
  'block-reduced',
  () =>
    z.object({
      seen: seenField,
      fewer: numberField({
        missing: 'Enter how many sessions are not needed',
        wrong: 'Enter a whole number of sessions, such as 2',
        min: 1,
        max: 99,
      }),
    }),
  (deps, file, { seen, fewer }, actor) =>
    reduceBlock(deps, { referralId: idOf(file), seen, fewer, why: 'fewer sessions are needed' }, actor),
);

const death = action(
  'death-recorded',
  () => z.object({ seen: seenField, died: tickedField({ missing: 'Tick the box if you are certain' }) }),
  (deps, file, { seen }, actor) => recordDeath(deps, { referralId: idOf(file), seen }, actor),
);

/** What a coordinator does while somebody is in therapy, by the last part of the address that the form is posted to. */
export const therapyActions = {
  'record-session': record,
  'correct-session': correct,
  'review-session': review,
  'pause-therapy': rest,
  'resume-therapy': goOn,
  'end-therapy': end,
  'change-therapist': change,
  'reduce-block': reduce,
  'record-death': death,
} as const satisfies Record<string, CaseAction>;
