import type { Instant } from '../../events/values.ts';
import { type Actor, system } from './actor.ts';
import { closeTask, openTaskAgain } from './change-task.ts';
import { type Change, change, type Decision, nothingElse, type Versioned } from './decision.ts';
import { later, officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import type { Place } from './place.ts';
import type { CharitySettings } from './settings.ts';
import { type TaskKind, taskIdOf } from './task.ts';

const kind: TaskKind = 'therapy-silent';

/** The task about a silence of this place: one for as many sessions as were to be paid until then. */
export const silenceTaskId = ({ referralId, used }: Pick<Place, 'referralId' | 'used'>) =>
  taskIdOf(kind, `referral/${referralId}`, used);

/** Of what was last heard before this nothing was heard for too long. */
export const silentSince = (now: Instant, { sessions }: CharitySettings): Instant =>
  later(now, { days: -7 * sessions.silentWeeks });

/**
 * A therapist has begun and has recorded nothing for as many weeks as the settings allow: somebody asks. Once for each
 * silence; the task ends by itself when something is recorded.
 * @param known the task of an earlier silence of which it is the same
 */
export function noteSilence(
  place: Versioned<'place'>,
  known: Versioned<'task'> | undefined,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { value } = place;
  if (value.state !== 'in-use' || value.heardAt === undefined) return refusePassed('wrong-state', 'nobody treats now');
  if (value.silentTask !== undefined) return refusePassed('used-already', 'somebody was told of this silence');
  if (value.heardAt > silentSince(now, settings)) return refuse('wrong-state', 'something was recorded lately');
  const about = `referral/${value.referralId}` as const;
  const dueAt = officeDeadline(now, settings.deadlines.completeCallTask, settings.office);
  return accept({
    about,
    did: 'note-silence',
    why: `no session was recorded for ${settings.sessions.silentWeeks} weeks`,
    by: system,
    at: now,
    ...nothingElse,
    changes: [
      change(place, { ...value, silentTask: silenceTaskId(value) }),
      openTaskAgain(known, kind, 'coordinator', about, now, dueAt, value.used),
    ],
  });
}

/** The place once something was recorded of it, or it goes on again: it is silent from then on, if at all. */
export function heardOf(place: Place, now: Instant): Place {
  const { silentTask: _, ...rest } = place;
  return rest.state === 'in-use' ? { ...rest, heardAt: now } : rest;
}

/** The end of the open task about a silence, if there is one. */
export const endSilence = (silent: Versioned<'task'> | undefined, by: Actor, now: Instant): readonly Change[] =>
  silent?.value.state === 'open'
    ? [closeTask(silent, by, now, 'something was recorded, or therapy rests or ends')]
    : [];
