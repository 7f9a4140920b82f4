import type { Pence } from '../../events/values.ts';
import { type Place, sessionsLeft } from './place.ts';
import type { Request, RequestCause } from './request.ts';

/** What so many more sessions of a place cost the pool at most, in pence, by a contribution in pence a session. */
export const blockOf = (sessions: number, { fee }: Pick<Place, 'fee'>, contribution: number): Pence =>
  (sessions * Math.max(0, fee - contribution)) as Pence;

/** What it costs to go on with a lower contribution for what is left of the block, in pence. */
export const differenceOf = (place: Pick<Place, 'block' | 'contribution'>, contribution: number): Pence =>
  (sessionsLeft(place) * Math.max(0, place.contribution - contribution)) as Pence;

function byNow(cause: RequestCause, place: Place): number {
  if (cause.kind === 'correction') return 0;
  return cause.kind === 'next-block'
    ? blockOf(cause.sessions, place, place.contribution)
    : differenceOf(place, cause.contribution);
}

/**
 * What a request that waits costs the pool, in pence: what was asked, or more when its place needs more since then,
 * because a session was given back to its block or the person contributes less.
 */
export const costByNow = ({ cause, cost }: Request, place: Place): Pence =>
  Math.max(cost, byNow(cause, place)) as Pence;
