import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDate, Pence } from '../../events/values.ts';
import { wordsOf } from '../../test/support/decision-words.ts';
import { fund, lot, purses } from '../../test/support/money-samples.ts';
import { generalFundId, idOf, now } from '../../test/support/sample-ids.ts';
import { clearDeficit } from './clear-deficit.ts';
import type { Decision } from './decision.ts';
import type { Fund, Lot } from './fund.ts';
import type { Posting } from './journal.ts';
import { makeFree, returnToLots, takeFree } from './lot-money.ts';

const today = LocalDate.parse('2027-03-01');
const pence = (amount: number): Pence => Pence.parse(amount);

/** What the general fund has free and owes by these postings, in pence. */
const told = (postings: readonly { readonly account: string; readonly amount: number }[]) => {
  const sum = (account: string) =>
    postings.filter((one) => one.account === account).reduce((total, { amount }) => total + amount, 0);
  return { free: 0 - sum(`fund:${generalFundId}:free`), deficit: sum(`fund:${generalFundId}:deficit`) };
};

describe('money taken from a lot', () => {
  it('is what is free in it first, and beyond that its shortfall and its fund’s deficit', () => {
    const taken = takeFree(lot(1, 20_000).value, fund().value, pence(50_000));
    expect(taken.lot).toMatchObject({ free: 0, shortfall: 30_000 });
    expect(taken.fund.deficit).toBe(30_000);
    expect(told(taken.postings)).toEqual({ free: -20_000, deficit: 30_000 });
  });

  it('leaves no posting of nothing', () => {
    expect(takeFree(lot(1, 20_000).value, fund().value, pence(5)).postings).toHaveLength(1);
    expect(takeFree(lot(1, 0).value, fund().value, pence(5)).postings).toHaveLength(1);
  });
});

it('is booked with its lot, whichever way it goes, so that a trace finds it', () => {
  const lots = (postings: readonly Posting[]) => postings.map(({ lotId }) => lotId);
  expect(lots(takeFree(lot(1, 20).value, fund().value, pence(50)).postings)).toEqual([idOf.lot(1), idOf.lot(1)]);
  const owing = lot(1, 0, { shortfall: 30 }).value;
  expect(lots(makeFree(owing, fund({ deficit: 30 }).value, pence(50)).postings)).toEqual([idOf.lot(1), idOf.lot(1)]);
});

describe('money that comes back to a lot', () => {
  it.each([
    ['clears the shortfall first', 30_000, 30_000, 20_000, { free: 0, shortfall: 10_000, deficit: 10_000 }],
    ['is free beyond the shortfall', 5000, 5000, 20_000, { free: 15_000, shortfall: 0, deficit: 0 }],
    ['clears no more than the fund still owes', 30_000, 8000, 20_000, { free: 12_000, shortfall: 22_000, deficit: 0 }],
    ['is free when others cleared all of it', 30_000, 0, 20_000, { free: 20_000, shortfall: 30_000, deficit: 0 }],
  ])('%s', (_, shortfall, deficit, amount, after) => {
    const back = makeFree(lot(1, 0, { shortfall }).value, fund({ deficit }).value, pence(amount));
    expect({ free: back.lot.free, shortfall: back.lot.shortfall, deficit: back.fund.deficit }).toEqual(after);
    expect(told(back.postings)).toEqual({ free: after.free, deficit: after.deficit - deficit });
  });

  it('comes to the same whatever was taken and put back in whatever order, as long as the sums are the same', () => {
    const moves = fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 900 })), { maxLength: 8 });
    fc.assert(
      fc.property(fc.nat({ max: 1000 }), moves, fc.infiniteStream(fc.nat()), (free, list, chance) => {
        const play = (order: readonly (readonly [boolean, number])[]) =>
          order.reduce<{ lot: Lot; fund: Fund }>(
            (at, [isTaken, amount]) => {
              const moved = (isTaken ? takeFree : makeFree)(at.lot, at.fund, pence(amount));
              return { lot: moved.lot, fund: moved.fund };
            },
            { lot: lot(1, free).value, fund: fund().value },
          );
        const shuffled = list
          .map((move) => [chance.next().value, move] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, move]) => move);
        expect(play(shuffled)).toEqual(play(list));
        const { lot: after, fund: owing } = play(list);
        expect(Math.min(after.free, after.shortfall)).toBe(0);
        expect(owing.deficit).toBe(after.shortfall);
      }),
    );
  });
});

