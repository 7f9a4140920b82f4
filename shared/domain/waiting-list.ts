import { Instant, type PriorityBand } from '../../events/values.ts';
import type { Place } from './place.ts';
import type { WaitClock } from './referral.ts';
import type { Request } from './request.ts';
import type { CharitySettings } from './settings.ts';

const dayLength = 24 * 60 * 60 * 1000;

/** How long a clock has run, in milliseconds, with audited pauses taken out. */
export function adjustedWait(clock: WaitClock, now: Instant): number {
  const end = Date.parse(clock.endedAt ?? now);
  const paused = clock.pauses.reduce(
    (sum, { from, until }) => sum + Math.max(0, Math.min(Date.parse(until ?? now), end) - Date.parse(from)),
    0,
  );
  return rawWait(clock, now) - paused;
}

/** How long somebody has waited in all, or did until the first attended session, in milliseconds, pauses included. */
export const rawWait = (clock: WaitClock, now: Instant): number =>
  Date.parse(clock.endedAt ?? now) - Date.parse(clock.startedAt);

/**
 * The key of the one order of the waiting list: the start of the wait clock, later by every pause that has ended,
 * earlier by the head start of the band. It changes only when a pause ends or the band does.
 */
export function waitsFrom(clock: WaitClock, band: PriorityBand, waiting: CharitySettings['waiting']): Instant {
  const paused = clock.pauses.reduce(
    (sum, { from, until }) => sum + (until === undefined ? 0 : Date.parse(until) - Date.parse(from)),
    0,
  );
  const start = Date.parse(clock.startedAt) + paused - waiting.headStartDays[band] * dayLength;
  return Instant.parse(new Date(start).toISOString());
}

/*
 * The one order is text that sorts. What a place in hand asks for comes first, then who has an override, then everybody
 * else, whose text begins with a year: `0#` and `1#` sort before every year.
 */

/** A new place's position: an override first, then who has waited longest, ties by place id. */
export const waitingOrder = ({
  waitsFrom: from,
  id,
  precedence,
}: Pick<Place, 'waitsFrom' | 'id' | 'precedence'>): string =>
  precedence?.state === 'granted' ? `1#${precedence.grantedAt}#${id}` : `${from}#${id}`;

/** The position of a request of a place in hand: ahead of all new places, who asked first before the others. */
export const requestOrder = ({ askedAt, id }: Pick<Request, 'askedAt' | 'id'>): string => `0#${askedAt}#${id}`;
