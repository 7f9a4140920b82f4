import type { Instant, TherapistId } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import {
  type Allocation,
  type AllocationState,
  allocationStates,
  type GivenAnswer,
  withoutAnswer,
} from './allocation.ts';
import { closeTask, openTask } from './change-task.ts';
import { type Change, change, type Decision, type NewFact, nothingElse, rely, type Versioned } from './decision.ts';
import { declineWords } from './decline-words.ts';
import type { Hold } from './hold.ts';
import { type CaseToOffer, isReadyToOffer, pastAnd } from './offer.ts';
import { later, localDay, officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { type PlaceIn, sessionsLeft } from './place.ts';
import { isPaused } from './referral.ts';
import { requestEmail } from './send-mail.ts';
import type { CharitySettings } from './settings.ts';
import { kept, sessionCost } from './settle-session.ts';
import { step } from './state-table.ts';
import { missingCredentials, type Therapist } from './therapist.ts';
import { callToTell, keepShown } from './told-step.ts';

/** One offer with everything its answer must find true. */
export interface OfferedCase extends CaseToOffer {
  readonly allocation: Versioned<'allocation'>;
  readonly therapist: Versioned<'therapist'>;
  readonly hold: Versioned<'hold'> | undefined;
}

const ends = {
  declined: 'uk.sponsored-places.allocation.declined.v1',
  expired: 'uk.sponsored-places.allocation.expired.v1',
  'given-back': 'uk.sponsored-places.allocation.given-back.v1',
} as const satisfies Partial<Record<AllocationState, NewFact['type']>>;

export const asTherapist = (id: TherapistId): Actor => ({ id, roles: ['therapist'] });

/** When the answer that is to become true was given. */
const givenAt = ({ answer }: Allocation, now: Instant): Instant => answer?.at ?? now;

export const isPast = ({ allocation, search }: Pick<OfferedCase, 'allocation' | 'search'>): boolean =>
  search.value.live !== allocation.value.id;

/**
 * What a therapist accepted becomes true: the allocation, the place, the therapist's load and the search become true together, the client
 * is told as they allowed, and the therapist may see who it is from now on.
 * @returns refusals: `expired` after the answer time; `paused`; `not-eligible` when a credential lapses or the capacity
 * is used up; `no-cover` when the hold no longer covers the block. A withdrawn or answered offer has *passed*.
 */
export function acceptOffer(offered: OfferedCase, now: Instant, settings: CharitySettings): Outcome<Decision> {
  const { allocation, therapist, referral, search, place, hold } = offered;
  const by = asTherapist(therapist.value.id);
  const next = step(allocationStates, allocation.value.state, 'accepted', by);
  if (!next.ok) return next;
  if (isPast(offered)) return refusePassed('closed', 'the offer was taken back');
  if (givenAt(allocation.value, now) > allocation.value.respondBy) {
    return refusePassed('expired', 'the time to answer has run out');
  }
  const ready = isReadyToOffer(offered);
  if (!ready.ok) return ready;
  const through = localDay(later(now, { days: settings.therapy.expectedWeeks * 7 }), settings.office);
  const missing = missingCredentials(therapist.value, localDay(now, settings.office), through);
  if (therapist.value.state !== 'member' || missing.length > 0) {
    return refuse('not-eligible', `a credential is missing or ends too soon: ${missing.join(', ')}`);
  }
  if (therapist.value.clients >= therapist.value.capacity) return refuse('not-eligible', 'the capacity is used up');
  if (ready.value !== undefined && !covers(ready.value, hold?.value, therapist.value)) {
    return refuse('no-cover', 'no money is held for this place');
  }

  const { id: allocationId, referralId } = allocation.value;
  const { contact, personId } = referral.value;
  const confirmed = requestEmail('therapist-accepted', therapist.value.personId, `allocation/${allocationId}`, now);
  const told =
    contact.channel === 'email'
      ? requestEmail('client-therapist-found', personId, `allocation/${allocationId}`, now)
      : undefined;
  const placed =
    ready.value === undefined || place === undefined ? nothing : allocate(place, ready.value, therapist.value);
  return accept({
    about: `referral/${referralId}`,
    did: 'accept-offer',
    why: 'the therapist accepted',
    by,
    at: now,
    entries: [],
    relies: [rely(referral), ...(hold === undefined ? [] : [rely(hold)])],
    changes: [
      change(allocation, {
        ...withoutAnswer(allocation.value),
        state: next.value,
        answeredAt: now,
        giveBackUntil: later(now, { hours: settings.therapy.giveBackHours }),
      }),
      change(search, { ...search.value, state: 'accepted' }),
      change(therapist, {
        ...therapist.value,
        offers: therapist.value.offers - 1,
        clients: therapist.value.clients + 1,
      }),
      ...placed.changes,
      confirmed.change,
      told === undefined
        ? openTask(
            'call-client',
            'coordinator',
            `referral/${referralId}`,
            now,
            officeDeadline(now, settings.deadlines.completeCallTask, settings.office),
            allocation.value.round,
          )
        : told.change,
    ],
    facts: [
      {
        type: 'uk.sponsored-places.allocation.accepted.v1',
        subject: `allocation/${allocationId}`,
        data: { allocationId, referralId, therapistId: therapist.value.id },
      },
      ...placed.facts,
      confirmed.fact,
      ...(told === undefined ? [] : [told.fact]),
    ],
  });
}

/** Whether what is held is enough for the sessions left of the block at this therapist's fee. */
const covers = (place: PlaceIn<'approved'>, hold: Hold | undefined, { fee }: Therapist): boolean =>
  hold !== undefined &&
  kept(hold) >= place.amount &&
  kept(hold) >= sessionsLeft(place) * sessionCost({ agreedFee: fee, contribution: place.contribution });

const nothing = { changes: [], facts: [] };

function allocate(place: Versioned<'place'>, approved: PlaceIn<'approved'>, therapist: Therapist) {
  const { findBy: _, ...kept } = approved;
  const { id: placeId, referralId, poolId } = approved;
  const changes: readonly Change[] = [
    change(place, { ...kept, state: 'allocated', therapistId: therapist.id, agreedFee: therapist.fee }),
  ];
  const facts: readonly NewFact[] = [
    {
      type: 'uk.sponsored-places.place.allocated.v1',
      subject: `place/${placeId}`,
      data: { placeId, referralId, poolId },
    },
  ];
  return { changes, facts };
}

/** “I will decide later”: the offer stays open until its answer time. */
export function acknowledgeOffer(offered: OfferedCase, now: Instant): Outcome<Decision> {
  const { allocation, therapist } = offered;
  const by = asTherapist(therapist.value.id);
  const next = step(allocationStates, allocation.value.state, 'acknowledged', by);
  if (!next.ok) return next;
  if (isPast(offered) || now > allocation.value.respondBy)
    return refusePassed('expired', 'the offer is no longer open');
  if (allocation.value.answer !== undefined) return refuse('used-already', 'an answer waits to become true');
  const { id: allocationId, referralId, therapistId } = allocation.value;
  return accept({
    about: `referral/${referralId}`,
    did: 'acknowledge-offer',
    why: 'the therapist will decide later',
    by,
    at: now,
    ...nothingElse,
    changes: [change(allocation, { ...allocation.value, state: next.value })],
    facts: [
      {
        type: 'uk.sponsored-places.allocation.acknowledged.v1',
        subject: `allocation/${allocationId}`,
        data: { allocationId, referralId, therapistId },
      },
    ],
  });
}

type Declined = Extract<GivenAnswer, { to: 'declined' }>;

/**
 * A therapist declined, or did not answer in time: the case goes to the next one.
 * @param declined the reason they gave, and until when they want to be offered nothing new
 */
export function endOffer(
  offered: Pick<OfferedCase, 'allocation' | 'therapist' | 'search' | 'referral'>,
  to: 'declined' | 'expired',
  by: Actor,
  now: Instant,
  { reason, askAgainAfter }: Omit<Declined, 'to'> = {},
): Outcome<Decision> {
  const { allocation, therapist, search } = offered;
  const next = step(allocationStates, allocation.value.state, to, by);
  if (!next.ok) return next;
  if (isPast(offered)) return refusePassed('closed', 'the offer was taken back');
  if (to === 'expired' && now <= allocation.value.respondBy)
    return refuse('wrong-state', 'there is time left to answer');
  if (to === 'expired' && allocation.value.answer !== undefined)
    return refuse('wrong-state', 'an answer waits to become true');
  if (to === 'expired' && isPaused(offered.referral.value))
    return refuse('paused', 'while the referral is paused nobody can accept, and no answer time runs out');
  if (to === 'declined' && givenAt(allocation.value, now) > allocation.value.respondBy)
    return refusePassed('expired', 'the time to answer has run out');
  const { id: allocationId, referralId, therapistId } = allocation.value;
  const told =
    to === 'declined'
      ? requestEmail(
          'therapist-answer-confirmed',
          therapist.value.personId,
          `allocation/${allocationId}`,
          now,
          'declined',
        )
      : undefined;
  return accept({
    about: `referral/${referralId}`,
    did: to === 'declined' ? 'decline-offer' : 'expire-offer',
    why: to === 'declined' ? whyDeclined(reason) : 'no answer in time',
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(allocation, {
        ...withoutAnswer(allocation.value),
        state: next.value,
        answeredAt: now,
        ...(reason === undefined ? {} : { declineReason: reason }),
      }),
      seekOn(search, therapistId),
      change(therapist, {
        ...therapist.value,
        offers: therapist.value.offers - 1,
        ...(askAgainAfter === undefined ? {} : { askAgainAfter }),
      }),
      ...(told === undefined ? [] : [told.change]),
    ],
    facts: [
      { type: ends[to], subject: `allocation/${allocationId}`, data: { allocationId, referralId, therapistId } },
      ...(told === undefined ? [] : [told.fact]),
    ],
  });
}

