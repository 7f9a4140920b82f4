import type { WaitingEntry } from '../domain/allocate.ts';
import type { Versioned } from '../domain/decision.ts';
import { blockCost } from '../domain/place.ts';
import { costByNow } from '../domain/request-cost.ts';
import { requestOrder, waitingOrder } from '../domain/waiting-list.ts';

/** An entry with the records it stands for. */
export interface PoolEntry extends WaitingEntry {
  readonly place: Versioned<'place'>;
  /** The place is in hand, and this is what it asks for. */
  readonly request?: Versioned<'request'>;
}

export const entryOfPlace = (place: Versioned<'place'>): PoolEntry => ({
  placeId: place.value.id,
  class: place.value.class,
  order: waitingOrder(place.value),
  cost: blockCost(place.value),
  place,
});

export const entryOfRequest = (request: Versioned<'request'>, place: Versioned<'place'>): PoolEntry => ({
  placeId: place.value.id,
  requestId: request.value.id,
  class: request.value.class,
  order: requestOrder(request.value),
  cost: costByNow(request.value, place.value),
  place,
  request,
});
