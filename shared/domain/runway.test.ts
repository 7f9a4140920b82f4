import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pence } from '../../events/values.ts';
import { generalFundId } from '../../test/support/sample-ids.ts';
import type { LedgerLine } from './ledger.ts';
import { costBeyondBlock, estimateRunway, fewMonths, givingByMonth, type RunwayInput, wholeCost } from './runway.ts';

const anyInput: fc.Arbitrary<RunwayInput> = fc.record({
  giving: fc.array(fc.integer({ min: -20_000, max: 500_000 }), { maxLength: 14 }),
  free: fc.integer({ min: -50_000, max: 2_000_000 }),
  promised: fc.nat(500_000).map((pence) => pence as Pence),
  averageCost: fc.integer({ min: 1, max: 100_000 }).map((pence) => pence as Pence),
  monthsAhead: fc.integer({ min: 1, max: 12 }),
});

const input = (but: Partial<RunwayInput> = {}): RunwayInput => ({
  giving: [100_000, 100_000, 100_000],
  free: 50_000,
  promised: 0 as Pence,
  averageCost: 30_000 as Pence,
  monthsAhead: 3,
  ...but,
});

describe('the runway', () => {
  test('is whole places, none of them negative, with low at most middle and middle at most high', () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        const { points } = estimateRunway(given);
        expect(points.map(({ monthsAhead }) => monthsAhead)).toEqual(points.map((_, index) => index));
        expect(points).toHaveLength(given.monthsAhead + 1);
        for (const { low, middle, high } of points) {
          for (const places of [low, middle, high]) expect(Number.isInteger(places) && places >= 0).toBe(true);
          expect(low).toBeLessThanOrEqual(middle);
          expect(middle).toBeLessThanOrEqual(high);
        }
      }),
    );
  });

  test('stays between the worst month and the best month again and again', () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        fc.pre(given.giving.length >= fewMonths);
        const { free, promised, averageCost, giving } = given;
        const places = (each: number, months: number) =>
          Math.max(0, Math.floor((free + each * months - promised) / averageCost));
        for (const { monthsAhead, low, high } of estimateRunway(given).points) {
          expect(low).toBeGreaterThanOrEqual(places(Math.min(...giving), monthsAhead));
          expect(high).toBeLessThanOrEqual(places(Math.max(...giving), monthsAhead));
        }
      }),
    );
  });

  test('says what it said before: an estimate that changes when nothing did is not believed', () => {
    const giving = [120_011, 30_007, 250_003, -5_009, 90_017, 61_001, 7_919, 143_021];
    expect(
      estimateRunway(input({ giving, free: 0, averageCost: 1 as Pence })).points.map(({ low, middle, high }) => [
        low,
        middle,
        high,
      ]),
    ).toEqual([
      [0, 0, 0],
      [0, 61_001, 250_003],
      [37_926, 151_018, 340_020],
      [105_855, 252_913, 431_015],
    ]);
  });

  test('says the same every time, and promises no less with more money free', () => {
    fc.assert(
      fc.property(anyInput, fc.nat(1_000_000), (given, more) => {
        const estimate = estimateRunway(given);
        expect(estimateRunway(given)).toEqual(estimate);
        const richer = estimateRunway({ ...given, free: given.free + more });
        for (const [index, { low, middle, high }] of estimate.points.entries()) {
          expect(richer.points[index]?.low).toBeGreaterThanOrEqual(low);
          expect(richer.points[index]?.middle).toBeGreaterThanOrEqual(middle);
          expect(richer.points[index]?.high).toBeGreaterThanOrEqual(high);
        }
      }),
    );
  });

  test('with the same gifts every month has no range: it is a division', () => {
    expect(estimateRunway(input())).toEqual({
      isThin: false,
      points: [0, 1, 2, 3].map((monthsAhead) => {
        const places = Math.floor((50_000 + monthsAhead * 100_000) / 30_000);
        return { monthsAhead, low: places, middle: places, high: places };
      }),
    });
  });

  test('keeps back what places in hand will need first', () => {
    expect(estimateRunway(input({ promised: 40_000 as Pence })).points[0]?.middle).toBe(0);
    expect(estimateRunway(input({ promised: 20_000 as Pence })).points[0]?.middle).toBe(1);
  });

  test('has a range where giving varies: one history in ten is below it, one in ten above', () => {
    const giving = Array.from({ length: 10 }, (_, index) => (index + 1) * 10_000);
    const { points } = estimateRunway(input({ giving, free: 0, averageCost: 10_000 as Pence }));
    // Of ten equally likely months one is £100: the tenth of all histories, give or take what chance does to a thousand.
    const [low, middle, high] = [points[1]?.low ?? 0, points[1]?.middle ?? 0, points[1]?.high ?? 0];
    expect(low === 1 || low === 2).toBe(true);
    expect(middle === 5 || middle === 6).toBe(true);
    expect(high === 9 || high === 10).toBe(true);
  });

  test('counts on no giving in its low estimate while there are too few months to know', () => {
    const { points, isThin } = estimateRunway(input({ giving: [300_000, 300_000] }));
    expect(isThin).toBe(true);
    expect(points[3]?.low).toBe(1);
    expect(points[3]?.high).toBe(31);
    expect(estimateRunway(input({ giving: [] })).points[3]).toEqual({ monthsAhead: 3, low: 1, middle: 1, high: 1 });
  });
});

describe('giving by month', () => {
  const line = (effectiveIn: string, cause: string, debit: number, credit: number, part = 'free'): LedgerLine => ({
    effectiveIn,
    cause,
    account: `fund:${generalFundId}:${part === 'free' ? 'free' : 'deficit'}`,
    debit: debit as Pence,
    credit: credit as Pence,
  });

  test('is donations and Gift Aid less what was given back; grants and legacies say nothing about next month', () => {
    const lines = [
      line('2027-01', 'donation', 0, 5_000),
      line('2027-01', 'giftaid', 0, 1_250),
      line('2027-01', 'refund.decided', 700, 0),
      line('2027-01', 'refund.decided', 300, 0, 'deficit'),
      line('2027-02', 'donation.grant', 0, 90_000),
      line('2027-02', 'donation.legacy', 0, 90_000),
      line('2027-02', 'hold', 4_000, 0),
      line('2027-03', 'donation', 0, 100),
      { ...line('2027-02', 'donation', 0, 1), account: 'bank' as const },
    ];
    expect(givingByMonth(lines, ['2027-01', '2027-02'])).toEqual([5_250, 0]);
  });
});

describe('what a place costs', () => {
  const place = {
    sessions: 12,
    used: 6,
    block: { number: 2, sessions: 4, used: 1 },
    fee: 6_000 as Pence,
    contribution: 1_000 as Pence,
  };

  test('as a whole is all its sessions, less what the person pays', () => {
    expect(wholeCost(place)).toBe(60_000);
    expect(wholeCost({ ...place, contribution: 7_000 as Pence })).toBe(0);
  });

  test('beyond its block is what is neither used nor held', () => {
    expect(costBeyondBlock(place)).toBe((12 - 6 - 3) * 5_000);
    expect(costBeyondBlock({ ...place, used: 11 })).toBe(0);
  });
});
