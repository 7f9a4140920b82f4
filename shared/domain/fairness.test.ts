import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClientGroup, FundId, LocalDate, LotId, Pence, PlaceId } from '../../events/values.ts';
import { fairnessFaults, type JudgedPlacement, type JudgedTruth } from '../../test/simulation/fairness-oracle.ts';
import { fundWorld } from '../../test/support/allocation-oracle.ts';
import { allocate, type WaitingEntry } from './allocate.ts';
import { Fund, Lot } from './fund.ts';

const code = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(8, '0')}`;
const groups = ['survivor', 'partner-or-family'] as const;
const patterns: readonly (readonly ClientGroup[])[] = [[], ['survivor'], ['partner-or-family']];

/** All lists of up to `most` of these. */
function* lists<T>(of: readonly T[], most: number): Generator<readonly T[]> {
  yield [];
  if (most === 0) return;
  for (const rest of lists(of, most - 1)) for (const one of of) yield [...rest, one];
}

const distinct = <T>(all: Iterable<readonly T[]>): (readonly T[])[] => [
  ...new Map([...all].map((list) => [JSON.stringify(list), list])).values(),
];

const aFund = (pattern: readonly ClientGroup[], n: number): Fund =>
  Fund.parse({
    id: FundId.parse(code('fnd', n)),
    poolId: code('pol', 1),
    name: 'a fund',
    aim: 'therapy',
    secondaryPurpose: 'more therapy',
    kind: 'restricted',
    restriction: { groups: pattern, regions: [] },
    order: n,
    state: 'open',
    deficit: 0,
    covered: 0,
    openedAt: '2025-01-01T09:00:00.000Z',
  });

const aLot = (free: number, n: number): Lot =>
  Lot.parse({
    id: LotId.parse(code('lot', n)),
    fundId: code('fnd', n),
    poolId: code('pol', 1),
    donationId: code('don', n),
    amount: free,
    free,
    shortfall: 0,
    refunded: 0,
    transferred: 0,
    givenToDeficit: 0,
    origin: 'gift',
    receivedAt: `2026-01-0${n + 1}T09:00:00.000Z`,
  });

const anEntry = ([group, cost]: readonly [ClientGroup, number], n: number): WaitingEntry => {
  const placeId = PlaceId.parse(code('plc', n));
  return { placeId, class: { group, region: 'wales' }, order: `2026-01-0${n + 1}#${placeId}`, cost: Pence.parse(cost) };
};

const today = LocalDate.parse('2026-03-01');

const once = <T>(make: (n: number) => T): ((n: number) => T) => {
  const made = new Map<number, T>();
  return (n) => {
    const value = made.get(n) ?? make(n);
    made.set(n, value);
    return value;
  };
};

