import { Instant, type PriorityBand } from '../../events/values.ts';
import type { Place } from './place.ts';
import type { WaitClock } from './referral.ts';
import type { CharitySettings } from './settings.ts';

const dayLength = 24 * 60 * 60 * 1000;

/** How long a clock has run, in milliseconds, with audited pauses taken out. */
export function adjustedWait(clock: WaitClock, now: Instant): number {
  const paused = clock.pauses.reduce(
  const end = Date.parse(clock.endedAt ?? now);
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

/** A place's position as text that sorts: who has waited longest first, ties by place id. */
export const waitingOrder = ({ waitsFrom: from, id }: Pick<Place, 'waitsFrom' | 'id'>): string => `${from}#${id}`;
