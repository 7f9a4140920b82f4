import type { Instant } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import { allocationStates } from './allocation.ts';
import { type Change, change, type Decision, type NewFact, nothingElse, rely, type Versioned } from './decision.ts';
import { stillHeld } from './hold.ts';
import type { Purses } from './lot-money.ts';
import { pastAnd } from './offer.ts';
import { officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers, type Place, type PlaceIn, placeBase, placeStates, sessionsLeft } from './place.ts';
import { mayTell, notYours, type TherapyCase, tellReferrer } from './record-session.ts';
import { type Referral, referralStates } from './referral.ts';
import { endHold } from './reserve.ts';
import { requestEmail } from './send-mail.ts';
import type { CharitySettings } from './settings.ts';
import { heldForReview, isInHand, kept, type PlaceInHand, returning } from './settle-session.ts';
import { endSilence, heardOf } from './silent-therapy.ts';
import { step } from './state-table.ts';
import { callToTell, keepShown } from './told-step.ts';

/** A case in therapy with everything its end, or its change, must write. */
export interface LivingCase extends TherapyCase {
  readonly purses: Purses;
}

type Turn = 'paused' | 'resumed' | 'block-reduced' | 'therapist-changed' | 'completed' | 'ended-early';

// The type is named where it is stated, so that whoever looks for a fact finds what states it.
const placeFact = (type: `uk.sponsored-places.place.${Turn}.v1`, { id, referralId, poolId }: Place): NewFact => ({
  type,
  subject: `place/${id}`,
  data: { placeId: id, referralId, poolId },
});

/** Therapy rests for now: the money stays held, and no session is recorded of the days after. */
export function pausePlace(theCase: TherapyCase, why: string, by: Actor, now: Instant): Outcome<Decision> {
  const place = placeOf(theCase);
  if (!place.ok) return place;
  if (!mayTell(theCase, by)) return notYours;
  const { value } = place.value;
  const next = step(placeStates, value.state, 'paused', by);
  if (!next.ok) return next;
  if (value.state !== 'in-use') return refuse('wrong-state', 'only a place in use is paused');
  return accept({
    about: `referral/${value.referralId}`,
    did: 'pause-place',
    why,
    by,
    at: now,
    ...nothingElse,
    relies: [rely(theCase.allocation)],
    changes: [
      change(place.value, { ...value, state: 'paused', pausedAt: now }),
      ...endSilence(theCase.silent, by, now),
    ],
    facts: [placeFact('uk.sponsored-places.place.paused.v1', value)],
  });
}

/** Therapy goes on. */
export function resumePlace(theCase: TherapyCase, by: Actor, now: Instant): Outcome<Decision> {
  const place = placeOf(theCase);
  if (!place.ok) return place;
  if (!mayTell(theCase, by)) return notYours;
  const { value } = place.value;
  if (value.state !== 'paused') return refusePassed('wrong-state', 'the place is not paused');
  const next = step(placeStates, value.state, 'in-use', by);
  if (!next.ok) return next;
  const { pausedAt: _, ...rest } = value;
  return accept({
    about: `referral/${value.referralId}`,
    did: 'resume-place',
    why: 'therapy goes on',
    by,
    at: now,
    ...nothingElse,
    relies: [rely(theCase.allocation)],
    changes: [change(place.value, heardOf({ ...rest, state: 'in-use' }, now))],
    facts: [placeFact('uk.sponsored-places.place.resumed.v1', value)],
  });
}

const placeOf = ({ place }: TherapyCase): Outcome<Versioned<'place'>> =>
  place === undefined ? refuse('wrong-state', 'a client who pays the whole has no place') : accept(place);

/** How therapy ends. */
export interface TherapyEnd {
  readonly to: 'completed' | 'ended-early';
  readonly reason: string;
  /** Whether somebody has spoken with the person about it: if not, a call is due, and until then their page says nothing. */
  readonly spokenTo: boolean;
}