describe('a plan, judged by somebody who only knows the rule', () => {
  it('is fair in every case of up to three entries, three funds and four pence', () => {
    const queues = distinct(
      lists(
        groups.flatMap((group) => [1, 2, 3].map((cost) => [group, cost] as const)),
        3,
      ),
    );
    const purses = distinct(
      lists(
        patterns.flatMap((_, pattern) => [1, 2, 4].map((free) => [pattern, free] as const)),
        3,
      ),
    );
    const funds = patterns.map((pattern) => once((n) => aFund(pattern, n)));
    const lots = [0, 1, 2, 3, 4].map((free) => once((n) => aLot(free, n)));
    const waits = queues.map((queue) => queue.map(anEntry));
    let cases = 0;
    let placed = 0;
    const faults: string[] = [];
    for (const purse of purses) {
      const theirs = purse.flatMap(([pattern], n) => funds[pattern]?.(n) ?? []);
      const money = purse.flatMap(([, free], n) => lots[free]?.(n) ?? []);
      for (const waiting of waits) {
        const { placements } = allocate(waiting, theirs, money, today);
        const found = fairnessFaults({ today, waiting, funds: theirs, lots: money }, placements);
        if (found.length > 0) faults.push(...found);
        cases += 1;
        placed += placements.length;
      }
    }
    expect(faults).toEqual([]);
    expect(cases).toBeGreaterThan(200_000);
    expect(placed).toBeGreaterThan(200_000);
  }, 120_000);

  it('is fair in larger worlds, with regions, campaigns, spend-by dates, reviews, deficits and closed funds', () => {
    fc.assert(
      fc.property(fundWorld, ({ waiting, funds, lots, today }) => {
        expect(
          fairnessFaults({ today, waiting, funds, lots }, allocate(waiting, funds, lots, today).placements),
        ).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the judge', () => {
  const forAll = aFund([], 0);
  const forSurvivors = aFund(['survivor'], 1);
  const first = anEntry(['survivor', 3], 0);
  const second = anEntry(['survivor', 1], 1);
  const other = anEntry(['partner-or-family', 1], 1);
  const draw = (n: number, amount: number) => ({ lotId: code('lot', n), fundId: code('fnd', n), amount });
  const judge = (truth: JudgedTruth, ...placements: readonly JudgedPlacement[]) =>
    fairnessFaults(truth, placements).map((fault) => fault.replaceAll(/\S+#/g, ''));
  const [a, b] = [first.placeId, second.placeId];

  it('sees that a later entry took what an earlier one was allowed to use', () => {
    const truth = { today, waiting: [first, second], funds: [forAll], lots: [aLot(2, 0)] };
    expect(judge(truth, { order: second.order, draws: [draw(0, 1)] })).toEqual([
      `${b} drew on fnd_00000000 before ${a}`,
    ]);
    expect(judge(truth)).toEqual([]);
  });

  it('lets a later entry be first with money that the earlier one may not use', () => {
    const truth = {
      today,
      waiting: [first, other],
      funds: [forAll, forSurvivors, aFund(['partner-or-family'], 2)],
      lots: [aLot(1, 2)],
    };
    expect(judge(truth, { order: other.order, draws: [draw(2, 1)] })).toEqual([]);
  });

  it('sees that a pass ended while the first could be funded', () => {
    const truth = { today, waiting: [first], funds: [forAll, forSurvivors], lots: [aLot(2, 0), aLot(1, 1)] };
    expect(judge(truth)).toContain(`the pass ended while ${a}, the first, could be funded with 3`);
  });

  it('lets nobody be paid with what was to be spent before today, and asks nobody to take it', () => {
    const late = { ...aLot(3, 0), spendBy: '2026-02-28' };
    const truth = { today, waiting: [first], funds: [forAll], lots: [late] };
    expect(judge(truth, { order: first.order, draws: [draw(0, 3)] })).toEqual([
      `${a} drew 3 on lot_00000000, which had 0`,
    ]);
    expect(judge(truth)).toEqual([]);
    expect(judge({ ...truth, lots: [{ ...late, spendBy: today }] })).not.toEqual([]);
  });

  it('sees that general money paid although restricted money was there', () => {
    const truth = { today, waiting: [second], funds: [forAll, forSurvivors], lots: [aLot(2, 0), aLot(1, 1)] };
    expect(judge(truth, { order: second.order, draws: [draw(0, 1)] })).toEqual([
      `${b} drew on lot_00000000 although lot_00000001 pays first`,
    ]);
  });

  it('sees a restricted pound that went where it may not go, and a lot that was drawn on beyond what it had', () => {
    const truth = { today, waiting: [other], funds: [forSurvivors, forAll], lots: [aLot(1, 1)] };
    expect(judge(truth, { order: other.order, draws: [draw(1, 1)] })).toContain(
      `${other.placeId} drew on lot_00000001, which it may not use`,
    );
    const small = { today, waiting: [first], funds: [forAll], lots: [aLot(2, 0)] };
    expect(judge(small, { order: first.order, draws: [draw(0, 3)] })).toEqual([
      `${a} drew 3 on lot_00000000, which had 2`,
    ]);
  });
});
