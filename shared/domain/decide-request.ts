import type { Instant, Pence } from '../../events/values.ts';
import { type Actor, hasRole, system } from './actor.ts';
import { closeTask, openTask } from './change-task.ts';
import { type Change, change, type Decision, nothingElse, rely, type Versioned } from './decision.ts';
import { type Draw, type Hold, holdStates, joinEntry, stillHeld } from './hold.ts';
import type { Purses } from './lot-money.ts';
import { officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers, type Place, sessionsLeft, type Unusable } from './place.ts';
import { isPaused, type Referral } from './referral.ts';
import { type Request, type RequestIn, requestBase, requestStates } from './request.ts';
import { type Ending, endHold } from './reserve.ts';
import { type AskingPlace, isAlive, isInHand } from './reserve-request.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';

/** A reserved request with everything that a decision on it must find true. */
export interface ReservedRequest extends AskingPlace {
  readonly referral: Versioned<'referral'>;
  /** The hold of the request. */
  readonly hold: Versioned<'hold'> | undefined;
  /** The hold of the place, which the money joins. */
  readonly placeHold: Versioned<'hold'> | undefined;
}

type RequestFact = 'asked' | 'expired' | 'approved' | 'rejected' | 'cancelled';

const factOf = ({ id: requestId, placeId, referralId, poolId }: Request, what: RequestFact) =>
  ({
    type: `uk.sponsored-places.request.${what}.v1`,
    subject: `request/${requestId}`,
    data: { requestId, placeId, referralId, poolId },
  }) as const;

/** The place without a request that is decided. */
const without = (place: Versioned<'place'>, request: Request): Place => {
  const { openRequests, ...kept } = place.value;
  const others = (openRequests ?? []).filter((id) => id !== request.id);
  return others.length === 0 ? kept : { ...kept, openRequests: others };
};

/** What the draws of a request's hold add to those of the place: a lot that both drew on stays one draw. */
function joined(into: readonly Draw[], from: readonly Draw[]): Draw[] {
  const draws = [...into];
  for (const { lotId, fundId, drawn, posted, released } of from) {
    const left = (drawn - posted - released) as Pence;
    const at = draws.findIndex((draw) => draw.lotId === lotId);
    const before = draws[at];
    if (before === undefined) draws.push({ lotId, fundId, drawn: left, posted: 0 as Pence, released: 0 as Pence });
    else draws[at] = { ...before, drawn: (before.drawn + left) as Pence };
  }
  return draws;
}

/** The money of one hold moves into another of the same place; its lots stay what they drew on. */
function joinHolds(from: Versioned<'hold'>, into: Versioned<'hold'>, now: Instant): Outcome<Ending> {
  const next = step(holdStates, from.value.state, 'joined', { id: 'coordinator', roles: approvers });
  if (!next.ok) return next;
  const moved = stillHeld(from.value);
  const after: Hold = {
    ...from.value,
    state: next.value,
    draws: from.value.draws.map((draw) => ({ ...draw, released: (draw.drawn - draw.posted) as Pence })),
  };
  const draws = joined(into.value.draws, from.value.draws);
  return accept({
    changes: [
      change(from, after),
      change(into, { ...into.value, amount: (into.value.amount + moved) as Pence, draws }),
    ],
    entries: [joinEntry(from.value, into.value.id, now)],
  });
}

/** The place as it goes on once it has what it asked for. */
function grown(place: Extract<Place, { holdId: unknown; approvedAt: unknown }>, asked: Request, sum: Pence): Place {
  const amount = (place.amount + sum) as Pence;
  if (asked.cause.kind === 'contribution') return { ...place, amount, contribution: asked.cause.contribution };
  if (asked.cause.kind === 'correction') return { ...place, amount };
  const sessions = sessionsLeft(place) + asked.cause.sessions;
  const all = Math.max(place.sessions, place.used + sessions);
  return { ...place, amount, sessions: all, block: { number: asked.block, sessions, used: 0 } };
}

const mayGoOn: readonly Referral['state'][] = ['assessed-suitable', 'in-therapy'];

/**
 * A coordinator approves what a place in hand asks for, after a review: the money joins the hold of the place, and the
 * next block begins where the one in hand ends. Above a set sum it takes two people.
 * @returns refusals: `same-person` for whoever assessed this referral, asked for it, or approves a second time;
 * `paused`; `no-cover` when the money is not held; `expired` when the time to approve has run out.
 */
export function approveRequest(
  reserved: ReservedRequest,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { request, place, referral, hold, placeHold } = reserved;
  const asked = request.value;
  const next = step(requestStates, asked.state, 'approved', by);
  if (!next.ok) return next;
  if (asked.state !== 'reserved') return refuse('wrong-state', 'only a reserved request is approved');
  if (asked.assessorId === by.id)
    return refuse('same-person', 'whoever assessed this referral does not approve what its place asks for');
  if (asked.askedBy === by.id) return refuse('same-person', 'whoever asked does not approve');
  if (!mayGoOn.includes(referral.value.state)) return refusePassed('closed', 'the referral is no longer open');
  if (!isInHand(place.value) || !isAlive(reserved)) return refusePassed('closed', 'the place is not in hand any more');
  if (isPaused(referral.value) || place.value.state === 'paused') return refuse('paused', 'the place is paused');
  if (now > asked.approveBy) return refuse('expired', 'the time to approve has run out; the money is going back');
  if (hold?.value.state !== 'pending' || hold.value.ending !== undefined || stillHeld(hold.value) < asked.cost) {
    return refuse('no-cover', 'no money is held for this request');
  }
  if (placeHold === undefined || !['pending', 'posted'].includes(placeHold.value.state)) {
    return refuse('no-cover', 'the place has no hold that the money could join');
  }
  const about = `referral/${asked.referralId}` as const;
  const relies = [rely(referral)];
  if (asked.cost > settings.approval.secondPersonAbove && asked.firstApproverId === undefined) {
    const why = 'the first of two people, for the sum is above the limit of one';
    const changes = [change(request, { ...asked, firstApproverId: by.id })];
    return accept({ about, did: 'approve-request', why, by, at: now, ...nothingElse, relies, changes });
  }
  if (asked.firstApproverId === by.id) return refuse('same-person', 'the second approval is another person’s');
  const money = joinHolds(hold, placeHold, now);
  if (!money.ok) return money;
  const after = grown(place.value, asked, asked.cost);
  return accept({
    about,
    did: 'approve-request',
    why: 'covered, reviewed, and approved by somebody who neither assessed nor asked',
    by,
    at: now,
    relies,
    entries: money.value.entries,
    changes: [
      change(request, {
        ...requestBase(asked),
        state: 'approved',
        holdId: asked.holdId,
        reservedAt: asked.reservedAt,
        approvedAt: now,
        approverId: by.id,
      }),
      change(place, without({ ...place, value: after }, asked)),
      ...money.value.changes,
    ],
    facts: [factOf(asked, 'approved')],
  });
}

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
  if (request.value.assessorId === by.id)
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
    facts: [factOf(request.value, 'rejected')],
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
    facts: [factOf(request.value, 'cancelled')],
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
    facts: [factOf(asked, 'expired')],
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
    facts: [factOf(asked, 'asked')],
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
    facts: paused ? [] : waiting.map(({ value }) => factOf(value, 'asked')),
  };
};
