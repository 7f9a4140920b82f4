import type { Instant } from '../../events/values.ts';
import { type Actor, hasRole, system } from './actor.ts';
import { closeTask, openTask } from './change-task.ts';
import { change, create, type Decision, nothingElse, rely, type Versioned } from './decision.ts';
import { stillHeld, stillStands } from './hold.ts';
import type { Purses } from './lot-money.ts';
import { newSearch } from './offer.ts';
import { officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers, hasAssessed, placeBase, placeStates } from './place.ts';
import { isPaused } from './referral.ts';
import { backToWaiting, endHold } from './reserve.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';
import { callToTell, keepShown } from './told-step.ts';

export interface ReservedCase {
  readonly referral: Versioned<'referral'>;
  readonly assessment: Versioned<'assessment'>;
  readonly place: Versioned<'place'>;
  readonly hold: Versioned<'hold'> | undefined;
  readonly search: Versioned<'search'> | undefined;
}

/**
 * A coordinator approves a reserved place, and the search for a therapist begins. Above a set sum it takes two people.
 * @returns refusals: `same-person` for whoever assessed this referral, or approves a second time; `paused`;
 * `no-cover` when the hold does not cover the block; `expired` when the time to approve has run out.
 */
export function approvePlace(
  theCase: ReservedCase,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { referral, assessment, place, hold, search } = theCase;
  const reserved = place.value;
  const next = step(placeStates, reserved.state, 'approved', by);
  if (!next.ok) return next;
  if (reserved.state !== 'reserved') return refuse('wrong-state', 'only a reserved place is approved here');
  if (hasAssessed(reserved, by))
    return refuse('same-person', 'whoever assessed this referral does not approve its place');
  if (referral.value.state !== 'assessed-suitable' && referral.value.state !== 'in-therapy') {
    return refusePassed('closed', 'the referral is no longer open');
  }
  if (isPaused(referral.value)) return refuse('paused', 'the referral is paused');
  if (now > reserved.approveBy) return refuse('expired', 'the time to approve has run out; the money is going back');
  if (hold?.value.state !== 'pending' || stillHeld(hold.value) < reserved.amount) {
    return refuse('no-cover', 'no money is held for this place');
  }
  const about = `referral/${reserved.referralId}` as const;
  const did = 'approve-place';
  const relies = [rely(referral), rely(hold), rely(assessment)];
  if (reserved.amount > settings.approval.secondPersonAbove && reserved.firstApproverId === undefined) {
    const why = 'the first of two people, for the sum is above the limit of one';
    const changes = [change(place, { ...reserved, firstApproverId: by.id })];
    return accept({ about, did, why, by, at: now, ...nothingElse, relies, changes });
  }
  if (reserved.firstApproverId === by.id) return refuse('same-person', 'the second approval is another person’s');
  const { approveBy: _, firstApproverId: __, ...kept } = reserved;
  const findBy = officeDeadline(now, settings.deadlines.findTherapist, settings.office);
  const fresh = newSearch(referral.value, assessment.value, reserved.id, now, settings);
  const before = search?.value.conflicted ?? [];
  const approvedBy = reserved.firstApproverId === undefined ? [by.id] : [reserved.firstApproverId, by.id];
  const conflicted = [...new Set([...before, ...fresh.conflicted, ...approvedBy])];
  const { id: placeId, referralId, poolId } = reserved;
  return accept({
    about,
    did,
    why: 'covered, next in the order, and approved by somebody who did not assess it',
    by,
    at: now,
    entries: [],
    relies,
    changes: [
      change(place, { ...kept, state: 'approved', approvedAt: now, approverId: by.id, findBy }),
      search === undefined
        ? create('search', referralId, { ...fresh, conflicted })
        : change(search, { ...fresh, conflicted, round: search.value.round, past: search.value.past }),
    ],
    facts: [
      {
        type: 'uk.sponsored-places.place.approved.v1',
        subject: `place/${placeId}`,
        data: { placeId, referralId, poolId },
      },
      { type: 'uk.sponsored-places.therapist.sought.v1', subject: `referral/${referralId}`, data: { referralId } },
    ],
  });
}

