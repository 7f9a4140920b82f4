import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pence } from '../../events/values.ts';
import { hold as sampleHold, lot as sampleLot } from '../../test/support/money-samples.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import type { Draw } from './hold.ts';
import { impactWords, traceDonation, tracePlace } from './money-trace.ts';

const draw = (lot: number, drawn: number, posted = 0, released = 0): Draw => ({
  lotId: idOf.lot(lot),
  fundId: generalFundId,
  drawn: drawn as Pence,
  posted: posted as Pence,
  released: released as Pence,
});

const hold = (n: number, ...draws: readonly Draw[]) => sampleHold({ draws }, n).value;
const lot = (n: number, free: number, but: object = {}) => sampleLot(n, free, but).value;

describe('the trace of a donation', () => {
  test('follows it through a transfer to the places, and counts each place once', () => {
    const lots = [
      lot(1, 5_000, { amount: 50_000, transferred: 20_000, refunded: 1_000 }),
      lot(2, 15_000, { amount: 20_000, origin: 'transfer' }),
      lot(3, 12_500, { amount: 12_500, origin: 'gift-aid' }),
    ];
    const holds = [
      hold(1, draw(1, 14_000, 4_000), draw(9, 7_777)),
      hold(2, draw(1, 10_000, 10_000), draw(2, 5_000, 2_000, 0)),
      hold(3, draw(1, 3_000, 0, 3_000)),
      hold(4, draw(9, 5_000, 2_000)),
    ];
    expect(traceDonation(lots, holds)).toMatchObject({
      came: 62_500,
      free: 32_500,
      held: 13_000,
      spent: 16_000,
      refunded: 1_000,
      givenToDeficit: 0,
      setAside: 0,
      shortfall: 0,
      places: { paidFor: 2, heldFor: 2, inAll: 2 },
      lots: [{ reconciles: true }, { reconciles: true }, { reconciles: true }],
    });
  });

  test('says so when a hold is missing', () => {
    expect(traceDonation([lot(1, 5_000, { amount: 6_000 })], []).lots[0]?.reconciles).toBe(false);
  });

  test('adds up to what came and what was given back beyond it, wherever the money went', () => {
    const parts = fc.record({
      free: fc.nat(9_999),
      held: fc.nat(9_999),
      spent: fc.nat(9_999),
      released: fc.nat(9_999),
      refunded: fc.nat(9_999),
      setAside: fc.nat(9_999),
      givenToDeficit: fc.nat(9_999),
      shortfall: fc.nat(9_999),
    });
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 6 }), (all) => {
        const lots = all.map((each, index) => {
          const { free, held, spent, refunded, setAside, givenToDeficit } = each;
          const came = free + held + spent + refunded + setAside + givenToDeficit;
          const shortfall = Math.min(each.shortfall, came);
          const amount = came - shortfall;
          return lot(index + 1, free, { amount, shortfall, refunded, transferred: setAside, givenToDeficit });
        });
        const holds = all.map(({ held, spent, released }, index) =>
          hold(index + 1, draw(index + 1, held + spent + released, spent, released)),
        );
        const trace = traceDonation(lots, holds);
        const { free, held, spent, refunded, givenToDeficit, setAside, came, shortfall } = trace;
        expect(free + held + spent + refunded + givenToDeficit + setAside).toBe(came + shortfall);
        expect(trace.lots.every(({ reconciles }) => reconciles)).toBe(true);
        expect(trace.places.paidFor).toBe(all.filter((each) => each.spent > 0).length);
        expect(trace.places.heldFor).toBe(all.filter((each) => each.held > 0).length);
        expect(trace.places.inAll).toBe(all.filter((each) => each.held + each.spent > 0).length);
      }),
    );
  });
});

describe('the trace of a place', () => {
  test('has every draw of its holds, in their order', () => {
    const later = { ...hold(1, draw(2, 500)), revision: 2 };
    expect(tracePlace([later, hold(1, draw(1, 900, 300, 200))])).toEqual([
      { revision: 1, fundId: generalFundId, lotId: idOf.lot(1), drawn: 900, held: 400, posted: 300, released: 200 },
      { revision: 2, fundId: generalFundId, lotId: idOf.lot(2), drawn: 500, held: 500, posted: 0, released: 0 },
    ]);
  });
});

describe('what a donor may be told', () => {
  test('never tells small numbers, nor two that differ by one person', () => {
    fc.assert(
      fc.property(fc.nat(200), (places) => {
        const told = /\d+(?= people\.)/.exec(impactWords(places))?.[0];
        if (places < 5) expect(told).toBeUndefined();
        else {
          expect(Number(told) % 5).toBe(0);
          expect(Number(told)).toBeLessThanOrEqual(places);
          expect(Number(told)).toBeGreaterThan(places - 5);
        }
      }),
    );
  });
});

test('says how many people a gift helped from five on, and no number before', () => {
  expect([4, 5, 9, 10].map((places) => /at least (\d+)/.exec(impactWords(places))?.[1])).toEqual([
    undefined,
    '5',
    '5',
    '10',
  ]);
});
