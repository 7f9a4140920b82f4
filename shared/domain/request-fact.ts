import type { Versioned } from './decision.ts';
import type { Place } from './place.ts';
import type { Request } from './request.ts';

type RequestFact = `uk.sponsored-places.request.${'asked' | 'expired' | 'approved' | 'rejected' | 'cancelled'}.v1`;

/** What happened to a request, for whoever hears it. */
export const factOf = ({ id: requestId, placeId, referralId, poolId }: Request, type: RequestFact) =>
  ({
    type,
    subject: `request/${requestId}`,
    data: { requestId, placeId, referralId, poolId },
  }) as const;

/** The place without a request that is decided. */
export const without = (place: Versioned<'place'>, request: Request): Place => {
  const { openRequests, ...kept } = place.value;
  const others = (openRequests ?? []).filter((id) => id !== request.id);
  return others.length === 0 ? kept : { ...kept, openRequests: others };
};
