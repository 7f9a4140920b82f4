import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FundId, HoldId, Instant, LotId, Pence, TherapistId } from '../../events/values.ts';
import { Account, balances, credit, debit, entry, JournalEntry, type Posting } from './journal.ts';

const at = Instant.parse('2026-03-03T12:00:00.000Z');
const fundId = FundId.parse('fnd_generalfund');
const lotId = LotId.parse('lot_4f7kq2mh');
const holdId = HoldId.parse('hld_4f7kq2mhx1');
const pence = (amount: number): Pence => Pence.parse(amount);

describe('a journal entry', () => {
  it('is taken when its postings sum to zero, and is effective on the day it is booked', () => {
    const gift = entry('donation:pay_1', at, [
      debit('clearing', pence(72_000)),
      credit(`fund:${fundId}:free`, pence(72_000), { lotId }),
    ]);
    expect(gift).toEqual({
      id: 'donation:pay_1',
      bookedAt: at,
      effectiveOn: '2026-03-03',
      postings: [
        { account: 'clearing', amount: 72_000 },
        { account: 'fund:fnd_generalfund:free', amount: -72_000, lotId },
      ],
    });
  });

  it('is effective on the day in the United Kingdom: a gift just after midnight is of the new tax year', () => {
    const postings = [debit('clearing', pence(5)), credit(`fund:${fundId}:free`, pence(5), { lotId })];
    const on = (bookedAt: string) => entry('donation:pay_1', Instant.parse(bookedAt), postings).effectiveOn;
    expect(on('2027-04-05T23:30:00.000Z')).toBe('2027-04-06');
    expect(on('2027-04-05T22:59:59.000Z')).toBe('2027-04-05');
    expect(on('2027-12-31T23:30:00.000Z')).toBe('2027-12-31');
  });

  it.each<[string, readonly Posting[]]>([
    ['a penny is missing', [debit('clearing', pence(100)), credit('fund:core', pence(99))]],
    ['a penny is too many', [debit('clearing', pence(99)), credit('fund:core', pence(100))]],
    ['both sides are debits', [debit('clearing', pence(100)), debit('bank', pence(100))]],
    ['there is only one posting', [debit('clearing', pence(0))]],
    ['there is none', []],
  ])('is refused when %s', (_, postings) => {
    expect(() => entry('donation:pay_1', at, postings)).toThrow();
  });

  it('is refused from the database too: what was stored is judged again as it is read', () => {
    const good = entry('refund:re_1:succeeded', at, [debit('refunds', pence(5)), credit('clearing', pence(5))]);
    expect(JournalEntry.safeParse(good).success).toBe(true);
    const [first, second] = good.postings;
    expect(JournalEntry.safeParse({ ...good, postings: [first, { ...second, amount: -4 }] }).success).toBe(false);
    expect(JournalEntry.safeParse({ ...good, postings: [first, { ...second, amount: -5.5 }] }).success).toBe(false);
    expect(JournalEntry.safeParse({ ...good, note: 'unknown' }).success).toBe(false);
  });

  it('never holds a negative zero, which no ledger prints', () => {
    expect(Object.is(credit('bank', pence(0)).amount, 0)).toBe(true);
  });
});

describe('the chart of accounts', () => {
  const therapist = TherapistId.parse('thr_4f7kq2mh');

  it.each([
    'clearing',
    'bank',
    'fees',
    'dispute-fees',
    'fund:core',
    'risk-reserve',
    'paid-out',
    'giftaid:receivable',
    'refunds',
    `fund:${fundId}:free`,
    `fund:${fundId}:held`,
    `fund:${fundId}:deficit`,
    `therapist:${therapist}:payable`,
    'income:donations',
    'expenditure:therapy',
  ])('has %s', (account) => {
    expect(Account.safeParse(account).success).toBe(true);
  });

  it.each([
    '',
    'petty-cash',
    'Bank',
    'bank ',
    'fund',
    'fund:core:free',
    `fund:${fundId}`,
    `fund:${fundId}:spent`,
    `fund:${fundId}:free:held`,
    'fund:anything:free',
    `fund:${therapist}:free`,
    `therapist:${fundId}:payable`,
    `therapist:${therapist}:fees`,
    'income:lottery',
    'expenditure:',
  ])('has no account %j', (account) => {
    expect(Account.safeParse(account).success).toBe(false);
    const posting = { account, amount: 0 };
    const stored = { id: 'hold:x:1', bookedAt: at, effectiveOn: '2026-03-03', postings: [posting, posting] };
    expect(JournalEntry.safeParse(stored).success).toBe(false);
  });
});

const accounts = fc.constantFrom<Account>(
  'clearing',
  'bank',
  'fees',
  'fund:core',
  `fund:${fundId}:free`,
  `fund:${fundId}:held`,
  'expenditure:therapy',
);
const sums = fc.integer({ min: 0, max: 10 ** 9 }).map(pence);
const entries = fc.array(
  fc.array(fc.tuple(accounts, accounts, sums), { minLength: 1, maxLength: 5 }).map((moves) =>
    entry(
      'manual:x',
      at,
      moves.flatMap(([from, to, amount]) => [debit(to, amount, { lotId, holdId }), credit(from, amount, { lotId })]),
    ),
  ),
  { maxLength: 20 },
);

describe('the balances of the journal', () => {
  it('sum to zero over all accounts, whatever was booked', () => {
    fc.assert(
      fc.property(entries, (journal) => {
        expect([...balances(journal).values()].reduce((sum, balance) => sum + balance, 0)).toBe(0);
      }),
    );
  });

  it('are each the sum of what was posted there, in any order of entries', () => {
    fc.assert(
      fc.property(entries, (journal) => {
        const forward = balances(journal);
        expect(new Map([...balances(journal.toReversed())].toSorted())).toEqual(new Map([...forward].toSorted()));
        for (const [account, balance] of forward) {
          const postings = journal.flatMap((each) => each.postings).filter((posting) => posting.account === account);
          expect(balance).toBe(postings.reduce((sum, posting) => sum + posting.amount, 0));
        }
      }),
    );
  });

  it('are those of debits less credits, account by account', () => {
    const hold = entry('hold:plc_4f7kq2mh:1:1', at, [
      debit(`fund:${fundId}:free`, pence(36_000), { lotId }),
      credit(`fund:${fundId}:held`, pence(36_000), { lotId, holdId }),
    ]);
    const gift = entry('donation:pay_1', at, [
      debit('clearing', pence(72_000)),
      credit(`fund:${fundId}:free`, pence(72_000), { lotId }),
    ]);
    expect(Object.fromEntries(balances([gift, hold]))).toEqual({
      clearing: 72_000,
      'fund:fnd_generalfund:free': -36_000,
      'fund:fnd_generalfund:held': -36_000,
    });
    expect(balances([]).size).toBe(0);
  });
});
