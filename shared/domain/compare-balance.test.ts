import { describe, expect, it } from 'vitest';
import { Instant, LocalDate, Pence } from '../../events/values.ts';
import { task } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { asRead, now, settings } from '../../test/support/sample-ids.ts';
import {
  type BalanceCheck,
  type BalanceReading,
  balanceCheckId,
  balanceTaskId,
  recordBalance,
} from './compare-balance.ts';
import type { Versioned } from './decision.ts';
import { credit, debit, type JournalEntry } from './journal.ts';
import { later } from './office-days.ts';
import { accept } from './outcome.ts';
import type { BalanceMovement } from './settle-payout.ts';

const anHourAgo = later(now, { hours: -1 });
const justYoung = Instant.parse(new Date(Date.parse(anHourAgo) + 1).toISOString());

const movement = (n: number, what: BalanceMovement['what'], amount: number, but: Partial<BalanceMovement> = {}) => ({
  movementId: `txn_${n}`,
  what,
  amount,
  fee: 0,
  net: amount,
  source: `x${n}`,
  at: justYoung,
  ...but,
});

/** An entry in the books, by what it adds to clearing. */
const entry = (id: string, clearing: number): readonly [string, JournalEntry] => [
  id,
  {
    id,
    bookedAt: now,
    effectiveOn: LocalDate.parse('2027-03-01'),
    postings: [debit('clearing', Pence.parse(clearing)), credit('fees', Pence.parse(clearing))],
  },
];

const reading = (but: Partial<BalanceReading> = {}): BalanceReading => ({
  books: 1000,
  available: 700,
  pending: 300,
  payouts: [],
  movements: [],
  booked: new Map(),
  notGone: new Map(),
  ...but,
});
const record = (but: Partial<BalanceReading> = {}, before?: BalanceCheck, task?: Versioned<'task'>) => {
  const known = before && asRead('balance-check', balanceCheckId, before);
  return recordBalance(known, reading(but), task, now, settings);
};
const notBooked = (but: Partial<BalanceReading>) =>
  record(but).check.notBooked.map(({ movementId, amount, waitsFor }) => [movementId, amount, waitsFor]);

describe('what the provider has of ours', () => {
  it('is what it can pay out, what it cannot yet, and what is on its way to the bank', () => {
    const payouts = [
      { payoutId: 'po_1', amount: 250, status: 'on-its-way', arrivesOn: LocalDate.parse('2027-03-02'), at: now },
    ] as const;
    const { check } = record({ books: 1250, payouts });
    expect(check).toEqual({
      at: now,
      books: 1250,
      available: 700,
      pending: 300,
      onTheWay: 250,
      underWay: 0,
      difference: 0,
      notBooked: [],
      found: 0,
    });
  });

  it('waits an hour for a report of what moved, and then nothing explains it', () => {
    const gift = (at: Instant) => ({ books: 0, movements: [movement(1, 'gift', 1000, { at })] });
    expect(record(gift(justYoung)).check).toMatchObject({ underWay: 1000, difference: 0 });
    expect(notBooked(gift(justYoung))).toEqual([['txn_1', 1000, 'report']]);
    expect(record(gift(anHourAgo)).check).toMatchObject({ underWay: 0, difference: 1000 });
    expect(notBooked(gift(anHourAgo))).toEqual([['txn_1', 1000, 'overdue']]);
  });

  it('may be booked with another sum: what is missing is the rest', () => {
    const movements = [movement(1, 'gift', 1000)];
    const booked = (clearing: number) => ({ movements, booked: new Map([entry('donation:x1', clearing)]) });
    expect(notBooked(booked(900))).toEqual([['txn_1', 100, 'report']]);
    expect(notBooked(booked(1200))).toEqual([['txn_1', -200, 'report']]);
    expect(notBooked(booked(1000))).toEqual([]);
  });

  it('tells a refund under way from what is not booked beside it, and a fee from both', () => {
    const movements = [
      movement(1, 'refund', -400),
      movement(2, 'gift', 1000),
      movement(3, 'provider-fee', -50),
      // A fee of a payment that is not booked either comes with it, and is no fee alone.
      movement(4, 'gift', 500, { fee: 20, net: 480 }),
    ];
    expect(notBooked({ movements, notGone: new Map([['x1', 'pending']]) })).toEqual([
      ['txn_1', -400, 'refund'],
      ['txn_2', 1000, 'report'],
      ['txn_3', -50, 'payout'],
      ['txn_4', 480, 'report'],
    ]);
  });

  it('is kept in as many lines as a record holds; the sums are of all', () => {
    const movements = Array.from({ length: 201 }, (_, n) => movement(n, 'gift', 10));
    const { check } = record({ movements });
    expect([check.notBooked.length, check.underWay]).toEqual([200, 2010]);
  });
});

describe('the comparison', () => {
  it('that agrees is written down, and nobody is asked to do anything', () => {
    const { decision } = record();
    expect(wordsOf(accept(decision))).toEqual(['compare-balance by system', 'new balance-check']);
    expect(decision.why).toBe('the provider and the books agree');
  });

  it('that differs is a task for finance by the end of the next office day, once for each time they begin to', () => {
    const { check, decision } = record({ books: 993 });
    expect(wordsOf(accept(decision))).toEqual([
      'compare-balance by system',
      'new balance-check',
      'task balance-difference for finance-checker',
    ]);
    expect(decision.why).toBe('the provider and the books differ');
    expect(leaves(accept(decision), 'task')).toMatchObject({
      id: balanceTaskId(1),
      about: 'clearing/provider',
      dueAt: '2027-03-02T17:00:00.000Z',
    });
    expect(check).toMatchObject({ difference: 7, found: 1 });
    const again = record({ books: 990 }, check);
    expect(wordsOf(accept(again.decision))).toEqual(['compare-balance by system', 'balance-check changed']);
    expect(again.check.found).toBe(1);
    const agreed = record({}, check).check;
    expect(agreed).toMatchObject({ difference: 0, found: 1 });
    expect(leaves(accept(record({ books: 1001 }, agreed).decision), 'task').id).toBe(balanceTaskId(2));
  });

  it('that agrees again ends the task about the difference, unless somebody has done it', () => {
    const { check } = record({ books: 993 });
    const known = (but: object) =>
      task('balance-difference', { id: balanceTaskId(1), about: 'clearing/provider', ...but });
    expect(wordsOf(accept(record({}, check, known({})).decision))).toContain('task balance-difference done');
    const byHand = known({ state: 'done', doneAt: now, doneBy: 'chen', result: 'asked the provider' });
    for (const [but, of] of [
      [{}, byHand],
      [{ books: 990 }, known({})],
    ] as const) {
      expect(wordsOf(accept(record(but, check, of).decision))).toHaveLength(2);
    }
  });
});
