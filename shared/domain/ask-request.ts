import type { Instant, LocalDate, Pence } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import {
  type Change,
  change,
  create,
  type Decision,
  type NewFact,
  nothingElse,
  rely,
  type Versioned,
} from './decision.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers, type Place, sessionsLeft } from './place.ts';
import { isPaused } from './referral.ts';
import { type Request, type RequestCause, requestIdOf } from './request.ts';
import { blockOf, differenceOf } from './request-cost.ts';
import type { CharitySettings } from './settings.ts';
import { isInHand } from './settle-session.ts';

/** A place in hand with its referral and what it asks for already, or asked for its next block before. */
export interface PlaceInHand {
  readonly referral: Versioned<'referral'>;
  readonly place: Versioned<'place'>;
  readonly requests: readonly Versioned<'request'>[];
}

/** What asking makes true: the request, the place that knows of it, and the fact that wakes the allocator. */
export interface Asked {
  readonly request: Change;
  readonly place: Place;
  readonly fact: NewFact;
}

interface Circumstances {
  /** The person is paused: the request neither draws nor blocks until that is over. */
  readonly isStopped?: boolean;
  /** The same was asked for before, and refused: it is asked for again. */
  readonly earlier?: Versioned<'request'> | undefined;
}

/**
 * What a place in hand asks for, to be committed with whatever made it ask. The place is given as it will be, so that
 * a decision which changes it anyway can take the request along.
 * @param cost pence
 */
function ask(
  place: Place,
  cause: RequestCause,
  cost: Pence,
  why: string,
  by: Actor,
  now: Instant,
  { isStopped = false, earlier }: Circumstances = {},
): Asked {
  const { referralId, poolId, id: placeId } = place;
  const block = cause.kind === 'next-block' ? place.block.number + 1 : place.block.number;
  const id = requestIdOf(placeId, block, cause);
  const request: Request = {
    id,
    placeId,
    referralId,
    poolId,
    class: place.class,
    assessorId: place.assessorId,
    ...(place.earlierAssessors === undefined ? {} : { earlierAssessors: place.earlierAssessors }),
    cause,
    block,
    cost,
    askedBy: by.id,
    askedAt: now,
    why,
    hold: earlier?.value.hold ?? 0,
    state: 'requested',
    unusable: isStopped ? ['paused'] : [],
  };
  return {
    request: earlier === undefined ? create('request', id, request) : change(earlier, request),
    place: { ...place, openRequests: [...(place.openRequests ?? []), id] },
    fact: {
      type: 'uk.sponsored-places.request.asked.v1',
      subject: `request/${id}`,
      data: { requestId: id, placeId, referralId, poolId },
    },
  };
}

/** What the person will contribute once all that is asked for is agreed, in pence a session. */
const leastContribution = ({ contribution }: Place, open: readonly Versioned<'request'>[]): number =>
  Math.min(
    contribution,
    ...open.flatMap(({ value: { cause } }) => (cause.kind === 'contribution' ? [cause.contribution] : [])),
  );

const isOpen = ({ value }: Versioned<'request'>): boolean => value.state === 'requested' || value.state === 'reserved';

/** How many sessions a next block of this place may have, at most: a block, and no more than one place may have in all. */
export const mostOfNextBlock = (place: Pick<Place, 'used' | 'block'>, { therapy }: CharitySettings): number =>
  Math.min(therapy.blockSessions, therapy.maximumSessions - place.used - sessionsLeft(place));

/**
 * After a review, a place in use asks for its next block, ahead of all new places. While the person waits to contribute
 * less, it costs as much as it will then: otherwise it would not be covered once both are approved.
 * @param sessions as many as the review found, up to a block and to the published maximum of one place
 * @returns refusals: `not-allowed` for anybody but a coordinator or the therapist of the place; `wrong-state` while the
 * block in hand has many sessions left, or when the next one is asked for already; `invalid` beyond the maximum
 */
