import type { Instant } from '../../events/values.ts';
import { system } from './actor.ts';
import type { PlannedDraw } from './allocate.ts';
import { type AskingPlace, isAlive } from './asking-place.ts';
import { type Change, change, type Decision, type Versioned } from './decision.ts';
import { holdIdOf } from './hold.ts';
import type { LotsById } from './lot-money.ts';
import { officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { requestBase, requestStates } from './request.ts';
import { costByNow } from './request-cost.ts';
import { addToHold, beginHold, type Taker } from './reserve.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';

function asAsking({ request, place }: AskingPlace, now: Instant, settings: CharitySettings): Outcome<Taker> {
  const asked = request.value;
  const next = step(requestStates, asked.state, 'reserved', system);
  if (!next.ok) return next;
  if (asked.state !== 'requested') return refuse('wrong-state', 'only a request that waits is reserved');
  if (!isAlive({ request, place })) return refusePassed('closed', 'the place is not in hand any more');
  if (asked.unusable.length > 0) return refuse('paused', 'the request cannot be used now');
  const { id: requestId, placeId, referralId, poolId } = asked;
  const withRevision = (revision: number): Change => change(place, { ...place.value, holds: revision });
  return accept({
    place: place.value,
    requestId,
    cost: costByNow(asked, place.value),
    reserves: 'reserve-request',
    whole: ({ id: holdId, revision, amount }) => ({
      changes: [
        change(request, {
          ...requestBase(asked),
          cost: amount,
          hold: revision,
          state: 'reserved',
          holdId,
          reservedAt: now,
          approveBy: officeDeadline(now, settings.deadlines.approvePlace, settings.office),
        }),
        withRevision(revision),
      ],
      facts: [
        {
          type: 'uk.sponsored-places.request.reserved.v1',
          subject: `request/${requestId}`,
          data: { requestId, placeId, referralId, poolId },
        },
      ],
    }),
    part: ({ revision }) => [change(request, { ...asked, hold: revision }), withRevision(revision)],
  });
}

/**
 * Reserves from lots what a place in hand asks for: a new hold of the same place, under its next revision. The place
 * goes on as it is; see {@link reservePlace} for holds that need more than one transaction.
 */
export function reserveRequest(
  asking: AskingPlace,
  funds: readonly Versioned<'fund'>[],
  lots: LotsById,
  planned: readonly PlannedDraw[],
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const taker = asAsking(asking, now, settings);
  return taker.ok ? beginHold(taker.value, funds, lots, planned, now) : taker;
}

/** Draws the next part of a request's hold. */
export function gatherForRequest(
  asking: AskingPlace,
  gathering: Versioned<'hold'>,
  funds: readonly Versioned<'fund'>[],
  lots: LotsById,
  planned: readonly PlannedDraw[],
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { request } = asking;
  if (gathering.value.id !== holdIdOf(request.value.placeId, request.value.hold)) {
    return refusePassed('closed', 'the request has had another hold since');
  }
  const taker = asAsking(asking, now, settings);
  return taker.ok ? addToHold(taker.value, gathering, funds, lots, planned, now) : taker;
}
