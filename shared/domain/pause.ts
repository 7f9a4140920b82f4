import type { Instant, PriorityBand, Region } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import { safeguardingDesk } from './concern.ts';
import { requestsFollow } from './decide-request.ts';
import { type Change, change, type Decision, nothingElse, type Versioned } from './decision.ts';
import { calendarIn, officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers } from './place.ts';
import { isPaused, type Referral, type WaitClock } from './referral.ts';
import type { CharitySettings } from './settings.ts';
import { waitsFrom } from './waiting-list.ts';

export type Overlay = 'on-hold' | 'safeguarding';

const mayLift = { 'on-hold': approvers, safeguarding: safeguardingDesk } as const;

/** A concern stops things by itself, whoever raised it: nobody else pauses for safeguarding past the desk. */
const mayPause = { 'on-hold': approvers, safeguarding: [...safeguardingDesk, 'system'] } as const;

const overlaid = (referral: Referral, overlay: Overlay): boolean =>
  (overlay === 'on-hold' ? referral.onHold : referral.safeguardingPause) !== undefined;

/** The place follows its referral in the same transaction, so that a pass or an offer in flight meets the pause. */
const placeFollows = (
  place: Versioned<'place'> | undefined,
  paused: boolean,
  clock: WaitClock,
  settings: CharitySettings,
): readonly Change[] => {
  if (place === undefined) return [];
  const value = place.value;
  const from = waitsFrom(clock, value.band satisfies PriorityBand, settings.waiting);
  if (value.state !== 'requested') return [change(place, { ...value, clock, waitsFrom: from })];
  const others = value.unusable.filter((why) => why !== 'paused');
  return [change(place, { ...value, clock, waitsFrom: from, unusable: paused ? [...others, 'paused'] : others })];
};

/** What else is under way for the person, and follows a pause. */
export interface Following {
  /** What a place in hand asks for: it neither draws nor blocks meanwhile. */
  readonly requests: readonly Versioned<'request'>[];
  /** The offer a therapist has not answered: it can be neither accepted nor run out meanwhile. */
  readonly offer: Versioned<'allocation'> | undefined;
  /** Where that therapist lives. */
  readonly offeredIn?: Region | undefined;
}

const nothingFollows: Following = { requests: [], offer: undefined };

/** A therapist who could not accept has the whole time to answer again once the pause is over. */
const offerGoesOn = (
  { offer, offeredIn }: Pick<Following, 'offer' | 'offeredIn'>,
  now: Instant,
  settings: CharitySettings,
): readonly Change[] => {
  if (offer === undefined || !(offer.value.state === 'offered' || offer.value.state === 'acknowledged')) return [];
  const calendar = offeredIn === undefined ? settings.office : calendarIn(settings, offeredIn);
  const respondBy = officeDeadline(now, settings.deadlines.answerOffer, calendar);
  return respondBy > offer.value.respondBy ? [change(offer, { ...offer.value, respondBy })] : [];
};

/** Stops new commitments for one person. The wait clock stops while anything is paused, audited with its reason. */
export function pauseReferral(
  referral: Versioned<'referral'>,
  place: Versioned<'place'> | undefined,
  overlay: Overlay,
  why: string,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
  { requests }: Pick<Following, 'requests'> = nothingFollows,
): Outcome<Decision> {
  const before = referral.value;
  if (!hasRole(by, mayPause[overlay])) return refuse('not-allowed', `paused by: ${mayPause[overlay].join(', ')}`);
  if (overlaid(before, overlay)) return refusePassed('wrong-state', 'the referral is paused already');
  const clock: WaitClock = isPaused(before)
    ? before.clock
    : { ...before.clock, pauses: [...before.clock.pauses, { from: now, why }] };
  const after: Referral = {
    ...before,
    clock,
    ...(overlay === 'on-hold' ? { onHold: { since: now, why } } : { safeguardingPause: { since: now } }),
  };
  return accept({
    about: `referral/${before.id}`,
    did: 'pause-referral',
    why,
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(referral, after),
      ...placeFollows(place, true, clock, settings),
      ...requestsFollow(requests, true).changes,
    ],
    facts: [
      {
        type: 'uk.sponsored-places.referral.paused.v1',
        subject: `referral/${before.id}`,
        data: { referralId: before.id, overlay },
      },
    ],
  });
}

/** Lifts one overlay; the clock, and whatever stood still with it, runs on when none is left. */
export function resumeReferral(
  referral: Versioned<'referral'>,
  place: Versioned<'place'> | undefined,
  overlay: Overlay,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
  { requests, offer, offeredIn }: Following = nothingFollows,
): Outcome<Decision> {
  const before = referral.value;
  if (!hasRole(by, mayLift[overlay])) return refuse('not-allowed', `lifted by: ${mayLift[overlay].join(', ')}`);
  if (!overlaid(before, overlay)) return refusePassed('wrong-state', 'the referral is not paused');
  const { onHold, safeguardingPause, ...rest } = before;
  const lifted: Referral = {
    ...rest,
    ...(overlay === 'safeguarding' && onHold !== undefined ? { onHold } : {}),
    ...(overlay === 'on-hold' && safeguardingPause !== undefined ? { safeguardingPause } : {}),
  };
  const clock: WaitClock = isPaused(lifted)
    ? before.clock
    : {
        ...before.clock,
        pauses: before.clock.pauses.map((pause) => (pause.until === undefined ? { ...pause, until: now } : pause)),
      };
  const asked = isPaused(lifted) ? { changes: [], facts: [] } : requestsFollow(requests, false);
  return accept({
    about: `referral/${before.id}`,
    did: 'resume-referral',
    why: 'the pause ended',
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(referral, { ...lifted, clock }),
      ...placeFollows(place, isPaused(lifted), clock, settings),
      ...(isPaused(lifted) ? [] : offerGoesOn({ offer, offeredIn }, now, settings)),
      ...asked.changes,
    ],
    facts: [
      {
        type: 'uk.sponsored-places.referral.resumed.v1',
        subject: `referral/${before.id}`,
        data: { referralId: before.id, overlay },
      },
      ...(place?.value.state === 'requested' && !isPaused(lifted)
        ? [
            {
              type: 'uk.sponsored-places.place.requested.v1' as const,
              subject: `place/${place.value.id}`,
              data: { placeId: place.value.id, referralId: before.id, poolId: before.poolId },
            },
          ]
        : []),
      ...asked.facts,
    ],
  });
}