/**
 * Therapy ends, with a place or self-funded: the referral and the place close, all that is left of the money goes back to
 * its lots, and the therapist has room again. A professional is told, as agreed, when the person knows.
 * @param occasion tells the call apart from earlier ones about the same referral
 * @returns refusals: `not-allowed`; `invalid` while a session of the block waits for a review; `wrong-state` before
 * therapy has begun, and, for good, after its end
 */
export function endTherapy(
  theCase: LivingCase,
  { to, reason, spokenTo }: TherapyEnd,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
  occasion = 1,
): Outcome<Decision> {
  const { referral, place, hold, purses, sessions, search } = theCase;
  if (!mayTell(theCase, by)) return notYours;
  const next = step(referralStates, referral.value.state, to, by);
  if (!next.ok) return next;
  if (place !== undefined) {
    const ended = step(placeStates, place.value.state, to, by);
    if (!ended.ok) return ended;
  }
  if (
    hold !== undefined &&
    heldForReview(
      hold.value,
      sessions.map(({ value }) => value),
    ) > 0
  ) {
    return refuse('invalid', 'a session of this block waits for a review; decide on that first');
  }
  const freed = freeTherapist(theCase, 'ended', by, now);
  if (!freed.ok) return freed;
  const ending =
    hold === undefined || stillHeld(hold.value) === 0
      ? { changes: [], entries: [] }
      : endHold(hold, purses, 'released', now);
  const told = spokenTo ? tellReferrer(referral.value, 'ended', now) : undefined;
  const closed: Referral = {
    ...referral.value,
    state: next.value,
    closing: { at: now, category: to, reason, spokenTo },
  };
  return accept({
    about: `referral/${referral.value.id}`,
    did: 'end-therapy',
    why: reason,
    by,
    at: now,
    relies: [],
    entries: ending.entries,
    changes: [
      change(referral, closed),
      ...(place === undefined ? [] : [change(place, endedPlace(place.value, to, reason, now))]),
      ...ending.changes,
      ...freed.value,
      ...endSilence(theCase.silent, by, now),
      change(search, { ...search.value, state: 'stopped' }),
      ...(spokenTo ? [] : [callToTell('coordinator', referral.value.id, now, settings, occasion)]),
      ...(told === undefined ? [] : [told.change]),
    ],
    facts: [
      ...(place === undefined ? [] : [placeFact(endFacts[to], place.value)]),
      ...(told === undefined ? [] : [told.fact]),
    ],
  });
}

const endFacts = {
  completed: 'uk.sponsored-places.place.completed.v1',
  'ended-early': 'uk.sponsored-places.place.ended-early.v1',
} as const;

const endedPlace = (place: Place, to: TherapyEnd['to'], reason: string, now: Instant): Place =>
  to === 'completed'
    ? { ...placeBase(place), state: 'completed', endedAt: now }
    : { ...placeBase(place), state: 'ended-early', endedAt: now, reason };

/** The acceptance ends, and the therapist has room for somebody else. */
function freeTherapist(
  { allocation, therapist }: TherapyCase,
  to: 'ended' | 'revoked',
  by: Actor,
  now: Instant,
): Outcome<readonly Change[]> {
  const next = step(allocationStates, allocation.value.state, to, by);
  if (!next.ok) return next;
  return accept([
    change(allocation, { ...allocation.value, state: next.value, endedAt: now }),
    change(therapist, { ...therapist.value, clients: therapist.value.clients - 1 }),
  ]);
}

/**
 * Another therapist is sought for the sessions that are left, at a fee that the money held for them covers; what was
 * posted stays. Somebody tells the person.
 * @returns refusals: `not-allowed`; `invalid` when nothing of the block is left, for then the next block comes first
 */
