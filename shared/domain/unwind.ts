import type { Instant, ReferralId } from '../../events/values.ts';
import { system } from './actor.ts';
import { allocationStates, withoutAnswer } from './allocation.ts';
import { closeTask, openTask } from './change-task.ts';
import { type Change, change, type Decision, type NewFact, type Versioned } from './decision.ts';
import { stillHeld, stillStands } from './hold.ts';
import type { Purses } from './lot-money.ts';
import { officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { hasEnded, placeBase, placeStates } from './place.ts';
import { isOpen, type ReferralState } from './referral.ts';
import { backToWaiting, endHold } from './reserve.ts';
import { requestEmail } from './send-mail.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';
import type { TaskKind } from './task.ts';
import { callToTell, keepShown } from './told-step.ts';

/** All that may still be under way for one referral. */
export interface Commitments {
  readonly referral: Versioned<'referral'>;
  readonly place: Versioned<'place'> | undefined;
  readonly hold: Versioned<'hold'> | undefined;
  readonly purses: Purses;
  readonly search: Versioned<'search'> | undefined;
  readonly allocation: Versioned<'allocation'> | undefined;
  readonly therapist: Versioned<'therapist'> | undefined;
  readonly tasks: readonly Versioned<'task'>[];
}

interface Undoing {
  readonly changes: readonly Change[];
  readonly facts: readonly NewFact[];
}

const nothing: Undoing = { changes: [], facts: [] };

/**
 * Takes back the live offer or the acceptance: the therapist's load is freed, and they are told; nobody learns from a
 * mail that somebody has died.
 */
function revoke({ referral, allocation, therapist }: Commitments, now: Instant, settings: CharitySettings): Undoing {
  if (allocation === undefined || therapist === undefined) return nothing;
  const next = step(allocationStates, allocation.value.state, 'revoked', system);
  if (!next.ok) return nothing;
  const { id: allocationId, referralId, therapistId } = allocation.value;
  const wasAccepted = allocation.value.state === 'accepted';
  const template = wasAccepted ? 'therapist-case-ended' : 'therapist-offer-withdrawn';
  const told =
    referral.value.state === 'died'
      ? callTherapist(referralId, now, settings)
      : requestEmail(template, therapist.value.personId, `allocation/${allocationId}`, now);
  return {
    changes: [
      change(allocation, {
        ...withoutAnswer(allocation.value),
        state: next.value,
        ...(wasAccepted ? { endedAt: now } : { answeredAt: now }),
      }),
      change(therapist, {
        ...therapist.value,
        ...(wasAccepted ? { clients: therapist.value.clients - 1 } : { offers: therapist.value.offers - 1 }),
      }),
      told.change,
    ],
    facts: [
      {
        type: 'uk.sponsored-places.allocation.revoked.v1',
        subject: `allocation/${allocationId}`,
        data: { allocationId, referralId, therapistId },
      },
      ...(told.fact === undefined ? [] : [told.fact]),
    ],
  };
}

const callTherapist = (referralId: ReferralId, now: Instant, { deadlines, office }: CharitySettings) => ({
  change: openTask(
    'tell-therapist',
    'coordinator',
    `referral/${referralId}`,
    now,
    officeDeadline(now, deadlines.completeCallTask, office),
  ),
  fact: undefined,
});

/** How the place of a closed referral ends: one in use has had its sessions, any other is cancelled. */
function closePlace(place: Versioned<'place'> | undefined, reason: string, now: Instant): Undoing {
  if (place === undefined) return nothing;
  const to = place.value.state === 'in-use' || place.value.state === 'paused' ? 'ended-early' : 'cancelled';
  const next = step(placeStates, place.value.state, to, system);
  if (!next.ok) return nothing;
  const { id: placeId, referralId, poolId } = place.value;
  return {
    changes: [change(place, { ...placeBase(place.value), state: to, endedAt: now, reason })],
    facts: [
      {
        type:
          to === 'cancelled' ? 'uk.sponsored-places.place.cancelled.v1' : 'uk.sponsored-places.place.ended-early.v1',
        subject: `place/${placeId}`,
        data: { placeId, referralId, poolId },
      },
    ],
  };
}

/** What is left of a hold goes back, whether or not sessions were paid from it. */
const isToEnd = (hold: Versioned<'hold'> | undefined): hold is Versioned<'hold'> =>
  hold !== undefined &&
  hold.value.ending === undefined &&
  (hold.value.state === 'pending' || (hold.value.state === 'posted' && stillHeld(hold.value) > 0));

const stop = (search: Versioned<'search'> | undefined): readonly Change[] => {
  if (search === undefined || search.value.state === 'stopped') return [];
  const { live: _, ...kept } = search.value;
  return [change(search, { ...kept, state: 'stopped' })];
};

/** What is still to be done for somebody whose referral has closed; nobody calls the family of somebody who died. */
const outlives = (kind: TaskKind, state: ReferralState): boolean =>
  state !== 'died' && (kind === 'tell-outcome' || kind === 'welfare-check');

/** Whether nothing is under way any more for a person: only then can help be sought anew. */
export const isUnwound = ({ place, search }: Pick<Commitments, 'place' | 'search'>): boolean =>
  (place === undefined || hasEnded(place.value)) && (search === undefined || search.value.state === 'stopped');

/**
 * A referral closed, or the person is not ready for therapy now: the place is cancelled, or has ended if therapy had begun;
 * its money goes back to its lots, its offer is taken back, open calls are closed. Nothing left to undo has *passed*.
 */
export function unwindReferral(commitments: Commitments, now: Instant, settings: CharitySettings): Outcome<Decision> {
  const { referral, place, hold, purses, search, tasks } = commitments;
  const { id: referralId, state } = referral.value;
  if (isOpen(state) && state !== 'suitable-not-ready') return refusePassed('wrong-state', 'the referral is open');
  const because = state === 'suitable-not-ready' ? 'the person is not ready now' : 'the referral closed';
  const closed = closePlace(place, because, now);
  const ending =
    closed.changes.length > 0 && isToEnd(hold) ? endHold(hold, purses, 'released', now) : { changes: [], entries: [] };
  const revoked = revoke(commitments, now, settings);
  const changes: Change[] = [
    ...closed.changes,
    ...ending.changes,
    ...revoked.changes,
    ...stop(search),
    ...tasks
      .filter((task) => task.value.state === 'open' && !outlives(task.value.kind, state))
      .map((task) => closeTask(task, system, now, because)),
  ];
  if (changes.length === 0) return refusePassed('wrong-state', 'nothing is under way for this referral');
  return accept({
    about: `referral/${referralId}`,
    did: 'unwind-referral',
    why: `the referral is ${state}`,
    by: system,
    at: now,
    relies: [{ kind: 'referral', id: referralId, version: referral.version }],
    changes,
    entries: ending.entries,
    facts: [...closed.facts, ...revoked.facts],
  });
}

/**
 * No therapist was found in time: the place returns to the waiting list with its clock, its money to its lots, and
 * neither draws nor blocks until a coordinator confirms it. Somebody tells the person.
 * @param occasion tells that call apart from earlier ones about the same referral
 */
export function returnPlace(
  commitments: Commitments,
  now: Instant,
  settings: CharitySettings,
  occasion = 1,
): Outcome<Decision> {
  const { referral, place, hold, purses, search, tasks } = commitments;
  const approved = place?.value;
  if (place === undefined || approved?.state !== 'approved') {
    return refusePassed('wrong-state', 'the place is not waiting for a therapist');
  }
  if (now <= approved.findBy) return refuse('wrong-state', 'there is time left to find a therapist');
  if (hold === undefined) return refuse('no-cover', 'an approved place has a hold');
  const stands = stillStands(hold);
  if (!stands.ok) return stands;
  const ending = endHold(hold, purses, hold.value.state === 'posted' ? 'released' : 'expired', now);
  const revoked = revoke(commitments, now, settings);
  const { id: placeId, referralId, poolId } = approved;
  return accept({
    about: `referral/${referralId}`,
    did: 'return-place',
    why: 'no therapist was found in time',
    by: system,
    at: now,
    relies: [],
    entries: ending.entries,
    changes: [
      change(referral, keepShown({ referral: referral.value, place: approved, search: search?.value })),
      change(place, backToWaiting(approved, 'no-therapist')),
      ...ending.changes,
      ...revoked.changes,
      ...stop(search),
      ...tasks
        .filter((task) => task.value.kind === 'no-therapist-found' && task.value.state === 'open')
        .map((task) => closeTask(task, system, now, 'the place went back to the waiting list')),
      openTask(
        'confirm-expired-place',
        'coordinator',
        `referral/${referralId}`,
        now,
        officeDeadline(now, settings.deadlines.approvePlace, settings.office),
        // Of its own hold: what it asked for had later ones, and may have had such a task of theirs.
        hold.value.revision,
      ),
      callToTell('coordinator', referralId, now, settings, occasion),
    ],
    facts: [
      {
        type: 'uk.sponsored-places.place.returned.v1',
        subject: `place/${placeId}`,
        data: { placeId, referralId, poolId },
      },
      ...revoked.facts,
    ],
  });
}