export function requestNextBlock(
  { referral, place, requests }: PlaceInHand,
  sessions: number,
  why: string,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const used = place.value;
  if (used.state !== 'in-use') return refuse('wrong-state', 'only a place in use asks for its next block');
  const isTheirs = by.roles.includes('therapist') && by.id === used.therapistId;
  if (!isTheirs && !hasRole(by, approvers)) return refuse('not-allowed', 'its therapist or a coordinator asks');
  if (isPaused(referral.value)) return refuse('paused', 'the referral is paused');
  if (requests.some((request) => isOpen(request) && request.value.cause.kind === 'next-block')) {
    return refusePassed('used-already', 'the next block is asked for already');
  }
  const { reviewSessionsLeft } = settings.therapy;
  const left = sessionsLeft(used);
  if (left > reviewSessionsLeft) return refuse('wrong-state', `${left} sessions are left: it is early for a review`);
  const most = mostOfNextBlock(used, settings);
  if (!Number.isInteger(sessions) || sessions < 1 || sessions > most) {
    return refuse('invalid', `a next block of this place has from 1 to ${most} sessions`);
  }
  const cost = blockOf(sessions, used, leastContribution(used, requests.filter(isOpen)));
  const cause = { kind: 'next-block', sessions } as const;
  const id = requestIdOf(used.id, used.block.number + 1, cause);
  const asked = ask(used, cause, cost, why, by, now, { earlier: requests.find(({ value }) => value.id === id) });
  return accept({
    about: `referral/${used.referralId}`,
    did: 'request-next-block',
    why,
    by,
    at: now,
    ...nothingElse,
    relies: [rely(referral)],
    changes: [asked.request, change(place, asked.place)],
    facts: [asked.fact],
  });
}

/**
 * The person can contribute less from a day on. The difference for the sessions left of the block is asked for as a
 * top-up, and the lower contribution holds once that is approved: until then the block would not be covered.
 * @param input.contribution pence a session; lower than now
 * @returns refusals: `wrong-state` for a place that is reserved, or whose next block is: that is decided first;
 * `used-already` while a lower contribution waits for its money
 */
export function lowerContribution(
  { referral, place, requests }: PlaceInHand,
  input: { readonly contribution: Pence; readonly from: LocalDate; readonly why: string },
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  const before = place.value;
  if (!hasRole(by, approvers)) return refuse('not-allowed', 'a coordinator agrees what somebody contributes');
  if (input.contribution >= before.contribution) return refuse('invalid', 'a lower contribution is less than now');
  const open = requests.filter(isOpen);
  if (open.some(({ value }) => value.cause.kind === 'contribution')) {
    return refusePassed('used-already', 'a lower contribution waits for its money already');
  }
  if (open.some(({ value }) => value.cause.kind === 'next-block' && value.state === 'reserved')) {
    return refuse('wrong-state', 'decide on the next block first: its money was counted with the contribution of now');
  }
  const decision = {
    about: `referral/${before.referralId}`,
    did: 'lower-contribution',
    why: input.why,
    by,
    at: now,
    ...nothingElse,
    relies: [rely(referral)],
  } as const;
  const recosted = open.flatMap((request) => recost(request, before, input.contribution));
  const left = sessionsLeft(before);
  if (before.state === 'requested' || (isInHand(before) && left === 0)) {
    return accept({
      ...decision,
      changes: [change(place, { ...before, contribution: input.contribution }), ...recosted],
    });
  }
  if (!isInHand(before)) return refuse('wrong-state', 'the place has no money that a top-up could add to');
  const cause = {
    kind: 'contribution',
    number: place.version,
    contribution: input.contribution,
    from: input.from,
  } as const;
  const asked = ask(before, cause, differenceOf(before, input.contribution), input.why, by, now, {
    isStopped: isPaused(referral.value),
  });
  return accept({
    ...decision,
    changes: [asked.request, change(place, asked.place), ...recosted],
    facts: [asked.fact],
  });
}

/** What a next block costs with a lower contribution, as long as no money is held for it. */
function recost(request: Versioned<'request'>, place: Place, contribution: number): readonly Change[] {
  const { value } = request;
  if (value.state !== 'requested' || value.cause.kind !== 'next-block') return [];
  return [change(request, { ...value, cost: blockOf(value.cause.sessions, place, contribution) })];
}

/**
 * A correction needs money that its place has given back: it draws as a top-up.
 * @param of what was corrected, in small letters and digits: asking again for the same finds the same request
 */
export const askForCorrection = (place: Place, of: string, cost: Pence, by: Actor, now: Instant): Asked =>
  ask(place, { kind: 'correction', of }, cost, 'a correction needs money that was given back', by, now);
