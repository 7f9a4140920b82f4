import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instant } from '../../events/values.ts';
import { referral } from '../../test/support/case-samples.ts';
import { asRead, now, poolId, settings } from '../../test/support/sample-ids.ts';
import { later } from './office-days.ts';
import {
  countInPublic,
  fewPeople,
  fewWaits,
  PublicFigures,
  quarterOf,
  rangeOfWaits,
  reckonFigures,
  renewFigures,
} from './public-figures.ts';

const day = 24 * 60 * 60 * 1000;
const days = (count: number): number => count * day;

/** Somebody who asked so many days ago, and was taken up and began so many days after that. */
const asked = (ago: number, takenUp: number | undefined, began: number | undefined) => {
  const startedAt = later(now, { days: -ago });
  return referral({
    clock: { startedAt, pauses: [], ...(began === undefined ? {} : { endedAt: later(startedAt, { days: began }) }) },
    assessment:
      takenUp === undefined ? undefined : { assessorId: 'asha', startedAt: later(startedAt, { days: takenUp }) },
  }).value;
};

const reckon = (referrals: readonly ReturnType<typeof asked>[], waiting = 0) =>
  reckonFigures({ referrals, waiting, settings, now });

describe('how many people, in public', () => {
  it('is never told of fewer than five, and otherwise to the nearest five', () => {
    fc.assert(
      fc.property(fc.nat(5_000), (people) => {
        const told = countInPublic(people);
        expect(told.kind === 'few').toBe(people < fewPeople);
        if (told.kind === 'few') return;
        expect(told.people % fewPeople).toBe(0);
        expect(told.people).toBeGreaterThanOrEqual(fewPeople);
        expect(Math.abs(told.people - people)).toBeLessThanOrEqual(fewPeople / 2);
      }),
    );
  });

  it('says the same of nobody as of four', () => {
    expect(countInPublic(0)).toEqual(countInPublic(4));
    expect(countInPublic(5)).toEqual({ kind: 'about', people: 5 });
    expect(countInPublic(7)).toEqual({ kind: 'about', people: 5 });
    expect(countInPublic(8)).toEqual({ kind: 'about', people: 10 });
  });
});

describe('how long people waited, in public', () => {
  const anyWaits = (least: number) =>
    fc.array(fc.integer({ min: 0, max: days(900) }), { minLength: least, maxLength: 80 });

  it('is never told of too few', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(days(900)), { maxLength: fewWaits - 1 }), (waits) => {
        expect(rangeOfWaits(waits)).toEqual({ kind: 'too-few' });
      }),
    );
  });

  it('is in whole weeks, with at most one in ten above it and at most a quarter below', () => {
    fc.assert(
      fc.property(anyWaits(fewWaits), (waits) => {
        const range = rangeOfWaits(waits);
        if (range.kind !== 'weeks') throw new Error('there are enough');
        const above = waits.filter((wait) => wait > days(range.to * 7));
        const below = waits.filter((wait) => wait < days(range.from * 7));
        expect(above.length).toBeLessThanOrEqual(waits.length / 10);
        expect(below.length).toBeLessThanOrEqual(waits.length / 4);
        expect(range.from).toBeLessThanOrEqual(range.to);
      }),
    );
  });

  it('does not hang on the order, and says nothing of how long the longest was', () => {
    fc.assert(
      fc.property(anyWaits(fewWaits), (waits) => {
        const longest = Math.max(...waits);
        const last = waits.lastIndexOf(longest);
        const longer = waits.with(last, longest + days(400));
        expect(rangeOfWaits(longer)).toEqual(rangeOfWaits(waits));
        expect(rangeOfWaits(waits.toReversed())).toEqual(rangeOfWaits(waits));
      }),
    );
  });

  it('is from the 25th to the 90th percentile', () => {
    const waits = Array.from({ length: 20 }, (_, n) => days((n + 1) * 7));
    expect(rangeOfWaits(waits)).toEqual({ kind: 'weeks', from: 5, to: 18 });
    expect(rangeOfWaits(waits.map(() => days(2)))).toEqual({ kind: 'weeks', from: 0, to: 1 });
  });
});

