import { describe, expect, it } from 'vitest';
import { later } from '../../../shared/domain/office-days.ts';
import { place } from '../../../test/support/case-samples.ts';
import { now } from '../../../test/support/sample-ids.ts';
import { agesOf } from './waiting-ages.ts';

const waits = (days: number, band = 'routine') =>
  place('requested', { band, clock: { startedAt: later(now, { days: -days }), pauses: [] } }).value;

describe('how long people have waited', () => {
  it('counts everybody once, by weeks and priority', () => {
    const places = [0, 27, 28, 55, 56, 91, 182, 363, 364, 900].map((days) => waits(days));
    const ages = agesOf([...places, waits(30, 'urgent'), waits(30, 'soon'), waits(-1)], now);
    expect(ages.map(({ from, until, people }) => [from, until, people.urgent, people.soon, people.routine])).toEqual([
      [0, 4, 0, 0, 3],
      [4, 8, 1, 1, 2],
      [8, 13, 0, 0, 1],
      [13, 26, 0, 0, 1],
      [26, 52, 0, 0, 2],
      [52, undefined, 0, 0, 2],
    ]);
  });

  it('leaves pauses in: they were waited through as well', () => {
    const paused = waits(100);
    const pause = { from: paused.clock.startedAt, until: later(paused.clock.startedAt, { days: 90 }), why: 'away' };
    const [first] = agesOf([{ ...paused, clock: { ...paused.clock, pauses: [pause] } }], now);
    expect(first?.people.routine).toBe(0);
  });
});
