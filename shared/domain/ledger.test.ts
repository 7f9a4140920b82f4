import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GiftWay, Instant, LocalDate, type Pence } from '../../events/values.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { netAssets, statementOfActivities } from './activities.ts';
import { fundStatement } from './fund-statement.ts';
import { type Account, balances, credit, debit, entry, type JournalEntry } from './journal.ts';
import {
  causeOf,
  fundPartOf,
  LedgerLine,
  LedgerMonth,
  type LedgerOf,
  LedgerSums,
  lastDayOf,
  placeInPeriod,
  placeMonth,
  trialBalance,
  usesIn,
} from './ledger.ts';
import { fundMovements } from './movement.ts';

const otherFundId = idOf.fund(2);
const at = Instant.parse('2027-03-01T10:00:00.000Z');
const noWay = () => undefined;

const accounts: readonly Account[] = [
  'clearing',
  'bank',
  'fees',
  'risk-reserve',
  'refunds',
  'fund:core',
  `therapist:${idOf.therapist(1)}:payable`,
  ...([generalFundId, otherFundId] as const).flatMap((id): readonly Account[] => [
    `fund:${id}:free`,
    `fund:${id}:held`,
    `fund:${id}:deficit`,
  ]),
];
const causes = ['donation', 'hold', 'release', 'session', 'refund', 'dispute', 'transfer', 'cover', 'meteorite'];

const anyDay = fc
  .integer({ min: 0, max: 400 })
  .map((n) => LocalDate.parse(new Date(Date.UTC(2027, 0, 1 + n)).toISOString().slice(0, 10)));

/** Entries of any cause, known or not, between any accounts; all that they have in common is that each sums to zero. */
const anyJournal: fc.Arbitrary<readonly JournalEntry[]> = fc
  .array(
    fc.record({
      cause: fc.constantFrom(...causes),
      step: fc.constantFrom('', ':succeeded', ':won', ':meteor'),
      on: anyDay,
      from: fc.constantFrom(...accounts),
      to: fc.constantFrom(...accounts),
      amount: fc.integer({ min: 0, max: 100_000 }),
    }),
    { maxLength: 40 },
  )
  .map((rows) =>
    rows.map(({ cause, step, on, from, to, amount }, n) => ({
      ...entry(`${cause}:x${n}${step}`, at, [debit(from, amount as Pence), credit(to, amount as Pence)]),
      effectiveOn: on,
    })),
  );

const anyPeriod = fc.tuple(anyDay, anyDay).map(([a, b]) => (a < b ? { from: a, through: b } : { from: b, through: a }));

const linesOf = (entries: readonly JournalEntry[]) => {
  const sums = new LedgerSums();
  for (const each of entries) sums.addEntry(each, noWay);
  return sums.lines;
};

const split = (journal: readonly JournalEntry[], period: { from: LocalDate; through: LocalDate }): LedgerOf => ({
  before: linesOf(journal.filter(({ effectiveOn }) => effectiveOn < period.from)),
  during: linesOf(journal.filter(({ effectiveOn }) => effectiveOn >= period.from && effectiveOn <= period.through)),
});

const journalUpTo = (journal: readonly JournalEntry[], through: LocalDate) =>
  balances(journal.filter(({ effectiveOn }) => effectiveOn <= through));

