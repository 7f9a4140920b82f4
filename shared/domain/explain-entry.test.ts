import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fundWorld } from '../../test/support/allocation-oracle.ts';
import { allocate, type WaitingEntry } from './allocate.ts';
import { explainEntry } from './explain-entry.ts';
import { type Fund, Lot } from './fund.ts';

const gift = (fund: Fund, free: number): Lot =>
  Lot.parse({
    id: 'lot_99999999',
    fundId: fund.id,
    poolId: fund.poolId,
    donationId: 'don_99999999',
    amount: free,
    free,
    shortfall: 0,
    refunded: 0,
    transferred: 0,
    givenToDeficit: 0,
    origin: 'gift',
    receivedAt: '2030-01-01T00:00:00.000Z',
  });

const everyEntry = (
  check: (entry: WaitingEntry, world: typeof fundWorld extends fc.Arbitrary<infer T> ? T : never) => void,
) =>
  fc.assert(
    fc.property(fundWorld, (world) => {
      for (const entry of world.waiting) check(entry, world);
    }),
    { numRuns: 150 },
  );

const places = (entry: WaitingEntry, waiting: readonly WaitingEntry[], funds: readonly Fund[], lots: readonly Lot[]) =>
  allocate(waiting, funds, lots).placements.some(({ order }) => order === entry.order);

describe('the explanation of an entry', () => {
  it('says that it is funded exactly when the next pass would fund it, and otherwise how much it may use', () => {
    everyEntry((entry, { waiting, funds, lots }) => {
      const plan = allocate(waiting, funds, lots);
      const told = explainEntry(entry, waiting, funds, lots);
      expect(told.isFunded).toBe(places(entry, waiting, funds, lots));
      const unfunded = plan.unfunded.find(({ order }) => order === entry.order);
      if (unfunded !== undefined)
        expect([told.within, told.missing]).toEqual([unfunded.within, entry.cost - unfunded.within]);
    });
  });

  it('names for each fund the least gift that would fund it: with that it is funded, with a penny less it is not', () => {
    let gifts = 0;
    everyEntry((entry, { waiting, funds, lots }) => {
      for (const { fund, giftThatFunds } of explainEntry(entry, waiting, funds, lots).funds) {
        if (giftThatFunds === undefined) continue;
        gifts += 1;
        expect(places(entry, waiting, funds, [...lots, gift(fund, giftThatFunds)])).toBe(true);
        const less = giftThatFunds === 1 ? lots : [...lots, gift(fund, giftThatFunds - 1)];
        expect(places(entry, waiting, funds, less)).toBe(false);
      }
    });
    expect(gifts).toBeGreaterThan(200);
  });

  it('says of each fund who stands before the entry on it, and they are unfunded, earlier, and may use it', () => {
    let blocked = 0;
    everyEntry((entry, { waiting, funds, lots }) => {
      const { unfunded } = allocate(waiting, funds, lots);
      for (const { fund, blockedBy } of explainEntry(entry, waiting, funds, lots).funds) {
        if (blockedBy === undefined) continue;
        blocked += 1;
        expect(blockedBy.order < entry.order).toBe(true);
        expect(unfunded.map(({ order }) => order)).toContain(blockedBy.order);
        const { groups, regions } = fund.restriction;
        expect(groups.length === 0 || groups.includes(blockedBy.class.group)).toBe(true);
        expect(regions.length === 0 || regions.includes(blockedBy.class.region)).toBe(true);
      }
    });
    expect(blocked).toBeGreaterThan(100);
  });
});
