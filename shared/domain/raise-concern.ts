import type { ConcernId, Instant, PersonId, ReferralId, Role } from '../../events/values.ts';
import { type Actor, hasRole, system } from './actor.ts';
import { closeTask, openTask } from './change-task.ts';
import {
  type AlertedDesk,
  type Authority,
  alertedDesks,
  type Concern,
  type ConcernKind,
  concernStates,
  safeguardingDesk,
  type Teller,
} from './concern.ts';
import { type Change, change, create, type Decision, type NewFact, nothingElse, type Versioned } from './decision.ts';
import { endOfOfficeDay, later } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { requestEmail } from './send-mail.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';

/** Whoever works here may raise a concern about somebody; lifting what it stops is for the safeguarding desk. */
export const mayRaiseConcern = [
  'assessor',
  'coordinator',
  'coordinator-deputy',
  'safeguarding-lead',
  'safeguarding-deputy',
] as const satisfies readonly Role[];

function raise(
  id: ConcernId,
  kind: ConcernKind,
  teller: Teller,
  by: Actor,
  now: Instant,
  { safeguarding }: CharitySettings,
): Decision {
  const deputyToldBy = later(now, { minutes: safeguarding.acknowledgeMinutes });
  const concern: Concern = { id, kind, teller, state: 'raised', raisedAt: now, deputyToldBy };
  return {
    about: `concern/${id}`,
    did: 'raise-concern',
    why: kind,
    by,
    at: now,
    ...nothingElse,
    changes: [create('concern', id, concern)],
    facts: [{ type: 'uk.sponsored-places.concern.raised.v1', subject: `concern/${id}`, data: { concernId: id } }],
  };
}

/** A professional tells of a young person, or of a child who may be at risk, and asks to be called. */
export const tellOfConcern = (
  id: ConcernId,
  kind: ConcernKind,
  professionalId: PersonId,
  now: Instant,
  settings: CharitySettings,
): Decision => {
  const teller = { from: 'professional', personId: professionalId } as const;
  return raise(id, kind, teller, { id: professionalId, roles: ['referrer'] }, now, settings);
};

/** A member of staff tells of somebody whose case they have before them. */
export const raiseConcern = (
  id: ConcernId,
  kind: ConcernKind,
  referralId: ReferralId,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> =>
  hasRole(by, mayRaiseConcern)
    ? accept(raise(id, kind, { from: 'staff', staffId: by.id, referralId }, by, now, settings))
    : refuse('not-allowed', `a concern is raised by: ${mayRaiseConcern.join(', ')}`);

const alert = (desk: AlertedDesk, concern: Concern, now: Instant) =>
  requestEmail('safeguarding-alert', alertedDesks[desk], `concern/${concern.id}`, now, desk);

/**
 * The desk hears of a concern: a task, and a mail to the lead. While the lead is away, or without anybody to wait for,
 * their deputy is told at once.
 */
export function receiveConcern(concern: Versioned<'concern'>, leadIsAway: boolean, now: Instant): Decision {
  const { id, deputyToldBy } = concern.value;
  const mails = [alert('lead', concern.value, now), ...(leadIsAway ? [alert('deputy', concern.value, now)] : [])];
  return {
    about: `concern/${id}`,
    did: 'receive-concern',
    why: leadIsAway ? 'the lead is away: the deputy is told as well' : 'the lead is told first',
    by: system,
    at: now,
    ...nothingElse,
    changes: [
      ...(leadIsAway ? [change(concern, { ...concern.value, deputyToldAt: now })] : []),
      openTask('safeguarding-concern', 'safeguarding-lead', `concern/${id}`, now, deputyToldBy),
      ...mails.map((mail) => mail.change),
    ],
    facts: mails.map((mail) => mail.fact),
  };
}

/** Nobody has acknowledged it in time: the deputy is told as well, once. */
export function tellDeputy(concern: Versioned<'concern'>, now: Instant): Outcome<Decision> {
  const { id, state, deputyToldBy, deputyToldAt } = concern.value;
  if (state !== 'raised' || deputyToldAt !== undefined) return refusePassed('wrong-state', 'somebody sees to it');
  if (now < deputyToldBy) return refuse('wrong-state', 'the lead still has time to acknowledge it');
  const mail: { readonly change: Change; readonly fact: NewFact } = alert('deputy', concern.value, now);
  return accept({
    about: `concern/${id}`,
    did: 'tell-deputy',
    why: 'nobody had acknowledged it in time',
    by: system,
    at: now,
    ...nothingElse,
    changes: [change(concern, { ...concern.value, deputyToldAt: now }), mail.change],
    facts: [mail.fact],
  });
}

/** Somebody of the desk has seen it and sees to it; what is to be done is due by the end of the office day. */
export function acknowledgeConcern(
  concern: Versioned<'concern'>,
  task: Versioned<'task'> | undefined,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const next = step(concernStates, concern.value.state, 'acknowledged', by);
  if (!next.ok) return next;
  const dueAt = endOfOfficeDay(now, settings.office);
  return accept({
    about: `concern/${concern.value.id}`,
    did: 'acknowledge-concern',
    why: 'somebody sees to it',
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(concern, { ...concern.value, state: next.value, acknowledged: { at: now, by: by.id } }),
      ...(task === undefined ? [] : [change(task, { ...task.value, dueAt })]),
    ],
  });
}

/** What was decided, why, and who outside was told. It closes the task; it lifts no pause, which is a step of its own. */
export function decideConcern(
  concern: Versioned<'concern'>,
  task: Versioned<'task'> | undefined,
  what: { readonly decision: string; readonly because: string; readonly told: readonly Authority[] },
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  const next = step(concernStates, concern.value.state, 'decided', by);
  if (!next.ok) return next;
  const decided = { ...what, told: [...what.told], at: now, by: by.id };
  return accept({
    about: `concern/${concern.value.id}`,
    did: 'decide-concern',
    why: `${what.decision}: ${what.because}`,
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(concern, { ...concern.value, state: next.value, decided }),
      ...(task === undefined || task.value.state === 'done' ? [] : [closeTask(task, by, now, what.decision)]),
    ],
  });
}

/**
 * What is kept because of a concern is erased by nobody's clock: a person decides that the ordinary periods run for it
 * again, once it is decided.
 */
export function liftHold(concern: Versioned<'concern'>, why: string, by: Actor, now: Instant): Outcome<Decision> {
  const { id, state, holdLifted } = concern.value;
  if (!hasRole(by, safeguardingDesk)) return refuse('not-allowed', `lifted by: ${safeguardingDesk.join(', ')}`);
  if (state !== 'decided') return refuse('wrong-state', 'the concern is not decided yet');
  if (holdLifted !== undefined) return refusePassed('used-already', 'the ordinary periods run for it already');
  return accept({
    about: `concern/${id}`,
    did: 'lift-hold-on-records',
    why,
    by,
    at: now,
    ...nothingElse,
    changes: [change(concern, { ...concern.value, holdLifted: { at: now, by: by.id, why } })],
  });
}