describe('the statement of a fund', () => {
  test('keeps apart by their causes what nobody foresaw', () => {
    const free = `fund:${generalFundId}:free` as const;
    const odd = (id: string, pence: number) =>
      entry(id, at, [debit('bank', pence as Pence), credit(free, pence as Pence)]);
    const during = linesOf([odd('meteorite:1', 500), odd('asteroid:1', 300)]);
    const { rows } = fundStatement(generalFundId, { before: [], during });
    expect(rows.map(({ cause, free: sum }) => [cause, sum])).toEqual([
      ['asteroid', 300],
      ['meteorite', 500],
    ]);
  });

  test('closes with its opening and its movements, and with the balances of the journal, whatever the causes', () => {
    fc.assert(
      fc.property(anyJournal, anyPeriod, (journal, period) => {
        const { opening, rows, closing } = fundStatement(generalFundId, split(journal, period));
        const booked = journalUpTo(journal, period.through);
        for (const part of ['free', 'held', 'deficit'] as const) {
          expect(opening[part] + rows.reduce((sum, row) => sum + row[part], 0)).toBe(closing[part]);
          const sign = part === 'deficit' ? 1 : -1;
          expect(closing[part]).toBe(0 + sign * (booked.get(`fund:${generalFundId}:${part}`) ?? 0));
        }
      }),
    );
  });

  test('opens with what the period before closed with', () => {
    fc.assert(
      fc.property(anyJournal, anyDay, anyDay, anyDay, (journal, ...days) => {
        const [a, b, c] = days.toSorted();
        if (a === undefined || b === undefined || c === undefined) return;
        const dayAfterB = LocalDate.parse(new Date(Date.parse(b) + 86_400_000).toISOString().slice(0, 10));
        const first = fundStatement(generalFundId, split(journal, { from: a, through: b }));
        const second = fundStatement(generalFundId, split(journal, { from: dayAfterB, through: c }));
        expect(second.opening).toEqual(first.closing);
      }),
    );
  });

  test('shows an unknown cause by its own name', () => {
    const journal = [
      entry('meteorite:1', at, [debit('bank', 500 as Pence), credit(`fund:${generalFundId}:free`, 500 as Pence)]),
    ];
    const { rows } = fundStatement(generalFundId, { before: [], during: linesOf(journal) });
    expect(rows).toEqual([{ movement: 'unknown', cause: 'meteorite', free: 500, held: 0, deficit: 0 }]);
  });

  test('takes a reversed entry out of the row that it was in', () => {
    const free: Account = `fund:${generalFundId}:free`;
    const deficit: Account = `fund:${generalFundId}:deficit`;
    const journal = [
      entry('refund:r1:decided', at, [
        debit(free, 300 as Pence),
        debit(deficit, 200 as Pence),
        credit('refunds', 500 as Pence),
      ]),
      entry('refund:r1:failed', at, [
        debit('refunds', 500 as Pence),
        credit(free, 300 as Pence),
        credit(deficit, 200 as Pence),
      ]),
    ];
    expect(fundStatement(generalFundId, { before: [], during: linesOf(journal) }).rows).toEqual([
      { movement: 'refunds', free: 0, held: 0, deficit: 0 },
      { movement: 'deficit-arisen', free: 0, held: 0, deficit: 0 },
    ]);
  });
});

describe('the statement of financial activities', () => {
  const funds = [
    { id: generalFundId, kind: 'unrestricted' },
    { id: otherFundId, kind: 'restricted' },
  ] as const;
  const total = (row: { unrestricted: number; designated: number; restricted: number }) =>
    row.unrestricted + row.designated + row.restricted;

  test('carries forward exactly the net assets, and what it brought forward with its rows', () => {
    fc.assert(
      fc.property(anyJournal, anyPeriod, (journal, period) => {
        const ledger = split(journal, period);
        const { broughtForward, rows, net, carriedForward } = statementOfActivities(ledger, funds);
        expect(total(carriedForward)).toBe(netAssets([...ledger.before, ...ledger.during]));
        for (const column of ['unrestricted', 'designated', 'restricted'] as const) {
          expect(rows.reduce((sum, row) => sum + row[column], 0)).toBe(net[column]);
          expect(broughtForward[column] + net[column]).toBe(carriedForward[column]);
        }
      }),
    );
  });

  test('tells grants and legacies from donations by the way they came', () => {
    const gift = (n: number, pence: number) =>
      entry(`donation:${idOf.donation(n)}`, at, [
        debit('bank', pence as Pence),
        credit(`fund:${otherFundId}:free`, pence as Pence, { lotId: idOf.lot(n) }),
      ]);
    const ways: Record<string, GiftWay> = { [idOf.lot(2)]: 'grant', [idOf.lot(3)]: 'legacy', [idOf.lot(4)]: 'cheque' };
    const sums = new LedgerSums();
    for (const each of [gift(1, 100), gift(2, 200), gift(3, 400), gift(4, 800)])
      sums.addEntry(each, ({ postings }) => ways[postings.find(({ lotId }) => lotId)?.lotId ?? '']);
    const { rows } = statementOfActivities({ before: [], during: sums.lines }, funds);
    expect(rows.map(({ activity, restricted }) => [activity, restricted])).toEqual([
      ['donations', 900],
      ['grants', 200],
      ['legacies', 400],
    ]);
  });

  test('lets core bear the fees, and counts a place only when its sessions are spent', () => {
    const free: Account = `fund:${generalFundId}:free`;
    const held: Account = `fund:${generalFundId}:held`;
    const payable: Account = `therapist:${idOf.therapist(1)}:payable`;
    const journal = [
      entry('donation:pi_1', at, [debit('clearing', 5000 as Pence), credit(free, 5000 as Pence)]),
      entry('fee:pi_1', at, [debit('fees', 100 as Pence), credit('clearing', 100 as Pence)]),
      entry('hold:p:1:1', at, [debit(free, 4000 as Pence), credit(held, 4000 as Pence)]),
      entry('session:s:1', at, [debit(held, 1000 as Pence), credit(payable, 1000 as Pence)]),
    ];
    const { rows, carriedForward } = statementOfActivities({ before: [], during: linesOf(journal) }, funds);
    expect(rows.map(({ activity, unrestricted }) => [activity, unrestricted])).toEqual([
      ['donations', 5000],
      ['therapy', -1000],
      ['fees', -100],
    ]);
    expect(carriedForward.unrestricted).toBe(3900);
  });
});

