import type { Instant, Pence } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import { type AskingPlace, isAlive } from './asking-place.ts';
import { change, type Decision, nothingElse, rely, type Versioned } from './decision.ts';
import { type Draw, type Hold, holdStates, joinEntry, stillHeld } from './hold.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers, hasAssessed, sessionsLeft } from './place.ts';
import { isPaused, type Referral } from './referral.ts';
import { type Request, requestBase, requestStates } from './request.ts';
import { factOf, without } from './request-fact.ts';
import type { Ending } from './reserve.ts';
import type { CharitySettings } from './settings.ts';
import { dearestSession, heldForReview, isInHand, kept, type PlaceInHand } from './settle-session.ts';
import { step } from './state-table.ts';

/** A reserved request with everything that a decision on it must find true. */
export interface ReservedRequest extends AskingPlace {
  readonly referral: Versioned<'referral'>;
  /** The hold of the request. */
  readonly hold: Versioned<'hold'> | undefined;
  /** The hold of the place, which the money joins. */
  readonly placeHold: Versioned<'hold'> | undefined;
  /** The search for its therapist: what the next one may ask at most. */
  readonly search: Versioned<'search'> | undefined;
  readonly sessions: readonly Versioned<'session'>[];
}

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
function grown(place: PlaceInHand, asked: Request, sum: Pence): PlaceInHand {
  const amount = (place.amount + sum) as Pence;
  if (asked.cause.kind === 'contribution') return { ...place, amount, contribution: asked.cause.contribution };
  if (asked.cause.kind === 'correction') return { ...place, amount };
  const sessions = sessionsLeft(place) + asked.cause.sessions;
  const all = Math.max(place.sessions, place.used + sessions);
  return { ...place, amount, sessions: all, block: { number: asked.block, sessions, used: 0 } };
}

/** The money of a request, and the hold of its place that it joins. */
interface Money {
  readonly hold: Versioned<'hold'>;
  readonly placeHold: Versioned<'hold'>;
}

/**
 * Whether the money is there that the place needs to go on so. Since it asked, a session may have been given back to its
 * block, at the price that it had cost: what was asked for is then too little.
 */
function checkMoney(
  { hold, placeHold, search, sessions }: ReservedRequest,
  cost: Pence,
  after: PlaceInHand,
): Outcome<Money> {
  if (hold?.value.state !== 'pending' || hold.value.ending !== undefined || stillHeld(hold.value) < cost) {
    return refuse('no-cover', 'no money is held for this request');
  }
  if (placeHold === undefined || !['pending', 'posted'].includes(placeHold.value.state)) {
    return refuse('no-cover', 'the place has no hold that the money could join');
  }
  const values = sessions.map(({ value }) => value);
  const needs =
    sessionsLeft(after) * dearestSession(after, search?.value.feeCap) + heldForReview(placeHold.value, values);
  return kept(placeHold.value) + stillHeld(hold.value) >= needs
    ? accept({ hold, placeHold })
    : refuse(
        'invalid',
        'since it was asked for, the block needs more than this; please reject the request and ask again',
      );
}

const mayGoOn: readonly Referral['state'][] = ['assessed-suitable', 'in-therapy'];

/**
 * A coordinator approves what a place in hand asks for, after a review: the money joins the hold of the place, and the
 * next block begins where the one in hand ends. Above a set sum it takes two people.
 * @returns refusals: `same-person` for whoever assessed this referral, asked for it, or approves a second time;
 * `paused`; `no-cover` when the money is not held; `invalid` when the block needs more by now than was asked for;
 * `expired` when the time to approve has run out.
 */
export function approveRequest(
  reserved: ReservedRequest,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { request, place, referral } = reserved;
  const asked = request.value;
  const next = step(requestStates, asked.state, 'approved', by);
  if (!next.ok) return next;
  if (asked.state !== 'reserved') return refuse('wrong-state', 'only a reserved request is approved');
  if (hasAssessed(asked, by))
    return refuse('same-person', 'whoever assessed this referral does not approve what its place asks for');
  if (asked.askedBy === by.id) return refuse('same-person', 'whoever asked does not approve');
  if (!mayGoOn.includes(referral.value.state)) return refusePassed('closed', 'the referral is no longer open');
  if (!isInHand(place.value) || !isAlive(reserved)) return refusePassed('closed', 'the place is not in hand any more');
  if (isPaused(referral.value) || place.value.state === 'paused') return refuse('paused', 'the place is paused');
  if (now > asked.approveBy) return refuse('expired', 'the time to approve has run out; the money is going back');
  const after = grown(place.value, asked, asked.cost);
  const money = checkMoney(reserved, asked.cost, after);
  if (!money.ok) return money;
  const about = `referral/${asked.referralId}` as const;
  const relies = [rely(referral)];
  if (asked.cost > settings.approval.secondPersonAbove && asked.firstApproverId === undefined) {
    const why = 'the first of two people, for the sum is above the limit of one';
    const changes = [change(request, { ...asked, firstApproverId: by.id })];
    return accept({ about, did: 'approve-request', why, by, at: now, ...nothingElse, relies, changes });
  }
  if (asked.firstApproverId === by.id) return refuse('same-person', 'the second approval is another person’s');
  const joint = joinHolds(money.value.hold, money.value.placeHold, now);
  if (!joint.ok) return joint;
  return accept({
    about,
    did: 'approve-request',
    why: 'covered, reviewed, and approved by somebody who neither assessed nor asked',
    by,
    at: now,
    relies,
    entries: joint.value.entries,
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
      ...joint.value.changes,
    ],
    facts: [factOf(asked, 'uk.sponsored-places.request.approved.v1')],
  });
}