describe('money a hold gives back', () => {
  const back = (n: number, amount: number) => ({
    lotId: idOf.lot(n),
    fundId: generalFundId,
    holdId: idOf.hold(1),
    amount: pence(amount),
  });

  it('clears the deficit of one fund through several lots, and never more than there is', () => {
    const owing = fund({ deficit: 5000 });
    const returned = returnToLots(
      [back(1, 4000), back(2, 4000), back(3, 4000)],
      purses([lot(1, 0, { shortfall: 3000 }), lot(2, 0, { shortfall: 3000 }), lot(3, 100)], [owing]),
    );
    const left = (kind: string) => returned.changes.filter((made) => made.kind === kind).map((made) => made.after);
    expect(left('lot')).toMatchObject([
      { free: 1000, shortfall: 0 },
      { free: 2000, shortfall: 1000 },
      { free: 4100, shortfall: 0 },
    ]);
    expect(left('fund')).toMatchObject([{ deficit: 0 }]);
    expect(returned.postings.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    expect(told(returned.postings)).toEqual({ free: 7000, deficit: -5000 });
  });

  it('leaves a fund alone that others have cleared, though the lot still has its shortfall', () => {
    const returned = returnToLots([back(1, 4000)], purses([lot(1, 0, { shortfall: 3000 })], [fund()]));
    expect(returned.changes.map(({ kind, after }) => [kind, after])).toMatchObject([
      ['lot', { free: 4000, shortfall: 3000 }],
    ]);
  });

  it('leaves the fund alone when no lot has a shortfall, and says so when one is missing', () => {
    const returned = returnToLots([back(1, 4000), back(2, 0)], purses([lot(1, 0)]));
    expect(returned.changes.map(({ kind }) => kind)).toEqual(['lot']);
    expect(returned.postings).toEqual([
      { account: `fund:${generalFundId}:held`, amount: 4000, lotId: idOf.lot(1), holdId: idOf.hold(1) },
      { account: `fund:${generalFundId}:free`, amount: -4000, lotId: idOf.lot(1) },
    ]);
    expect(() => returnToLots([back(2, 1)], purses([]))).toThrow('loaded');
    expect(() => returnToLots([back(1, 1)], purses([lot(1, 0, { shortfall: 1 })]))).toThrow('fund');
  });
});

describe('a fund that owes', () => {
  const leftBy = (decision: Decision | undefined, kind: string) =>
    decision?.changes.filter((made) => made.kind === kind).map((made) => made.after) ?? [];

  it('clears it from its own free lots, the first first, and books it once for each of its versions', () => {
    const decision = clearDeficit(fund({ deficit: 5000 }), [lot(1, 3000), lot(2, 4000), lot(3, 9)], now, today);
    expect(leftBy(decision, 'lot')).toMatchObject([
      { id: idOf.lot(1), free: 0, givenToDeficit: 3000 },
      { id: idOf.lot(2), free: 2000, givenToDeficit: 2000 },
    ]);
    expect(leftBy(decision, 'fund')).toMatchObject([{ deficit: 0 }]);
    expect(wordsOf({ ok: true, value: decision })).toEqual([
      'clear-deficit by system',
      'fund changed',
      'lot changed',
      'lot changed',
      `booked deficit:${generalFundId}:${fund().version}: 5000`,
      'fact fund.deficit-cleared',
    ]);
    expect(told(decision?.entries.flatMap(({ postings }) => postings) ?? [])).toEqual({ free: -5000, deficit: -5000 });
  });

  it('takes nothing from gifts in review, nor from another fund’s', () => {
    const reviewed = lot(1, 3000, { reviewUntil: now });
    expect(
      clearDeficit(fund({ deficit: 5 }), [reviewed, lot(2, 9, { fundId: idOf.fund(7) })], now, today),
    ).toBeUndefined();
    expect(clearDeficit(fund(), [lot(1, 3000)], now, today)).toBeUndefined();
  });

  it('takes nothing that was to be spent before today: two people decide on it', () => {
    const [late, lastDay] = [lot(1, 3000, { spendBy: LocalDate.parse('2027-02-28') }), lot(2, 9, { spendBy: today })];
    expect(leftBy(clearDeficit(fund({ deficit: 50 }), [late, lastDay], now, today), 'lot')).toMatchObject([
      { id: idOf.lot(2), givenToDeficit: 9 },
    ]);
  });

  it('clears as much as one transaction takes, and goes on in the next', () => {
    const many = Array.from({ length: 60 }, (_, n) => lot(n + 1, 10));
    expect(leftBy(clearDeficit(fund({ deficit: 600 }), many, now, today), 'fund')).toMatchObject([{ deficit: 200 }]);
  });

  it('never gives more than is free, nor more than is owed', () => {
    const frees = fc.array(fc.nat({ max: 50 }), { maxLength: 50 });
    fc.assert(
      fc.property(fc.nat({ max: 600 }), frees, (deficit, free) => {
        const lots = free.map((each, n) => lot(n + 1, each));
        const decision = clearDeficit(fund({ deficit }), lots, now, today);
        const [after] = leftBy(decision, 'fund');
        const left = after !== undefined && 'deficit' in after ? Number(after.deficit) : deficit;
        const withMoney = free.filter((each) => each > 0).slice(0, 40);
        expect(left).toBe(Math.max(0, deficit - withMoney.reduce((sum, each) => sum + each, 0)));
      }),
    );
  });
});
