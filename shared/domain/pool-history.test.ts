import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { idOf } from '../../test/support/sample-ids.ts';
import { fundStatement } from './fund-statement.ts';
import type { LedgerLine } from './ledger.ts';
import { poolHistory } from './pool-history.ts';

const months = ['2027-01', '2027-02', '2027-03', '2027-04'] as const;
const funds = [idOf.fund(1), idOf.fund(2)] as const;

const anyLine: fc.Arbitrary<LedgerLine> = fc.record({
  effectiveIn: fc.constantFrom('2026-11', '2026-12', ...months),
  account: fc.constantFrom(
    ...funds.flatMap((id) => (['free', 'held', 'deficit'] as const).map((part) => `fund:${id}:${part}` as const)),
    'bank' as const,
  ),
  cause: fc.constantFrom('donation', 'hold', 'session', 'release', 'refund.decided', 'something-new'),
  debit: fc.nat(10_000).map((pence) => Pence.parse(pence)),
  credit: fc.nat(10_000).map((pence) => Pence.parse(pence)),
});

const line = (
  effectiveIn: string,
  part: 'free' | 'held',
  cause: string,
  debit: number,
  credit: number,
): LedgerLine => ({
  effectiveIn,
  account: `fund:${funds[0]}:${part}`,
  cause,
  debit: Pence.parse(debit),
  credit: Pence.parse(credit),
});

describe('the pool over time', () => {
  it('has at the end of every month what the statement of the fund closes with', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 60 }), fc.constantFrom(...funds), (lines, fundId) => {
        for (const { month, free, held, deficit, spent } of poolHistory(lines, months, fundId)) {
          const before = lines.filter(({ effectiveIn }) => effectiveIn < month);
          const during = lines.filter(({ effectiveIn }) => effectiveIn === month);
          const { closing, rows } = fundStatement(fundId, { before, during });
          expect({ free, held, deficit }).toEqual(closing);
          const row = rows.find(({ movement }) => movement === 'spent');
          expect(spent + (row?.free ?? 0) + (row?.held ?? 0)).toBe(0);
        }
      }),
    );
  });

  it('is of all funds together the sum of each', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 60 }), (lines) => {
        const [one = [], other = []] = funds.map((fundId) => poolHistory(lines, months, fundId));
        poolHistory(lines, months).forEach((month, index) => {
          for (const part of ['free', 'held', 'deficit', 'spent'] as const) {
            expect(month[part]).toBe((one[index]?.[part] ?? 0) + (other[index]?.[part] ?? 0));
          }
        });
      }),
    );
  });

  it('begins with what came before its first month', () => {
    const lines = [
      line('2026-11', 'free', 'donation', 0, 900),
      line('2027-02', 'free', 'hold', 300, 0),
      line('2027-02', 'held', 'hold', 0, 300),
      line('2027-03', 'held', 'session', 50, 0),
    ];
    expect(poolHistory(lines, ['2027-01', '2027-02', '2027-03'])).toEqual([
      { month: '2027-01', free: 900, held: 0, deficit: 0, spent: 0 },
      { month: '2027-02', free: 600, held: 300, deficit: 0, spent: 0 },
      { month: '2027-03', free: 600, held: 250, deficit: 0, spent: 50 },
    ]);
    expect(poolHistory(lines, [])).toEqual([]);
  });
});

it('counts what took effect between two months that are asked for to the later one', () => {
  const lines = [line('2027-01', 'free', 'donation', 0, 100), line('2027-02', 'free', 'donation', 0, 20)];
  expect(poolHistory(lines, ['2027-01', '2027-03']).map(({ month, free }) => [month, free])).toEqual([
    ['2027-01', 100],
    ['2027-03', 120],
  ]);
});
