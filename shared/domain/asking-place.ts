import type { Versioned } from './decision.ts';
import { isInHand } from './settle-session.ts';

/** A place in hand, and what it asks for. */
export interface AskingPlace {
  readonly request: Versioned<'request'>;
  readonly place: Versioned<'place'>;
}

/** Whether the place that asked is still there to have the money: otherwise the request is dead, and is cancelled. */
export const isAlive = ({ request, place }: AskingPlace): boolean =>
  isInHand(place.value) && (place.value.openRequests?.includes(request.value.id) ?? false);