export function changeTherapist(
  theCase: LivingCase,
  why: string,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
  occasion = 1,
): Outcome<Decision> {
  const { referral, place, allocation, therapist, search } = theCase;
  if (!hasRole(by, approvers)) return refuse('not-allowed', 'a coordinator changes the therapist');
  const freed = freeTherapist(theCase, 'revoked', by, now);
  if (!freed.ok) return freed;
  const findBy = officeDeadline(now, settings.deadlines.findTherapist, settings.office);
  const again = place === undefined ? accept(undefined) : soughtAgain(place.value, findBy, by);
  if (!again.ok) return again;
  const { therapistId } = allocation.value;
  const { live: _, ...rest } = search.value;
  const left = place === undefined ? search.value.sessions : Math.max(1, place.value.sessions - place.value.used);
  const feeCap =
    place?.value.state === 'in-use' && place.value.agreedFee < rest.feeCap ? place.value.agreedFee : rest.feeCap;
  const told = requestEmail('therapist-case-ended', therapist.value.personId, `allocation/${allocation.value.id}`, now);
  const referralId = referral.value.id;
  return accept({
    about: `referral/${referralId}`,
    did: 'change-therapist',
    why,
    by,
    at: now,
    entries: [],
    relies: [],
    changes: [
      change(referral, keepShown({ referral: referral.value, place: place?.value, search: search.value })),
      ...freed.value,
      ...endSilence(theCase.silent, by, now),
      ...(place === undefined || again.value === undefined ? [] : [change(place, again.value)]),
      change(search, {
        ...rest,
        state: 'seeking',
        past: pastAnd(search.value, therapistId),
        sessions: left,
        feeCap,
        findBy,
      }),
      callToTell('coordinator', referralId, now, settings, occasion),
      told.change,
    ],
    facts: [
      ...(place === undefined ? [] : [placeFact('uk.sponsored-places.place.therapist-changed.v1', place.value)]),
      { type: 'uk.sponsored-places.therapist.sought.v1', subject: `referral/${referralId}`, data: { referralId } },
      told.fact,
    ],
  });
}

function soughtAgain(place: Place, findBy: Instant, by: Actor): Outcome<PlaceIn<'approved'>> {
  const next = step(placeStates, place.state, 'approved', by);
  if (!next.ok) return next;
  if (place.state !== 'in-use' && place.state !== 'allocated') {
    return refuse('wrong-state', 'nobody treats this person now');
  }
  if (sessionsLeft(place) === 0) {
    return refuse('invalid', 'every session of this block has been used; the next block must be ready first');
  }
  const { therapistId: _, agreedFee: __, ...rest } = place;
  return accept({ ...rest, state: 'approved', findBy });
}

/**
 * Some sessions of the block in hand are not needed: exactly their cost goes back to the lots it came from.
 * @returns refusals: `not-allowed`; `invalid` for more sessions than are left, or for all of a block not begun
 */
export function reduceBlock(
  theCase: Pick<TherapyCase, 'place' | 'hold' | 'sessions'>,
  fewer: number,
  why: string,
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  const { place, hold } = theCase;
  if (!hasRole(by, approvers)) return refuse('not-allowed', 'a coordinator says which sessions are not needed');
  if (place === undefined || hold === undefined || !isInHand(place.value)) {
    return refuse('wrong-state', 'no money is held for sessions of this person');
  }
  const left = sessionsLeft(place.value);
  if (fewer < 1 || fewer > left) return refuse('invalid', `the block has ${left} sessions left`);
  if (fewer === place.value.block.sessions) {
    return refuse('invalid', 'a block that is not needed at all ends with its place');
  }
  const sessions = theCase.sessions.map(({ value }) => value);
  const rest = place.value.amount - heldForReview(hold.value, sessions);
  const amount = (place.value.amount - Math.floor((rest * fewer) / left)) as PlaceInHand['amount'];
  const { block } = place.value;
  const smaller: PlaceInHand = {
    ...place.value,
    amount,
    sessions: place.value.sessions - fewer,
    block: { ...block, sessions: block.sessions - fewer },
  };
  return accept({
    about: `referral/${place.value.referralId}`,
    did: 'reduce-block',
    why,
    by,
    at: now,
    ...nothingElse,
    changes: [change(place, smaller), change(hold, returning(hold.value, kept(hold.value) - amount))],
    facts: [placeFact('uk.sponsored-places.place.block-reduced.v1', place.value)],
  });
}