/**
 * A coordinator says no, with a reason; what is held returns to its lots, and a person tells the client.
 * @param tasks open ones about the place, which it has no more need of
 * @param occasion tells this call apart from earlier ones about the same referral
 */
export function rejectPlace(
  { referral, place }: Pick<ReservedCase, 'referral' | 'place'>,
  hold: Versioned<'hold'> | undefined,
  purses: Purses,
  reason: string,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
  tasks: readonly Versioned<'task'>[] = [],
  occasion = 1,
): Outcome<Decision> {
  const next = step(placeStates, place.value.state, 'rejected', by);
  if (!next.ok) return next;
  if (hasAssessed(place.value, by)) {
    return refuse('same-person', 'whoever assessed this referral does not decide on its place');
  }
  const stands = hold === undefined ? accept(undefined) : stillStands(hold);
  if (!stands.ok) return stands;
  const { id: placeId, referralId, poolId } = place.value;
  const ending = hold === undefined ? { changes: [], entries: [] } : endHold(hold, purses, 'released', now);
  return accept({
    about: `referral/${referralId}`,
    did: 'reject-place',
    why: reason,
    by,
    at: now,
    relies: [],
    entries: ending.entries,
    changes: [
      change(referral, keepShown({ referral: referral.value, place: place.value, search: undefined })),
      change(place, { ...placeBase(place.value), state: 'rejected', endedAt: now, reason, approverId: by.id }),
      ...ending.changes,
      ...tasks.map((task) => closeTask(task, by, now, 'the place was rejected')),
      callToTell('coordinator', referralId, now, settings, occasion),
    ],
    facts: [
      {
        type: 'uk.sponsored-places.place.rejected.v1',
        subject: `place/${placeId}`,
        data: { placeId, referralId, poolId },
      },
    ],
  });
}

/** The hold of a place nobody approved in time ends: its money back in its lots, the clock kept, a task to confirm. */
export function expireReservation(
  place: Versioned<'place'>,
  hold: Versioned<'hold'>,
  purses: Purses,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const reserved = place.value;
  if (reserved.state !== 'reserved') return refusePassed('wrong-state', 'the place is not reserved any more');
  if (now <= reserved.approveBy) return refuse('wrong-state', 'there is time left to approve');
  const next = step(placeStates, reserved.state, 'requested', system);
  if (!next.ok) return next;
  const stands = stillStands(hold);
  if (!stands.ok) return stands;
  const ending = endHold(hold, purses, 'expired', now);
  const { id: placeId, referralId, poolId, holds } = reserved;
  return accept({
    about: `referral/${referralId}`,
    did: 'expire-reservation',
    why: 'nobody approved in time',
    by: system,
    at: now,
    relies: [],
    entries: ending.entries,
    changes: [
      change(place, backToWaiting(reserved, 'expired')),
      ...ending.changes,
      openTask(
        'confirm-expired-place',
        'coordinator',
        `referral/${referralId}`,
        now,
        officeDeadline(now, settings.deadlines.approvePlace, settings.office),
        holds,
      ),
    ],
    facts: [
      {
        type: 'uk.sponsored-places.place.reservation-expired.v1',
        subject: `place/${placeId}`,
        data: { placeId, referralId, poolId },
      },
    ],
  });
}

/** A coordinator confirms that a place which lost its hold should wait on, with the clock it had. */
export function confirmWaiting(
  place: Versioned<'place'>,
  tasks: readonly Versioned<'task'>[],
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  const waiting = place.value;
  if (waiting.state !== 'requested') return refusePassed('wrong-state', 'the place does not wait any more');
  if (!hasRole(by, approvers)) return refuse('not-allowed', 'a coordinator confirms');
  const { id: placeId, referralId, poolId } = waiting;
  return accept({
    about: `referral/${referralId}`,
    did: 'confirm-waiting',
    why: 'a coordinator confirmed that the place should wait on',
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(place, { ...waiting, unusable: waiting.unusable.filter((why) => why === 'paused') }),
      ...tasks.filter((task) => task.value.state === 'open').map((task) => closeTask(task, by, now, 'waits on')),
    ],
    facts: [
      {
        type: 'uk.sponsored-places.place.requested.v1',
        subject: `place/${placeId}`,
        data: { placeId, referralId, poolId },
      },
    ],
  });
}
