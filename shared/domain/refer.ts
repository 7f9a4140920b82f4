import type { Instant, LocalDate, PersonId, PoolId, ReferralId } from '../../events/values.ts';
import { type Actor, system } from './actor.ts';
import { closeTask, openTask, openTaskAgain } from './change-task.ts';
import { type Change, change, create, type Decision, nothingElse, type Versioned } from './decision.ts';
import { endOfOfficeDay, officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import {
  isOpen,
  type Referral,
  type ReferralState,
  type ReferrersWord,
  referralStates,
  type Signal,
} from './referral.ts';
import { requestEmail } from './send-mail.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';
import type { Task } from './task.ts';
import { callToTell } from './told-step.ts';

/** What a person, or a professional for them, answered. What identifies anybody is sealed apart. */
export type ReferralAnswers = Pick<
  Referral,
  'door' | 'groups' | 'area' | 'region' | 'mode' | 'contact' | 'recentPoliceContact'
> & {
  readonly adult: boolean;
  readonly signals: readonly Signal[];
  /** By the word of the professional who refers them. */
  readonly agreed?: ReferrersWord | undefined;
  readonly privacyNotice: LocalDate;
};

export interface NewReferral {
  readonly id: ReferralId;
  readonly poolId: PoolId;
  readonly personId: PersonId;
  readonly referrerId: PersonId | undefined;
  readonly accessCodeHash: string;
}

/**
 * A draft becomes a referral: nothing is verified, nothing is sent.
 * @returns a refusal `not-eligible` for somebody who is not an adult, before anything is kept of them.
 */
export function submitReferral(answers: ReferralAnswers, ids: NewReferral, now: Instant): Outcome<Decision> {
  if (!answers.adult) return refuse('not-eligible', 'this service is for adults');
  const { adult: _, signals, agreed, ...kept } = answers;
  const by: Actor =
    ids.referrerId === undefined
      ? { id: ids.personId, roles: ['client'] }
      : { id: ids.referrerId, roles: ['referrer'] };
  const submitted = step(referralStates, 'draft', 'submitted', by);
  if (!submitted.ok) return submitted;
  const referral: Referral = {
    ...kept,
    id: ids.id,
    poolId: ids.poolId,
    personId: ids.personId,
    ...(ids.referrerId === undefined
      ? {}
      : { referrer: { personId: ids.referrerId, signals: [...signals], ...(agreed === undefined ? {} : { agreed }) } }),
    accessCodeHash: ids.accessCodeHash,
    clock: { startedAt: now, pauses: [] },
    state: submitted.value,
  };
  return accept({
    about: `referral/${ids.id}`,
    did: 'submit-referral',
    why: 'the person asked',
    by,
    at: now,
    ...nothingElse,
    changes: [create('referral', ids.id, referral)],
    facts: [
      {
        type: 'uk.sponsored-places.referral.submitted.v1',
        subject: `referral/${ids.id}`,
        data: { referralId: ids.id },
      },
    ],
  });
}

/** What the office does first with a new referral: call the person; the same day if the police were in touch lately. */
export function receiveReferral(
  referral: Versioned<'referral'>,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { id, door, state, recentPoliceContact } = referral.value;
  if (state !== 'submitted') return refusePassed('wrong-state', 'the referral has been received already');
  const next: Outcome<ReferralState> =
    door === 'professional' ? step(referralStates, state, 'awaiting-consent', system) : accept(state);
  if (!next.ok) return next;
  const dueAt = officeDeadline(now, settings.deadlines.confirmReferral, settings.office);
  const call =
    door === 'professional'
      ? openTask('obtain-consent', 'assessor', `referral/${id}`, now, dueAt)
      : openTask('confirm-referral', 'assessor', `referral/${id}`, now, dueAt);
  const urgent = recentPoliceContact
    ? [openTask('same-day-call', 'assessor', `referral/${id}`, now, endOfOfficeDay(now, settings.office))]
    : [];
  return accept({
    about: `referral/${id}`,
    did: 'receive-referral',
    why: 'a new referral is confirmed with the person before anything else happens',
    by: system,
    at: now,
    ...nothingElse,
    changes: [change(referral, { ...referral.value, state: next.value }), call, ...urgent],
  });
}

/** A member of staff has spoken with the person: the referral is theirs, and a professional's has their consent. */
export function confirmReferral(
  referral: Versioned<'referral'>,
  tasks: readonly Versioned<'task'>[],
  consentedSignals: readonly Signal[],
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  const { id, state, referrer } = referral.value;
  const next = step(referralStates, state, 'awaiting-assessment', by);
  if (!next.ok) return next;
  const signals = referrer?.signals.filter((signal) => consentedSignals.includes(signal)) ?? [];
  const told =
    referrer !== undefined && signals.includes('arrived')
      ? requestEmail('referrer-signal', referrer.personId, `referral/${id}`, now, 'arrived')
      : undefined;
  return accept({
    about: `referral/${id}`,
    did: 'confirm-referral',
    why: 'spoken with the person',
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(referral, {
        ...referral.value,
        state: next.value,
        confirmedAt: now,
        ...(referrer === undefined ? {} : { referrer: { ...referrer, signals } }),
      }),
      ...closeOpen(tasks, by, now, 'spoken with the person'),
      ...(told === undefined ? [] : [told.change]),
    ],
    facts: [
      { type: 'uk.sponsored-places.referral.confirmed.v1', subject: `referral/${id}`, data: { referralId: id } },
      ...(told === undefined ? [] : [told.fact]),
    ],
  });
}

