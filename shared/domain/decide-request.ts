import type { Instant } from '../../events/values.ts';
import { type Actor, hasRole, system } from './actor.ts';
import type { AskingPlace } from './asking-place.ts';
import { closeTask, openTask } from './change-task.ts';
import { type Change, change, type Decision, nothingElse, rely, type Versioned } from './decision.ts';
import type { Purses } from './lot-money.ts';
import { officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers, hasAssessed, type Unusable } from './place.ts';
import { type Request, type RequestIn, requestBase, requestStates } from './request.ts';
import { factOf, without } from './request-fact.ts';
import { type Ending, endHold } from './reserve.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';

const released = (
  hold: Versioned<'hold'> | undefined,
  purses: Purses | undefined,
  to: 'released' | 'expired',
  now: Instant,
): Ending =>
  hold === undefined || purses === undefined || hold.value.ending !== undefined || hold.value.state !== 'pending'
    ? { changes: [], entries: [] }
    : endHold(hold, purses, to, now);

const forget = (place: Versioned<'place'> | undefined, request: Request): readonly Change[] =>
  place?.value.openRequests?.includes(request.id) === true ? [change(place, without(place, request))] : [];

/** A coordinator says no, with a reason; what is held returns to its lots, and the place goes on as it is. */
export function rejectRequest(
  { request, place }: AskingPlace,
  hold: Versioned<'hold'> | undefined,
  purses: Purses,
  reason: string,
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  const next = step(requestStates, request.value.state, 'rejected', by);
  if (!next.ok) return next;
  if (hasAssessed(request.value, by))
    return refuse('same-person', 'whoever assessed this referral does not decide on what its place asks for');
  const ending = released(hold, purses, 'released', now);
  return accept({
    about: `referral/${request.value.referralId}`,
    did: 'reject-request',
    why: reason,
    by,
    at: now,
    relies: [],
    entries: ending.entries,
    changes: [
      change(request, {
        ...requestBase(request.value),
        state: 'rejected',
        endedAt: now,
        reason,
        approverId: by.id,
      }),
      ...forget(place, request.value),
      ...ending.changes,
    ],
    facts: [factOf(request.value, 'uk.sponsored-places.request.rejected.v1')],
  });
}

/** The place is not in hand any more: what it asked for is cancelled, and what is held returns to its lots. */
export function cancelRequest(
  request: Versioned<'request'>,
  hold: Versioned<'hold'> | undefined,
  purses: Purses | undefined,
  now: Instant,
  place?: Versioned<'place'>,
): Outcome<Decision> {
  const next = step(requestStates, request.value.state, 'cancelled', system);
  if (!next.ok) return next;
  const reason = 'the place is not in hand any more';
  const ending = released(hold, purses, 'released', now);
  return accept({
    about: `referral/${request.value.referralId}`,
    did: 'cancel-request',
    why: reason,
    by: system,
    at: now,
    relies: [],
    entries: ending.entries,
    changes: [
      change(request, { ...requestBase(request.value), state: 'cancelled', endedAt: now, reason }),
      ...forget(place, request.value),
      ...ending.changes,
    ],
    facts: [factOf(request.value, 'uk.sponsored-places.request.cancelled.v1')],
  });
}

/** Why a request that goes back to the list is out of use: until a coordinator's word, and while anything is paused. */
const back = (asked: RequestIn<'reserved'>, paused: boolean): RequestIn<'requested'> => ({
  ...requestBase(asked),
  state: 'requested',
  unusable: paused ? ['expired', 'paused'] : ['expired'],
});

/** The hold of a request that nobody approved in time ends: its money back in its lots, a task to confirm it. */
export function expireRequest(
  { request, place }: AskingPlace,
  hold: Versioned<'hold'>,
  purses: Purses,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const asked = request.value;
  if (asked.state !== 'reserved') return refusePassed('wrong-state', 'the request is not reserved any more');
  if (now <= asked.approveBy) return refuse('wrong-state', 'there is time left to approve');
  const ending = released(hold, purses, 'expired', now);
  const isStopped = place.value.clock.pauses.some(({ until }) => until === undefined);
  return accept({
    about: `referral/${asked.referralId}`,
    did: 'expire-request',
    why: 'nobody approved in time',
    by: system,
    at: now,
    relies: [rely(place)],
    entries: ending.entries,
    changes: [
      change(request, back(asked, isStopped)),
      ...ending.changes,
      openTask(
        'confirm-expired-place',
        'coordinator',
        `referral/${asked.referralId}`,
        now,
        officeDeadline(now, settings.deadlines.approvePlace, settings.office),
        asked.hold,
      ),
    ],
    facts: [factOf(asked, 'uk.sponsored-places.request.expired.v1')],
  });
}

/** A coordinator confirms that a request which lost its money, or was set aside, should wait on. */
export function confirmRequest(
  request: Versioned<'request'>,
  tasks: readonly Versioned<'task'>[],
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  const asked = request.value;
  if (asked.state !== 'requested') return refusePassed('wrong-state', 'the request does not wait any more');
  if (!hasRole(by, approvers)) return refuse('not-allowed', 'a coordinator confirms');
  return accept({
    about: `referral/${asked.referralId}`,
    did: 'confirm-request',
    why: 'a coordinator confirmed that the request should wait on',
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(request, { ...asked, unusable: asked.unusable.filter((why) => why === 'paused') }),
      ...tasks.filter((task) => task.value.state === 'open').map((task) => closeTask(task, by, now, 'waits on')),
    ],
    facts: [factOf(asked, 'uk.sponsored-places.request.asked.v1')],
  });
}

/** What a pause, or its end, does to what a place asks for: it neither draws nor blocks meanwhile. */
export const requestsFollow = (
  requests: readonly Versioned<'request'>[],
  paused: boolean,
): { readonly changes: readonly Change[]; readonly facts: readonly ReturnType<typeof factOf>[] } => {
  const waiting = requests.filter(({ value }) => value.state === 'requested');
  return {
    changes: waiting.flatMap((request) => {
      if (request.value.state !== 'requested') return [];
      const others: Unusable[] = request.value.unusable.filter((why) => why !== 'paused');
      return [change(request, { ...request.value, unusable: paused ? [...others, 'paused'] : others })];
    }),
    facts: paused ? [] : waiting.map(({ value }) => factOf(value, 'uk.sponsored-places.request.asked.v1')),
  };
};