describe('the trial balance', () => {
  test('is that of the entries themselves, and sums to zero', () => {
    fc.assert(
      fc.property(anyJournal, (journal) => {
        const trial = trialBalance(linesOf(journal));
        expect(new Map(trial.map(({ account, balance }) => [account, balance]))).toEqual(balances(journal));
        expect(trial.reduce((sum, { balance }) => sum + balance, 0)).toBe(0);
        expect(trial.map(({ account }) => account)).toEqual(trial.map(({ account }) => account).toSorted());
      }),
    );
  });

  test('is the same however the entries are cut into parts that are added up one after another', () => {
    fc.assert(
      fc.property(anyJournal, fc.nat(40), (journal, cut) => {
        const sums = new LedgerSums();
        for (const line of linesOf(journal.slice(0, cut))) sums.add(line);
        for (const line of linesOf(journal.slice(cut))) sums.add(line);
        expect(trialBalance(sums.lines)).toEqual(trialBalance(linesOf(journal)));
      }),
    );
  });
});

describe('the cause of an entry', () => {
  test.each([
    ['donation:pi_3Nabc', 'donation'],
    ['donation:don_abcdefgh', 'donation'],
    ['hold:plc_abcdefgh:1:41', 'hold'],
    ['session:ses_abcdefgh:2', 'session'],
    ['refund:re_x:decided', 'refund.decided'],
    ['dispute:dp_x:won', 'dispute.won'],
    ['dispute:dp_x:won:500', 'dispute.won'],
    ['release:plc_abcdefgh:1:part-2', 'release'],
    ['transfer:tra_abcdefgh', 'transfer'],
    ['refund:wholly-letters', 'refund'],
    ['hold:plc_abcdefgh:1:2nd', 'hold'],
  ])('of %s is %s', (id, cause) => {
    const made = entry(id, at, [debit('bank', 1 as Pence), credit('clearing', 1 as Pence)]);
    expect(causeOf(made, noWay)).toBe(cause);
  });
});

describe('a movement', () => {
  const free: Account = `fund:${generalFundId}:free`;
  const held: Account = `fund:${generalFundId}:held`;
  const deficit: Account = `fund:${generalFundId}:deficit`;

  test.each([
    [
      'transfer:x',
      [debit(free, 5 as Pence), credit(`fund:${otherFundId}:free`, 5 as Pence)],
      ['transfers-out', 'transfers-in'],
    ],
    [
      'release:x:1:1',
      [debit(held, 5 as Pence), credit(free, 3 as Pence), credit(deficit, 2 as Pence)],
      ['released', 'released', 'deficit-cleared'],
    ],
    ['session:x:2', [credit(held, 5 as Pence), debit(`therapist:${idOf.therapist(1)}:payable`, 5 as Pence)], ['spent']],
    ['giftaid:x', [debit('bank', 5 as Pence), credit(free, 5 as Pence)], ['gift-aid']],
    ['join:x:2', [debit(held, 5 as Pence), credit(held, 5 as Pence)], ['held', 'held']],
    ['reserve:x', [debit(free, 5 as Pence), credit('risk-reserve', 5 as Pence)], ['set-aside']],
    ['cover:x', [credit(deficit, 5 as Pence), debit('risk-reserve', 5 as Pence)], ['deficit-covered']],
    ['deficit:x', [debit(free, 5 as Pence), credit(deficit, 5 as Pence)], ['deficit-cleared', 'deficit-cleared']],
    ['dispute:x:won', [debit('clearing', 5 as Pence), credit(free, 5 as Pence)], ['disputes-won']],
    ['dispute:x:withdrawn', [debit(free, 5 as Pence), credit('clearing', 5 as Pence)], ['disputes']],
    ['release:x:1:2', [debit(deficit, 5 as Pence), credit('bank', 5 as Pence)], ['deficit-cleared']],
    ['hold:x:1:1', [debit(deficit, 5 as Pence), credit('bank', 5 as Pence)], ['unknown']],
  ])('of %s is told by its cause, the account and the side', (id, postings, expected) => {
    expect(fundMovements(linesOf([entry(id, at, postings)])).map(({ movement }) => movement)).toEqual(expected);
  });
});

