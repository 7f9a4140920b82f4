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

type World = typeof fundWorld extends fc.Arbitrary<infer T> ? T : never;

const everyEntry = (check: (entry: WaitingEntry, world: World) => void) =>
  fc.assert(
    fc.property(fundWorld, (world) => {
      for (const entry of world.waiting) check(entry, world);
    }),
    { numRuns: 150 },
  );

const places = (entry: WaitingEntry, { waiting, funds, lots, today }: World, ...more: readonly Lot[]) =>
  allocate(waiting, funds, [...lots, ...more], today).placements.some(({ order }) => order === entry.order);

describe('the explanation of an entry', () => {
  it('says that it is funded exactly when the next pass would fund it, and otherwise how much it may use', () => {
    everyEntry((entry, world) => {
      const { waiting, funds, lots, today } = world;
      const plan = allocate(waiting, funds, lots, today);
      const told = explainEntry(entry, waiting, funds, lots, today);
      expect(told.isFunded).toBe(places(entry, world));
      const unfunded = plan.unfunded.find(({ order }) => order === entry.order);
      if (unfunded !== undefined)
        expect([told.within, told.missing]).toEqual([unfunded.within, entry.cost - unfunded.within]);
    });
  });

  it('names for each fund the least gift that would fund it: with that it is funded, with a penny less it is not', () => {
    let gifts = 0;
    everyEntry((entry, world) => {
      const { waiting, funds, lots, today } = world;
      for (const { fund, giftThatFunds } of explainEntry(entry, waiting, funds, lots, today).funds) {
        if (giftThatFunds === undefined) continue;
        gifts += 1;
        expect(places(entry, world, gift(fund, giftThatFunds))).toBe(true);
        const less = giftThatFunds === 1 ? [] : [gift(fund, giftThatFunds - 1)];
        expect(places(entry, world, ...less)).toBe(false);
      }
    });
    expect(gifts).toBeGreaterThan(200);
  });

  it('says of each fund who stands before the entry on it: the first of those who are unfunded, earlier, and may use it', () => {
    let blocked = 0;
    everyEntry((entry, world) => {
      const { waiting, funds, lots, today } = world;
      const { unfunded } = allocate(waiting, funds, lots, today);
      for (const { fund, blockedBy } of explainEntry(entry, waiting, funds, lots, today).funds) {
        if (blockedBy === undefined) continue;
        blocked += 1;
        const { groups, regions } = fund.restriction;
        const before = waiting.filter(
          ({ order, class: { group, region } }) =>
            order < entry.order &&
            unfunded.some((each) => each.order === order) &&
            (groups.length === 0 || groups.includes(group)) &&
            (regions.length === 0 || regions.includes(region)),
        );
        expect(blockedBy.order).toBe(before.map(({ order }) => order).toSorted()[0]);
      }
    });
    expect(blocked).toBeGreaterThan(100);
  });

  it('says what each fund has left when it comes to the entry: what those before it drew is gone, and its own draws are not', () => {
    everyEntry((entry, { waiting, funds, lots, today }) => {
      const ahead = waiting.filter(({ order }) => order < entry.order);
      const drawn = allocate(ahead, funds, lots, today).placements.flatMap(({ draws }) => draws);
      for (const { fund, left } of explainEntry(entry, waiting, funds, lots, today).funds) {
        const free = lots
          .filter(({ spendBy }) => spendBy === undefined || spendBy >= today)
          .filter((lot) => lot.fundId === fund.id && lot.reviewUntil === undefined);
        const gone = drawn.filter(({ fundId }) => fundId === fund.id);
        const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
        expect(left).toBe(sum(free.map((lot) => lot.free)) - sum(gone.map(({ amount }) => amount)));
      }
    });
  });

  it('names the funds in the order in which the office put them, and those of one rank by their ids', () => {
    everyEntry((entry, { waiting, funds, lots, today }) => {
      const told = explainEntry(entry, waiting, funds.toReversed(), lots, today).funds;
      const places = told.map(({ fund: { order, id } }) => `${order} ${id}`);
      expect(places).toEqual(places.toSorted());
      const others = explainEntry(entry, waiting, funds, lots, today).funds;
      expect(told.map(({ fund }) => fund.id)).toEqual(others.map(({ fund }) => fund.id));
    });
  });
});