describe('a quarter', () => {
  it('begins with the office’s day, not with that of Greenwich', () => {
    expect(quarterOf(Instant.parse('2027-03-01T10:00:00.000Z'), settings.office)).toBe('2027-01-01');
    expect(quarterOf(Instant.parse('2026-12-31T23:59:59.000Z'), settings.office)).toBe('2026-10-01');
    expect(quarterOf(Instant.parse('2027-06-30T22:59:59.000Z'), settings.office)).toBe('2027-04-01');
    expect(quarterOf(Instant.parse('2027-06-30T23:00:00.000Z'), settings.office)).toBe('2027-07-01');
  });
});

describe('the figures', () => {
  it('count who was taken up, and who began, in the year before', () => {
    const lately = Array.from({ length: 23 }, () => asked(200, 10, 100));
    const longAgo = Array.from({ length: 30 }, () => asked(500, 3, 20));
    const waiting = Array.from({ length: 9 }, () => asked(60, undefined, undefined));
    const figures = reckon([...lately, ...longAgo, ...waiting], 9);
    expect(figures).toMatchObject({
      poolId,
      quarter: '2027-01-01',
      waiting: { kind: 'about', people: 10 },
      began: { kind: 'about', people: 25 },
      toAssessment: { kind: 'weeks', from: 1, to: 2 },
      toFirstSession: { kind: 'weeks', from: 14, to: 15 },
    });
    expect(PublicFigures.parse(figures)).toEqual(figures);
  });

  it('count to the day: who began today, but nobody a year ago, and nobody yet to begin', () => {
    const began = (ago: number, wait: number) =>
      reckon(Array.from({ length: 5 }, () => asked(ago, undefined, wait))).began;
    expect([began(50, 50), began(365 + 40, 41)]).toEqual(Array(2).fill({ kind: 'about', people: 5 }));
    expect([began(50, 51), began(365 + 40, 40)]).toEqual(Array(2).fill({ kind: 'few' }));
  });

  it('say nothing of waits while they know one too few', () => {
    const some = Array.from({ length: fewWaits - 1 }, () => asked(200, 10, 100));
    expect(reckon(some)).toMatchObject({ toAssessment: { kind: 'too-few' }, toFirstSession: { kind: 'too-few' } });
    expect(reckon([...some, asked(200, 10, 100)])).toMatchObject({ toAssessment: { kind: 'weeks' } });
    const four = Array.from({ length: fewPeople - 1 }, () => asked(200, 10, 100));
    expect(reckon(four).began).toEqual({ kind: 'few' });
  });

  it('count a wait as it was lived through, pauses and all', () => {
    const paused = Array.from({ length: 20 }, () => {
      const one = asked(200, 10, 70);
      const pause = { from: one.clock.startedAt, until: later(one.clock.startedAt, { days: 35 }), why: 'away' };
      return { ...one, clock: { ...one.clock, pauses: [pause] } };
    });
    expect(reckon(paused).toFirstSession).toEqual({ kind: 'weeks', from: 10, to: 10 });
  });

  it('do not move with one person more or less', () => {
    const some = Array.from({ length: 24 }, (_, n) => asked(300 - n, 5, 40));
    expect(reckon(some.slice(1), 12)).toEqual(reckon(some, 11));
  });

  it('take the place of those of an earlier quarter', () => {
    const figures = reckon([]);
    expect(renewFigures(undefined, figures)).toMatchObject({
      about: `pool/${poolId}`,
      did: 'renew-public-figures',
      by: { id: 'system' },
      facts: [],
      changes: [{ kind: 'public-figures', id: poolId, before: undefined, after: figures }],
    });
    const old = asRead('public-figures', poolId, figures);
    expect(renewFigures(old, figures).changes).toMatchObject([{ before: old, after: figures }]);
  });
});