describe('a period', () => {
  const march = { from: LocalDate.parse('2027-03-01'), through: LocalDate.parse('2027-03-31') };

  test.each([
    ['2027-02-28', 'before'],
    ['2027-03-01', 'during'],
    ['2027-03-31', 'during'],
    ['2027-04-01', 'after'],
  ])('has its first and its last day in it: %s is %s', (day, expected) => {
    expect(placeInPeriod(LocalDate.parse(day), march)).toBe(expected);
  });

  test.each([
    ['2027-02', march, 'before'],
    ['2027-03', march, 'during'],
    ['2027-04', march, 'after'],
    ['2027-02', { ...march, from: LocalDate.parse('2027-02-28') }, 'cut'],
    ['2027-04', { ...march, through: LocalDate.parse('2027-04-01') }, 'cut'],
  ])('of which %s is a whole month lies there as a whole, or is cut', (month, period, expected) => {
    expect(placeMonth(month, period)).toBe(expected);
  });

  test('says of every whole month the same as of each of its days', () => {
    fc.assert(
      fc.property(anyDay, anyPeriod, (day, period) => {
        const month = day.slice(0, 7);
        const whole = placeMonth(month, period);
        if (whole !== 'cut') expect(placeInPeriod(day, period)).toBe(whole);
        else {
          const ends = [LocalDate.parse(`${month}-01`), lastDayOf(month)].map((end) => placeInPeriod(end, period));
          expect(new Set([...ends, 'during']).size).toBeGreaterThan(1);
        }
      }),
    );
  });
});

describe('the uses of lots', () => {
  test('are those whose money an entry puts into a hold, and no others', () => {
    const held: Account = `fund:${generalFundId}:held`;
    const free: Account = `fund:${generalFundId}:free`;
    const of = { lotId: idOf.lot(1), holdId: idOf.hold(1) };
    const drawing = entry('hold:x:1:1', at, [
      debit(free, 5 as Pence, { lotId: idOf.lot(1) }),
      credit(held, 5 as Pence, of),
    ]);
    expect(usesIn(drawing)).toEqual([{ ...of, heldAt: at }]);
    const returning = entry('release:x:1:1', at, [
      debit(held, 5 as Pence, of),
      credit(free, 5 as Pence, { lotId: idOf.lot(1) }),
    ]);
    expect(usesIn(returning)).toEqual([]);
    // What does not say whose money it is, or is none, uses no lot.
    for (const given of [{ lotId: of.lotId }, { holdId: of.holdId }]) {
      expect(usesIn(entry('hold:x:1:2', at, [debit(free, 5 as Pence), credit(held, 5 as Pence, given)]))).toEqual([]);
    }
    expect(usesIn(entry('hold:x:1:3', at, [debit(free, 0 as Pence), credit(held, 0 as Pence, of)]))).toEqual([]);
  });
});

describe('a month of the ledger', () => {
  const line = { account: 'bank', cause: 'donation', debit: 0, credit: 0 };

  test.each([
    ['2027-01', true],
    ['2027-09', true],
    ['2027-10', true],
    ['2027-12', true],
    ['2027-00', false],
    ['2027-13', false],
    ['2027-1', false],
    ['12027-01', false],
    ['2027-01-01', false],
  ])('%s: %s', (month, isOne) => {
    expect(LedgerLine.safeParse({ ...line, effectiveIn: month }).success).toBe(isOne);
    expect(LedgerMonth.safeParse({ month, entries: 0, lines: [] }).success).toBe(isOne);
  });
});

describe('the fund of an account', () => {
  test('is that whose money is on it, with the part it is; all other accounts are no fund’s', () => {
    for (const part of ['free', 'held', 'deficit'] as const) {
      expect(fundPartOf(`fund:${otherFundId}:${part}`)).toEqual({ fundId: otherFundId, part });
    }
    for (const account of accounts) {
      expect(fundPartOf(account) !== undefined).toBe(account.startsWith('fund:') && account !== 'fund:core');
    }
  });
});
