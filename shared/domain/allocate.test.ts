import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FundId, Instant, LocalDate, LotId, Pence, PlaceId, RequestId } from '../../events/values.ts';
import { fundWorld, type NamedPlan, planNaively } from '../../test/support/allocation-oracle.ts';
import { allocate, type Plan, type WaitingEntry } from './allocate.ts';
import { Fund, Lot } from './fund.ts';

/** What a plan says, with the draws of each place as `lot amount`. */
const named = ({ placements, unfunded }: Plan): NamedPlan => ({
  placements: placements.map(({ placeId, draws }) => ({
    placeId,
    draws: draws.map(({ lotId, fundId, amount }) => ({ lotId, fundId, amount })),
  })),
  unfunded: unfunded.map(({ placeId }) => placeId),
});

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** Written out once more, so that a slip in the code's own rule is not believed here. */
const isAllowed = (fund: Fund, { class: { group, region } }: WaitingEntry): boolean => {
  const { groups, regions } = fund.restriction;
  return (
    fund.state === 'open' &&
    fund.deficit === 0 &&
    (groups.length === 0 || groups.some((allowed) => allowed === group)) &&
    (regions.length === 0 || regions.some((allowed) => allowed === region))
  );
};

const everyWorld = (
  check: (world: { waiting: WaitingEntry[]; funds: Fund[]; lots: Lot[]; today: LocalDate }) => void,
) => fc.assert(fc.property(fundWorld, check), { numRuns: 600 });

