import { describe, expect, it } from 'vitest';
import { Instant, RequestId } from '../../events/values.ts';
import { place } from '../../test/support/case-samples.ts';
import { idOf, settings } from '../../test/support/sample-ids.ts';
import type { WaitClock } from './referral.ts';
import { adjustedWait, rawWait, requestOrder, waitingOrder, waitsFrom } from './waiting-list.ts';

const at = (day: number, hour = 9): Instant => Instant.parse(new Date(Date.UTC(2027, 0, day, hour)).toISOString());
const days = (count: number): number => count * 24 * 60 * 60 * 1_000;

const clock = (but: Partial<WaitClock> = {}): WaitClock => ({ startedAt: at(1), pauses: [], ...but });
const pause = (from: Instant, until?: Instant) => ({ from, why: 'away', ...(until === undefined ? {} : { until }) });
const away = pause(at(3), at(5));

describe('how long somebody has waited', () => {
  it('is counted to now, with pauses taken out of the adjusted wait only', () => {
    const paused = clock({ pauses: [away] });
    expect(rawWait(paused, at(11))).toBe(days(10));
    expect(adjustedWait(paused, at(11))).toBe(days(8));
  });

  it('stands still while a pause lasts', () => {
    const open = clock({ pauses: [away, pause(at(8))] });
    expect(adjustedWait(open, at(9))).toBe(days(5));
    expect(adjustedWait(open, at(30))).toBe(days(5));
    expect(rawWait(open, at(30))).toBe(days(29));
  });

  it('ends with the first attended session, and so does what a pause takes out of it', () => {
    const ended = clock({ endedAt: at(10), pauses: [away, pause(at(9))] });
    expect(rawWait(ended, at(30))).toBe(days(9));
    expect(adjustedWait(ended, at(30))).toBe(days(6));
    const over = clock({ endedAt: at(10), pauses: [pause(at(9), at(20)), pause(at(12))] });
    expect(adjustedWait(over, at(30))).toBe(days(8));
  });
});

describe('where a clock stands in the one order', () => {
  const from = (pauses: WaitClock['pauses'], band: 'urgent' | 'soon' | 'routine') =>
    waitsFrom(clock({ pauses }), band, settings.waiting);

  it('is its start, earlier by the head start of its band', () => {
    expect(from([], 'routine')).toBe(at(1));
    expect(from([], 'soon')).toBe(Instant.parse(new Date(Date.parse(at(1)) - days(60)).toISOString()));
    expect(from([], 'urgent')).toBe(Instant.parse(new Date(Date.parse(at(1)) - days(180)).toISOString()));
  });

  it('is later by pauses that ended, and by none that lasts: it changes only when a pause ends', () => {
    expect(from([away], 'routine')).toBe(at(3));
    expect(from([away, pause(at(8), at(9))], 'routine')).toBe(at(4));
    expect(from([pause(at(8))], 'routine')).toBe(at(1));
  });
});

describe('the one order', () => {
  const waiting = (n: number, day: number) => {
    const { value } = place('requested', { waitsFrom: at(day) }, n);
    return value;
  };
  const request = (code: string, day: number) => ({ id: RequestId.parse(`req_${code}`), askedAt: at(day) });

  it('is by who has waited longest, ties by place id', () => {
    const sorted = [waitingOrder(waiting(2, 1)), waitingOrder(waiting(1, 2)), waitingOrder(waiting(3, 2))];
    expect(sorted.toSorted()).toEqual(sorted);
    expect(sorted[0]).toBe(`${at(1)}#${idOf.place(2)}`);
  });

  it('has an override before everybody else, but only once it is granted', () => {
    const { precedence: _, ...plain } = waiting(5, 20);
    const by = { askedBy: 'cora', why: 'a reason', askedAt: at(21) };
    const granted = { ...plain, precedence: { ...by, state: 'granted' as const, grantedBy: 'ben', grantedAt: at(22) } };
    const asked = { ...plain, precedence: { ...by, state: 'asked' as const } };
    expect(waitingOrder(granted)).toBe(`1#${at(22)}#${idOf.place(5)}`);
    expect(waitingOrder(granted) < waitingOrder(waiting(1, 1))).toBe(true);
    expect(waitingOrder(asked)).toBe(waitingOrder(plain));
  });

  it('has what places in hand ask for before all of them, who asked first before the others', () => {
    const [first, second] = [requestOrder(request('00000002', 3)), requestOrder(request('00000001', 4))];
    expect(first).toBe(`0#${at(3)}#req_00000002`);
    expect(first < second).toBe(true);
    expect(second < `1#${at(1)}#`).toBe(true);
  });
});