/** The reason of a decline as the trail keeps it; nobody has to give one. */
export const whyDeclined = (reason: Declined['reason']): string =>
  reason === undefined ? 'the therapist declined' : declineWords[reason];

/**
 * After seeing the name a therapist may give the client back within the time allowed, without a reason. The client may
 * know that somebody was found: a coordinator tells them.
 * @param calls the open calls that would tell the client of this therapist: nobody makes them now
 * @param occasion tells the call to the client apart from earlier ones about the same referral
 */
export function giveBack(
  offered: Pick<OfferedCase, 'allocation' | 'therapist' | 'search' | 'place' | 'referral'>,
  calls: readonly Versioned<'task'>[],
  now: Instant,
  settings: CharitySettings,
  occasion = 1,
): Outcome<Decision> {
  const { allocation, therapist, search, place, referral } = offered;
  const by = asTherapist(therapist.value.id);
  const next = step(allocationStates, allocation.value.state, 'given-back', by);
  if (!next.ok) return next;
  if (isPast(offered)) return refusePassed('closed', 'this case is no longer with you');
  if (allocation.value.giveBackUntil === undefined || now > allocation.value.giveBackUntil) {
    return refusePassed('expired', 'the time to give a case back by button has run out');
  }
  if (place !== undefined && place.value.state !== 'allocated') return refusePassed('wrong-state', 'therapy has begun');
  const { id: allocationId, referralId, therapistId } = allocation.value;
  const told = requestEmail(
    'therapist-answer-confirmed',
    therapist.value.personId,
    `allocation/${allocationId}`,
    now,
    'given-back',
  );
  const findBy = officeDeadline(now, settings.deadlines.findTherapist, settings.office);
  return accept({
    about: `referral/${referralId}`,
    did: 'give-back-case',
    why: 'within the time allowed; no reason is needed',
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(referral, keepShown({ referral: referral.value, place: place?.value, search: search.value })),
      change(allocation, { ...allocation.value, state: next.value, endedAt: now }),
      seekOn(search, therapistId, findBy),
      change(therapist, { ...therapist.value, clients: therapist.value.clients - 1 }),
      ...(place === undefined ? [] : returned(place, findBy)),
      ...calls.map((call) => closeTask(call, by, now, 'the therapist gave the case back')),
      callToTell('coordinator', referralId, now, settings, occasion),
      told.change,
    ],
    facts: [
      {
        type: ends['given-back'],
        subject: `allocation/${allocationId}`,
        data: { allocationId, referralId, therapistId },
      },
      told.fact,
    ],
  });
}

function returned(place: Versioned<'place'>, findBy: Instant): readonly Change[] {
  if (place.value.state !== 'allocated') return [];
  const { therapistId: _, agreedFee: __, ...kept } = place.value;
  return [change(place, { ...kept, state: 'approved', findBy })];
}

/** The search goes on to the next therapist; this one is not asked again. */
export function seekOn(search: Versioned<'search'>, therapistId: TherapistId, findBy = search.value.findBy): Change {
  const { live: _, ...kept } = search.value;
  return change(search, { ...kept, state: 'seeking', past: pastAnd(search.value, therapistId), findBy });
}