describe('one pass over a waiting list', () => {
  it('places the same people with the same money as somebody who walks the list and counts afresh each time', () => {
    let placed = 0;
    let refused = 0;
    everyWorld(({ waiting, funds, lots, today }) => {
      const plan = named(allocate(waiting, funds, lots, today));
      placed += plan.placements.length;
      refused += plan.unfunded.length;
      expect(plan).toEqual(planNaively(waiting, { funds, lots, today }));
    });
    expect(Math.min(placed, refused)).toBeGreaterThan(300);
  });

  it('names what a place in hand asks for by the request, and a new place by nothing else', () => {
    everyWorld(({ waiting, funds, lots, today }) => {
      const asking = waiting.map((entry, n) =>
        n % 2 === 0 ? entry : { ...entry, requestId: RequestId.parse(`req_0000000${n}`) },
      );
      const { placements, unfunded } = allocate(asking, funds, lots, today);
      for (const one of [...placements, ...unfunded]) {
        const entry = asking.find(({ order }) => order === one.order);
        expect([one.placeId, one.requestId, 'requestId' in one]).toEqual([
          entry?.placeId,
          entry?.requestId,
          entry?.requestId !== undefined,
        ]);
      }
    });
  });

  it('comes to the same whatever the order in which it is given entries, funds and lots', () => {
    fc.assert(
      fc.property(
        fundWorld.chain((world) =>
          fc.record({
            world: fc.constant(world),
            waiting: fc.shuffledSubarray(world.waiting, { minLength: world.waiting.length }),
            funds: fc.shuffledSubarray(world.funds, { minLength: world.funds.length }),
            lots: fc.shuffledSubarray(world.lots, { minLength: world.lots.length }),
          }),
        ),
        ({ world, waiting, funds, lots }) => {
          const { today } = world;
          expect(allocate(waiting, funds, lots, today)).toEqual(
            allocate(world.waiting, world.funds, world.lots, today),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('speaks of everybody who waits exactly once, in the one order', () => {
    everyWorld(({ waiting, funds, lots, today }) => {
      const { placements, unfunded } = allocate(waiting, funds, lots, today);
      const spokenOf = [...placements, ...unfunded].map(({ placeId }) => placeId);
      expect(spokenOf.toSorted()).toEqual(waiting.map(({ placeId }) => placeId).toSorted());
      expect(placements.map(({ order }) => order)).toEqual(placements.map(({ order }) => order).toSorted());
    });
  });

  it('draws for each place exactly what it costs, and from no lot more than is free in it', () => {
    everyWorld(({ waiting, funds, lots, today }) => {
      const { placements } = allocate(waiting, funds, lots, today);
      for (const { placeId, draws } of placements) {
        expect(sumOf(draws.map(({ amount }) => amount))).toBe(waiting.find((one) => one.placeId === placeId)?.cost);
        expect(draws.every(({ amount }) => amount > 0)).toBe(true);
      }
      for (const lot of lots) {
        const drawn = placements.flatMap(({ draws }) => draws).filter(({ lotId }) => lotId === lot.id);
        expect(sumOf(drawn.map(({ amount }) => amount))).toBeLessThanOrEqual(lot.free);
        expect(drawn.every(({ fundId }) => fundId === lot.fundId)).toBe(true);
        if (lot.reviewUntil !== undefined) expect(drawn).toEqual([]);
        if (lot.spendBy !== undefined && lot.spendBy < today) expect(drawn).toEqual([]);
      }
    });
  });

  it('takes restricted money only where it may go, and nothing from a fund that is closed or in deficit', () => {
    everyWorld(({ waiting, funds, lots, today }) => {
      for (const { placeId, draws } of allocate(waiting, funds, lots, today).placements) {
        const entry = waiting.find((one) => one.placeId === placeId);
        for (const { fundId } of draws) {
          const fund = funds.find(({ id }) => id === fundId);
          expect(entry !== undefined && fund !== undefined && isAllowed(fund, entry)).toBe(true);
        }
      }
    });
  });

  it('funds a later entry first only with money that no earlier unfunded entry was allowed to use', () => {
    everyWorld(({ waiting, funds, lots, today }) => {
      const { placements, unfunded } = allocate(waiting, funds, lots, today);
      for (const { order, draws } of placements) {
        const overtaken = waiting.filter(
          (entry) => entry.order < order && unfunded.some(({ placeId }) => placeId === entry.placeId),
        );
        for (const { fundId } of draws) {
          const fund = funds.find(({ id }) => id === fundId);
          expect(overtaken.filter((entry) => fund === undefined || isAllowed(fund, entry))).toEqual([]);
        }
      }
    });
  });

  it('never leaves the first entry waiting while the money it may use would pay for it', () => {
    everyWorld(({ waiting, funds, lots, today }) => {
      const first = waiting.toSorted((a, b) => (a.order < b.order ? -1 : 1))[0];
      if (first === undefined) return;
      const mayUse = funds.filter((fund) => isAllowed(fund, first)).map(({ id }) => id);
      const free = lots
        .filter(({ spendBy }) => spendBy === undefined || spendBy >= today)
        .filter((lot) => lot.reviewUntil === undefined && mayUse.includes(lot.fundId));
      const isPlaced = allocate(waiting, funds, lots, today).placements.some(
        ({ placeId }) => placeId === first.placeId,
      );
      expect(isPlaced).toBe(sumOf(free.map((lot) => lot.free)) >= first.cost);
    });
  });
});

const fund = (name: string, but: Partial<Fund> = {}): Fund =>
  Fund.parse({
    id: `fnd_${name}`,
    poolId: 'pol_00000001',
    name,
    aim: 'therapy',
    secondaryPurpose: 'more therapy',
    kind: 'unrestricted',
    restriction: { groups: [], regions: [] },
    order: 0,
    state: 'open',
    deficit: 0,
    covered: 0,
    openedAt: '2026-01-01T00:00:00.000Z',
    ...but,
  });

const lot = (name: string, of: Fund, free: number, but: Partial<Lot> = {}): Lot =>
  Lot.parse({
    id: `lot_${name}`,
    fundId: of.id,
    poolId: of.poolId,
    donationId: `don_${name}`,
    amount: free,
    free,
    shortfall: 0,
    refunded: 0,
    transferred: 0,
    givenToDeficit: 0,
    origin: 'gift',
    receivedAt: '2026-02-01T00:00:00.000Z',
    ...but,
  });

const entry = (name: string, cost: number, group: WaitingEntry['class']['group'] = 'survivor'): WaitingEntry => ({
  placeId: PlaceId.parse(`plc_${name}`),
  class: { group, region: 'wales' },
  order: `2026-01-01T00:00:00.000Z#plc_${name}`,
  cost: Pence.parse(cost),
});

const paidBy = (plan: Plan): string[] =>
  plan.placements.flatMap(({ draws }) => draws.map(({ lotId, amount }) => `${lotId} ${amount}`));

describe('which money pays', () => {
  const today = LocalDate.parse('2026-03-01');
  const general = fund('generalfund', { order: 0 });
  const forGroup = fund('survivors', { order: 1, restriction: { groups: ['survivor'], regions: [] } });
  const forBoth = fund('walessurvivors', { order: 2, restriction: { groups: ['survivor'], regions: ['wales'] } });
  const appeal = fund('theappeal', { order: 3, restriction: { groups: [], regions: [], campaign: 'spring' } });

  it('is the most restricted first and unrestricted money last, whatever the order of the funds', () => {
    const lots = [lot('general00', general, 10), lot('group0000', forGroup, 10), lot('both00000', forBoth, 10)];
    const plan = allocate([entry('onlyone0', 25)], [general, forGroup, forBoth], lots, today);
    expect(paidBy(plan)).toEqual(['lot_both00000 10', 'lot_group0000 10', 'lot_general00 5']);
  });

  it('is an appeal’s before the general fund’s, and for everybody', () => {
    const plan = allocate(
      [entry('onlyone0', 10, 'partner-or-family')],
      [general, appeal],
      [lot('general00', general, 10), lot('appeal000', appeal, 10)],
      today,
    );
    expect(paidBy(plan)).toEqual(['lot_appeal000 10']);
  });

  it('is the earliest to be spent among the equally restricted, then the fund’s order, then the oldest', () => {
    const spendBy = LocalDate.parse('2027-01-31');
    const [first, second] = [fund('firstinorder', { order: 1 }), fund('secondinorder', { order: 2 })];
    const old = Instant.parse('2025-01-01T00:00:00.000Z');
    const lots = [
      lot('secondold', second, 1, { receivedAt: old }),
      lot('firstnew0', first, 1),
      lot('firstold0', first, 1, { receivedAt: old }),
      lot('secondsby', second, 1, { spendBy }),
    ];
    const plan = allocate([entry('onlyone0', 4)], [first, second], lots, today);
    expect(paidBy(plan)).toEqual(['lot_secondsby 1', 'lot_firstold0 1', 'lot_firstnew0 1', 'lot_secondold 1']);
  });

  it('is never what was to be spent before today; on its last day it still pays', () => {
    const [yesterday, itsDay] = ['2026-02-28', '2026-03-01'].map((day) => LocalDate.parse(day));
    const lots = [
      lot('toolate00', general, 7, { spendBy: yesterday }),
      lot('lastday00', general, 5, { spendBy: itsDay }),
    ];
    expect(paidBy(allocate([entry('onlyone0', 5)], [general], lots, today))).toEqual(['lot_lastday00 5']);
    expect(allocate([entry('onlyone0', 6)], [general], lots, today).unfunded).toMatchObject([{ within: 5 }]);
  });

  it('is kept for the person before, who cannot be paid for yet, although it would pay for the next', () => {
    const plan = allocate(
      [entry('first000', 20), entry('second00', 5)],
      [general],
      [lot('general00', general, 12)],
      today,
    );
    expect(plan.placements).toEqual([]);
    expect(plan.unfunded.map(({ placeId, within }) => [placeId, within])).toEqual([
      ['plc_first000', 12],
      ['plc_second00', 0],
    ]);
  });

  it('goes past somebody who was not allowed to use it', () => {
    const waiting = [entry('first000', 20, 'partner-or-family'), entry('second00', 5)];
    const lots = [lot('general00', general, 12), lot('group0000', forGroup, 5)];
    expect(paidBy(allocate(waiting, [general, forGroup], lots, today))).toEqual(['lot_group0000 5']);
  });

  it('leaves no crumb behind: a place is paid for wholly or not at all', () => {
    const waiting = [entry('first000', 30), entry('second00', 30)];
    const lots = [LotId.parse('lot_penny0000'), LotId.parse('lot_penny0001')].map((id, n) =>
      lot(id.slice(4), general, 20 + n, { fundId: FundId.parse('fnd_generalfund') }),
    );
    const plan = allocate(waiting, [general], lots, today);
    expect(paidBy(plan)).toEqual(['lot_penny0000 20', 'lot_penny0001 10']);
    expect(plan.unfunded).toMatchObject([{ placeId: 'plc_second00', cost: 30, within: 11 }]);
  });
});
