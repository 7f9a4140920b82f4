import type { Instant, LotId, Pence, RequestId } from '../../events/values.ts';
import { system } from './actor.ts';
import type { PlannedDraw } from './allocate.ts';
import { type Change, change, create, type Decision, nothingElse, rely, type Versioned } from './decision.ts';
import type { Lot } from './fund.ts';
import { type Draw, type Hold, holdEntry, holdIdOf, holdStates } from './hold.ts';
import { entry, type JournalEntry } from './journal.ts';
import { type LotsById, type Purses, type Return, returnToLots } from './lot-money.ts';
import { officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import { blockCost, type Place, type PlaceIn, placeBase, placeStates, referralIdOfPlace } from './place.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';

/** How many lots one transaction touches at most: the rest of a larger hold is gathered, or given back, in the next. */
const drawsATransaction = 40;
/** What drawing may write and check at most, of the 100 that a transaction takes: two for each lot, one for each fund. */
const actionsForDraws = 90;

/** The first of these draws, as many as one transaction takes. */
function firstPart(planned: readonly PlannedDraw[]): readonly PlannedDraw[] {
  const funds = new Set<string>();
  const fitting = planned.slice(0, drawsATransaction).findIndex(({ fundId }, index) => {
    funds.add(fundId);
    return 2 * (index + 1) + funds.size > actionsForDraws;
  });
  return planned.slice(0, fitting < 0 ? drawsATransaction : fitting);
}

/** Whether a hold of these draws is made at once, and need not be gathered. */
export const fitsOneTransaction = (planned: readonly PlannedDraw[]): boolean =>
  firstPart(planned).length === planned.length;

const merge = (draws: readonly PlannedDraw[]): readonly Draw[] =>
  draws.map(({ lotId, fundId, amount }) => ({
    lotId,
    fundId,
    drawn: amount,
    posted: 0 as Pence,
    released: 0 as Pence,
  }));

function drawOn(lots: LotsById, draws: readonly PlannedDraw[]): Outcome<readonly Change[]> {
  const changes: Change[] = [];
  for (const { lotId, amount } of draws) {
    const lot = lots.get(lotId);
    if (lot === undefined || lot.value.free < amount)
      return refuse('not-covered', 'a lot has less than the plan draws');
    changes.push(change(lot, { ...lot.value, free: (lot.value.free - amount) as Pence }));
  }
  return accept(changes);
}

/** Who draws, as the next part of a hold is taken: a new place, or a place in hand for what it asks. */
export interface Taker {
  readonly place: Place;
  readonly requestId?: RequestId;
  /** What all of the hold costs, in pence. */
  readonly cost: Pence;
  readonly reserves: 'reserve-place' | 'reserve-request';
  /** What a whole hold makes true beside itself. */
  readonly whole: (hold: Hold) => Pick<Decision, 'changes' | 'facts'>;
  /**
   * What a part of a hold does: its revision is taken with the first, so that a gathering which is undone never lends
   * its id to another hold.
   */
  readonly part: (hold: Hold) => readonly Change[];
}

function asNewPlace(place: Versioned<'place'>, now: Instant, settings: CharitySettings): Outcome<Taker> {
  const waiting = place.value;
  const next = step(placeStates, waiting.state, 'reserved', system);
  if (!next.ok) return next;
  if (waiting.state !== 'requested') return refuse('wrong-state', 'only a requested place is reserved');
  if (waiting.unusable.length > 0) return refuse('paused', 'the place cannot be used now');
  const { id: placeId, referralId, poolId } = waiting;
  return accept({
    place: waiting,
    cost: blockCost(waiting),
    reserves: 'reserve-place',
    whole: (hold) => ({
      changes: [
        change(place, {
          ...placeBase(waiting),
          holds: hold.revision,
          state: 'reserved',
          holdId: hold.id,
          amount: hold.amount,
          reservedAt: now,
          approveBy: officeDeadline(now, settings.deadlines.approvePlace, settings.office),
        }),
      ],
      facts: [
        {
          type: 'uk.sponsored-places.place.reserved.v1',
          subject: `place/${placeId}`,
          data: { placeId, referralId, poolId },
        },
      ],
    }),
    part: (hold) => [change(place, { ...waiting, holds: hold.revision })],
  });
}

/**
 * Reserves the next block of a place from lots: the place, its hold, the lots and the journal become true together.
 * When there are more draws than one transaction takes, only the first part is taken and the hold is `gathering`;
 * the place stays requested until {@link gatherMore} has brought the last.
 */
export function reservePlace(
  place: Versioned<'place'>,
  funds: readonly Versioned<'fund'>[],
  lots: LotsById,
  planned: readonly PlannedDraw[],
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const taker = asNewPlace(place, now, settings);
  return taker.ok ? beginHold(taker.value, funds, lots, planned, now) : taker;
}

/** Draws the next part of a hold that was gathered so far; see {@link reservePlace}. */
export function gatherMore(
  place: Versioned<'place'>,
  gathering: Versioned<'hold'>,
  funds: readonly Versioned<'fund'>[],
  lots: LotsById,
  planned: readonly PlannedDraw[],
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const taker = asNewPlace(place, now, settings);
  return taker.ok ? addToHold(taker.value, gathering, funds, lots, planned, now) : taker;
}

/** The first part of a new hold, or all of it. */
export function beginHold(
  taker: Taker,
  funds: readonly Versioned<'fund'>[],
  lots: LotsById,
  planned: readonly PlannedDraw[],
  now: Instant,
): Outcome<Decision> {
  const { place, requestId, cost } = taker;
  // It lost its therapist when every session of its block was used: a person finds out what it needs.
  if (cost === 0) return refuse('invalid', 'no session of its block is left to pay for');
  const revision = place.holds + 1;
  const part = firstPart(planned);
  const hold: Hold = {
    id: holdIdOf(place.id, revision),
    placeId: place.id,
    ...(requestId === undefined ? {} : { requestId }),
    poolId: place.poolId,
    revision,
    state: 'gathering',
    amount: cost,
    draws: [...merge(part)],
    heldAt: now,
  };
  return holdPart(taker, { before: undefined, hold }, funds, lots, part, 1, now);
}

/** The next part of a hold that was gathered so far. */
export function addToHold(
  taker: Taker,
  gathering: Versioned<'hold'>,
  funds: readonly Versioned<'fund'>[],
  lots: LotsById,
  planned: readonly PlannedDraw[],
  now: Instant,
): Outcome<Decision> {
  const part = firstPart(planned);
  const hold: Hold = { ...gathering.value, draws: [...gathering.value.draws, ...merge(part)] };
  const number = gathering.value.draws.length + 1;
  return holdPart(taker, { before: gathering, hold }, funds, lots, part, number, now);
}

function holdPart(
  taker: Taker,
  { before, hold }: { before: Versioned<'hold'> | undefined; hold: Hold },
  funds: readonly Versioned<'fund'>[],
  lots: LotsById,
  part: readonly PlannedDraw[],
  number: number,
  now: Instant,
): Outcome<Decision> {
  const drawn = drawOn(lots, part);
  if (!drawn.ok) return drawn;
  const gathered = hold.draws.reduce((sum, draw) => sum + draw.drawn, 0);
  if (gathered > hold.amount) return refuse('invalid', 'a hold never takes more than its block costs');
  const whole = gathered === hold.amount;
  const kept: Hold = { ...hold, state: whole ? 'pending' : 'gathering' };
  const made = whole ? taker.whole(hold) : { changes: taker.part(hold), facts: [] };
  return accept({
    about: `referral/${taker.place.referralId}`,
    did: whole ? taker.reserves : 'gather-hold',
    why: whole ? 'first in the one order with money it may use' : 'the hold needs more lots than one transaction takes',
    by: system,
    at: now,
    relies: funds.filter((fund) => part.some((draw) => draw.fundId === fund.value.id)).map(rely),
    changes: [
      ...made.changes,
      before === undefined ? create('hold', hold.id, kept) : change(before, kept),
      ...drawn.value,
    ],
    entries: [holdEntry(hold, merge(part), number, now)],
    facts: made.facts,
  });
}

/** What ending a hold changes: the hold, the lots that get their money back, and the journal. */
export interface Ending {
  readonly changes: readonly Change[];
  readonly entries: readonly JournalEntry[];
}

const hasLeft = (draw: Draw): boolean => draw.drawn > draw.posted + draw.released;

/** The lots that the next {@link endHold} of this hold gives back to. */
export const lotsToReturn = (hold: Hold): readonly LotId[] =>
  hold.draws
    .filter(hasLeft)
    .slice(0, drawsATransaction)
    .map((draw) => draw.lotId);

/**
 * Ends a hold: what is left returns to the lots it came from, restriction intact; a lot with a shortfall clears that
 * first. With more draws than one transaction takes, the first part returns now and the hold is marked as ending; the
 * next pass of the pool gives back the rest.
 */
export function endHold(hold: Versioned<'hold'>, purses: Purses, to: 'released' | 'expired', now: Instant): Ending {
  const returning = new Set(lotsToReturn(hold.value));
  const returns: Return[] = [];
  const draws = hold.value.draws.map((draw) => {
    if (!returning.has(draw.lotId) || !hasLeft(draw)) return draw;
    const amount = (draw.drawn - draw.posted - draw.released) as Pence;
    returns.push({ lotId: draw.lotId, fundId: draw.fundId, holdId: hold.value.id, amount });
    return { ...draw, released: (draw.released + amount) as Pence };
  });
  const returned = returnToLots(returns, purses);
  const next = step(holdStates, hold.value.state, to, system);
  if (!next.ok) throw new Error(next.refusal.because);
  const { ending: _, returning: __, ...kept } = hold.value;
  const after: Hold = draws.some(hasLeft) ? { ...kept, draws, ending: to } : { ...kept, draws, state: next.value };
  const { placeId, revision } = hold.value;
  const number = hold.value.draws.findIndex(hasLeft) + 1;
  const { postings } = returned;
  return {
    changes: [change(hold, after), ...returned.changes],
    entries: postings.length === 0 ? [] : [entry(`release:${placeId}:${revision}:${number}`, now, postings)],
  };
}

/** Goes on giving back a hold that was too large for one transaction, or undoes one that could not be gathered. */
export function finishEnding(hold: Versioned<'hold'>, purses: Purses, now: Instant): Decision {
  const { placeId, ending } = hold.value;
  return {
    about: `referral/${referralIdOfPlace(placeId)}`,
    did: 'release-hold',
    why: ending === undefined ? 'the block can no longer be covered' : 'the rest of a large hold',
    by: system,
    at: now,
    ...nothingElse,
    ...endHold(hold, purses, ending ?? 'released', now),
  };
}

/** What a lot has free after these decisions' changes, so that the next decision of the same transaction sees it. */
export const withChanges = (lots: LotsById, decision: Decision): LotsById => {
  const after = new Map<LotId, Versioned<'lot'>>(lots);
  for (const made of decision.changes) {
    if (made.kind !== 'lot' || made.before === undefined || made.after === undefined) continue;
    const value: Lot = made.after;
    after.set(value.id, { ...made.before, value });
  }
  return after;
};

/**
 * A place back on the waiting list, its clock kept, out of use until a coordinator confirms it; and, when its clock
 * stands still, until the pause is over as well.
 */
export const backToWaiting = (
  place: PlaceIn<'reserved'> | PlaceIn<'approved'>,
  because: 'expired' | 'no-therapist',
): PlaceIn<'requested'> => {
  const isPaused = place.clock.pauses.some(({ until }) => until === undefined);
  const { precedence: _, openRequests: __, ...kept } = placeBase(place);
  return { ...kept, state: 'requested', unusable: isPaused ? [because, 'paused'] : [because] };
};
