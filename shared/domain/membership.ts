import type { Instant } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import { closeTask, openTask } from './change-task.ts';
import { change, create, type Decision, type NewFact, nothingElse, type Versioned } from './decision.ts';
import { localDay, officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import { approvers } from './place.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';
import { type TaskKind, taskIdOf } from './task.ts';
import { missingCredentials, type Therapist, therapistStates } from './therapist.ts';

/** The states that somebody of the office, or the therapist, moves a membership to; a renewal has a step of its own. */
export type MembershipState = 'references' | 'trained' | 'member' | 'suspended' | 'left';

const clientsTask: TaskKind = 'clients-of-therapist';

/** The task that a suspension leaves; each suspension has one of its own. */
export const clientsTaskId = ({ id, suspensions = 0 }: Therapist) =>
  taskIdOf(clientsTask, `therapist/${id}`, suspensions);

/**
 * Somebody asks to join: what they may take is written down, and nothing is offered to them before they are a member.
 * @returns refusals: `not-allowed`; `invalid` for a fee above the cap
 */
export function recordApplication(
  applicant: Omit<Therapist, 'state' | 'clients' | 'offers'>,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  if (!hasRole(by, approvers)) return refuse('not-allowed', 'a coordinator records applications');
  if (applicant.fee > settings.therapy.feeCap) return refuse('invalid', 'the fee is above the cap');
  const { id } = applicant;
  return accept({
    about: `therapist/${id}`,
    did: 'record-application',
    why: 'a therapist asks to join',
    by,
    at: now,
    ...nothingElse,
    changes: [create('therapist', id, { ...applicant, state: therapistStates.initial, clients: 0, offers: 0 })],
  });
}

/** What must be true of the papers, or of the clients, before a membership goes on to a state. */
function guard(
  therapist: Therapist,
  to: MembershipState,
  now: Instant,
  { office }: CharitySettings,
): Outcome<undefined> {
  const today = localDay(now, office);
  const missing = missingCredentials(therapist, today, today);
  if (to === 'trained' && missing.includes('training')) return refuse('invalid', 'not valid today: training');
  if (to === 'member' && missing.length > 0) return refuse('invalid', `not valid today: ${missing.join(', ')}`);
  if (to === 'left' && therapist.clients > 0) {
    return refuse('invalid', 'their clients need another therapist first, or the end of their therapy');
  }
  return accept(undefined);
}

const dids: Readonly<Record<MembershipState, string>> = {
  references: 'accept-references',
  trained: 'record-training',
  member: 'admit-therapist',
  suspended: 'suspend-therapist',
  left: 'record-leaving',
};

function factsOf({ id, state, poolId }: Therapist, to: MembershipState): readonly NewFact[] {
  const said = { subject: `therapist/${id}`, data: { therapistId: id, poolId } };
  if (to === 'suspended') return [{ type: 'uk.sponsored-places.therapist.suspended.v1', ...said }];
  if (to === 'left') return [{ type: 'uk.sponsored-places.therapist.left.v1', ...said }];
  if (to !== 'member') return [];
  return state === 'suspended'
    ? [{ type: 'uk.sponsored-places.therapist.reinstated.v1', ...said }]
    : [{ type: 'uk.sponsored-places.therapist.joined.v1', ...said }];
}

/**
 * Takes a membership one step on: references, training, membership, a suspension and its end, leaving. From a suspension
 * on nothing new is offered; open offers are taken back by whoever hears of it, and clients in therapy become a task.
 * @param tasks the open ones about the suspension that ends, or about papers of somebody who leaves
 * @returns refusals: `not-allowed`, also for a therapist about anybody but themself; `wrong-state`; `invalid` while a
 * paper is missing, or while somebody who would leave has clients
 */
export function moveMembership(
  therapist: Versioned<'therapist'>,
  to: MembershipState,
  why: string,
  tasks: readonly Versioned<'task'>[],
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const before = therapist.value;
  const next = step(therapistStates, before.state, to, by);
  if (!next.ok) return next;
  if (to === 'member' && before.state === 'renewal-due') return refuse('wrong-state', 'a renewal records its papers');
  if (by.roles.includes('therapist') && by.id !== before.id) return refuse('not-allowed', 'somebody else’s membership');
  const guarded = guard(before, to, now, settings);
  if (!guarded.ok) return guarded;
  const { suspensions = 0 } = before;
  const after: Therapist = {
    ...before,
    state: next.value,
    ...(to === 'suspended' ? { suspensions: suspensions + 1 } : {}),
    ...(to === 'left' ? { leftAt: now } : {}),
  };
  const { deadlines, office } = settings;
  const due = officeDeadline(now, deadlines.completeCallTask, office);
  return accept({
    about: `therapist/${before.id}`,
    did: before.state === 'suspended' && to === 'member' ? 'reinstate-therapist' : dids[to],
    why,
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(therapist, after),
      ...(to === 'suspended' && before.clients > 0
        ? [openTask(clientsTask, 'coordinator', `therapist/${before.id}`, now, due, suspensions + 1)]
        : []),
      ...tasks.map((task) => closeTask(task, by, now, why)),
    ],
    facts: factsOf(before, to),
  });
}