const outcomes = ['not-eligible', 'unverified', 'duplicate', 'referred-on'] as const;
export type IntakeOutcome = (typeof outcomes)[number];

/** Closes a referral before assessment, with a reason. Unless somebody has spoken with the person, a call is due first. */
export function closeReferral(
  referral: Versioned<'referral'>,
  tasks: readonly Versioned<'task'>[],
  outcome: IntakeOutcome,
  reason: string,
  spokenTo: boolean,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
  occasion = 1,
): Outcome<Decision> {
  const { id, state } = referral.value;
  const next = step(referralStates, state, outcome, by);
  if (!next.ok) return next;
  return accept({
    about: `referral/${id}`,
    did: 'close-referral',
    why: reason,
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(referral, {
        ...referral.value,
        state: next.value,
        closing: { at: now, category: outcome, reason, spokenTo },
      }),
      ...closeOpen(tasks, by, now, outcome),
      ...(spokenTo ? [] : [callToTell('assessor', id, now, settings, occasion)]),
    ],
    facts: [
      {
        type: 'uk.sponsored-places.referral.closed.v1',
        subject: `referral/${id}`,
        data: { referralId: id, outcome },
      },
    ],
  });
}

/**
 * The person takes their referral back, from any open state, with their access code or through staff. One that was closed
 * before anybody had told them is theirs to take back all the same: what they wished is kept, and their page says so.
 * @param known the call that an earlier taking back gave rise to
 * @returns a refusal `closed`, for good, once the person knows that it is
 */
export function withdrawReferral(
  referral: Versioned<'referral'>,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
  known?: Versioned<'task'>,
): Outcome<Decision> {
  const { closing, withdrawnAt } = referral.value;
  if (closing?.spokenTo === false && withdrawnAt === undefined && by.roles.includes('client')) {
    return keepWish(referral, by, now);
  }
  const ended = endAtAnyStep(
    referral,
    {
      state: 'withdrawn',
      did: 'withdraw-referral',
      why: 'the person’s own wish',
      fact: 'uk.sponsored-places.referral.withdrawn.v1',
    },
    by,
    now,
  );
  if (!ended.ok || !by.roles.includes('client') || referral.value.contact.times.length === 0) return ended;
  return accept({ ...ended.value, changes: [...ended.value.changes, askAfter(referral.value, now, settings, known)] });
}

const keepWish = (referral: Versioned<'referral'>, by: Actor, now: Instant): Outcome<Decision> =>
  accept({
    about: `referral/${referral.value.id}`,
    did: 'withdraw-referral',
    why: 'the person’s own wish',
    by,
    at: now,
    ...nothingElse,
    changes: [change(referral, { ...referral.value, withdrawnAt: now })],
  });

/** The first occasions belong to sessions, which count from one. */
export const takenBack = 0;

/** Somebody asks how a person is who took their request back with nobody hearing them: it may be a bad day. */
function askAfter(
  { id, recentPoliceContact }: Referral,
  now: Instant,
  { office, sessions }: CharitySettings,
  known: Versioned<'task'> | undefined,
): Change {
  const dueAt = recentPoliceContact ? endOfOfficeDay(now, office) : officeDeadline(now, sessions.welfareCheck, office);
  return openTaskAgain(known, 'welfare-check', 'coordinator', `referral/${id}`, now, dueAt, takenBack);
}

/**
 * Somebody has died, at whatever step they were: a coordinator or the safeguarding lead says so. Everything under way is
 * undone as after a withdrawal, and nobody is written to.
 */
export const recordDeath = (referral: Versioned<'referral'>, by: Actor, now: Instant): Outcome<Decision> =>
  endAtAnyStep(
    referral,
    {
      state: 'died',
      did: 'record-death',
      why: 'the person has died',
      fact: 'uk.sponsored-places.referral.died.v1',
    },
    by,
    now,
  );

interface End {
  readonly state: 'withdrawn' | 'died';
  readonly did: string;
  readonly why: string;
  readonly fact: `uk.sponsored-places.referral.${End['state']}.v1`;
}

function endAtAnyStep(referral: Versioned<'referral'>, end: End, by: Actor, now: Instant): Outcome<Decision> {
  const { id, state } = referral.value;
  if (!isOpen(state)) return refusePassed('closed', 'the referral is closed already');
  const next = step(referralStates, state, end.state, by);
  if (!next.ok) return next;
  return accept({
    about: `referral/${id}`,
    did: end.did,
    why: end.why,
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(referral, {
        ...referral.value,
        state: next.value,
        closing: { at: now, category: end.state, reason: end.why, spokenTo: true },
      }),
    ],
    facts: [{ type: end.fact, subject: `referral/${id}`, data: { referralId: id } }],
  });
}

const closeOpen = (tasks: readonly Versioned<'task'>[], by: Actor, now: Instant, result: string) =>
  tasks.filter((task) => task.value.state === 'open').map((task) => closeTask(task, by, now, result));

/** The tasks that confirming or closing a referral answers. */
export const intakeTasks: readonly Task['kind'][] = ['confirm-referral', 'obtain-consent', 'same-day-call'];
