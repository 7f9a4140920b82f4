import type { Instant } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import { closeTask, openTaskAgain } from './change-task.ts';
import { change, type Decision, nothingElse, type Versioned } from './decision.ts';
import { officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers } from './place.ts';
import type { CharitySettings } from './settings.ts';
import { type TaskKind, taskIdOf } from './task.ts';

const kind: TaskKind = 'therapist-leaves';

/** The task to hand their clients over, and then to record that they have left. */
export const leavingTaskId = (therapistId: string) => taskIdOf(kind, `therapist/${therapistId}`);

/**
 * A therapist says that they leave the service: from now on nothing new is offered to them, and what is open is taken
 * back. The clients they have stay with them until a coordinator has agreed with each how they go on; who has none is
 * written down as left by the coordinator as well, who knows what is still owed to them.
 * @param known the task of an earlier time, if they said so before and stayed
 * @returns refusals: `not-allowed` for anybody but themself and a coordinator; `used-already` when it was said before;
 * `closed` for who has left
 */
export function announceLeaving(
  therapist: Versioned<'therapist'>,
  why: string,
  known: Versioned<'task'> | undefined,
  by: Actor,
  now: Instant,
  { deadlines, office }: CharitySettings,
): Outcome<Decision> {
  const { id, poolId, state, leavingSince } = therapist.value;
  if (by.id !== id && !hasRole(by, approvers)) return refuse('not-allowed', 'they themself say it, or a coordinator');
  if (state === 'left') return refusePassed('closed', 'this therapist has left');
  if (leavingSince !== undefined) return refusePassed('used-already', 'they have said so already');
  const due = officeDeadline(now, deadlines.completeCallTask, office);
  return accept({
    about: `therapist/${id}`,
    did: 'announce-leaving',
    why,
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(therapist, { ...therapist.value, leavingSince: now }),
      openTaskAgain(known, kind, 'coordinator', `therapist/${id}`, now, due),
    ],
    facts: [
      {
        type: 'uk.sponsored-places.therapist.leaving-announced.v1',
        subject: `therapist/${id}`,
        data: { therapistId: id, poolId },
      },
    ],
  });
}

/** They stay after all: new clients may be offered to them again. */
export function stayAfterAll(
  therapist: Versioned<'therapist'>,
  task: Versioned<'task'> | undefined,
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  const { leavingSince, ...kept } = therapist.value;
  const { id, state } = kept;
  if (by.id !== id && !hasRole(by, approvers)) return refuse('not-allowed', 'they themself say it, or a coordinator');
  if (state === 'left' || leavingSince === undefined) return refusePassed('wrong-state', 'they are not leaving');
  const isOpen = task?.value.state === 'open';
  return accept({
    about: `therapist/${id}`,
    did: 'stay-after-all',
    why: 'they stay after all',
    by,
    at: now,
    ...nothingElse,
    changes: [change(therapist, kept), ...(isOpen ? [closeTask(task, by, now, 'they stay after all')] : [])],
  });
}
