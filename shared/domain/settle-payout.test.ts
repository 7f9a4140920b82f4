import { describe, expect, it } from 'vitest';
import { LocalDate, Pence } from '../../events/values.ts';
import { now } from '../../test/support/sample-ids.ts';
import { credit, debit, type JournalEntry } from './journal.ts';
import {
  type BalanceMovement,
  entryIdsOf,
  feesToBook,
  matchPayout,
  payoutEntryIdOf,
  refundsIn,
  refundsUnderWay,
} from './settle-payout.ts';

/** Something moved at the provider: so much, less so much that it kept. */
const movement = (what: BalanceMovement['what'], amount: number, fee = 0, source = 'x', n = 1): BalanceMovement => ({
  movementId: `txn_${n}`,
  what,
  amount,
  fee,
  net: amount - fee,
  source,
  at: now,
});

/** Entries in the books, by what they change on clearing. */
const books = (entries: Readonly<Record<string, number>>): ReadonlyMap<string, JournalEntry> =>
  new Map(
    Object.entries(entries).map(([id, clearing]) => {
      const amount = Pence.parse(Math.abs(clearing));
      const [here, there] = clearing < 0 ? [credit, debit] : [debit, credit];
      const postings = [here('clearing', amount), there('fees', amount)];
      return [id, { id, bookedAt: now, effectiveOn: LocalDate.parse('2027-03-01'), postings }];
    }),
  );

const match = (
  movements: readonly BalanceMovement[],
  entries: Readonly<Record<string, number>>,
  notGone: Readonly<Record<string, 'pending' | 'failed'>> = {},
) => {
  const amount = movements.reduce((sum, { net }) => sum + net, 0);
  return matchPayout({ payoutId: 'po_1', amount }, movements, books(entries), new Map(Object.entries(notGone)));
};
/** A gift that is in the books, large enough for anything to be taken from the payout. */
const gift = movement('gift', 90_000, 0, 'big', 9);
const big = { 'donation:big': 90_000 };

describe('a movement at the provider', () => {
  const each: readonly (readonly [BalanceMovement['what'], number, Readonly<Record<string, number>>])[] = [
    ['gift', 1000, { 'donation:x': 1000, 'fee:x': -20 }],
    ['refund', -1000, { 'refund:x:succeeded': -1000, 'provider-fee:txn_1': -20 }],
    ['dispute', -1000, { 'dispute:x:withdrawn:txn_1': -1000, 'dispute:x:fee:txn_1': -20 }],
    ['dispute-returned', 1000, { 'dispute:x:won:txn_1': 1000, 'dispute:x:fee:txn_1': -20 }],
    ['payout-failed', 1000, { 'payout:x': -1000, 'payout:x:returned': 1000, 'provider-fee:txn_1': -20 }],
    ['provider-fee', 0, { 'provider-fee:txn_1': -20 }],
  ];

  it('that is a fee of the account is booked by the payout itself: that it is in no book yet is no difference', () => {
    expect(match([gift, movement('provider-fee', 0, 20)], big)).toEqual([]);
  });

  it.each(each)('that is a %s has its entries, each of its own sum', (what, amount, entries) => {
    const moved = movement(what, amount, 20);
    expect(entryIdsOf([moved]).toSorted()).toEqual(Object.keys(entries).toSorted());
    expect(match([gift, moved], { ...big, ...entries })).toEqual([]);
    for (const [entryId, clearing] of Object.entries(entries)) {
      if (entryId === 'payout:x' || entryId.startsWith('provider-fee')) continue;
      expect(match([gift, moved], { ...big, ...entries, [entryId]: clearing + 1 })).toEqual([
        { movementId: 'txn_1', entryId, provider: clearing, books: clearing + 1 },
      ]);
    }
  });

  it('that cost nothing has no entry for a fee', () => {
    expect(entryIdsOf([movement('gift', 1000)])).toEqual(['donation:x']);
    expect(entryIdsOf([movement('refund', -1000)])).toEqual(['refund:x:succeeded']);
    expect(entryIdsOf([movement('provider-fee', 0)])).toEqual([]);
  });

  it('that is a failed refund asks also for the refund that it brings back', () => {
    expect(entryIdsOf([movement('refund-failed', 1000)])).toEqual(['refund:x:failed', 'refund:x:succeeded']);
    const entries = { ...big, 'refund:x:succeeded': -1000, 'refund:x:failed': 1000 };
    expect(match([gift, movement('refund-failed', 1000)], entries)).toEqual([]);
  });

  it('that nobody knows is a difference', () => {
    expect(entryIdsOf([movement('other', 5)])).toEqual([]);
    expect(match([movement('other', 5)], {})).toEqual([{ movementId: 'txn_1', provider: 5, books: 0 }]);
  });

  it('whose entries do not come to what it added is a difference', () => {
    const odd = { ...movement('gift', 1000, 20), net: 990 };
    expect(match([odd], { 'donation:x': 1000, 'fee:x': -20 })).toEqual([
      { movementId: 'txn_1', provider: 990, books: 980 },
    ]);
  });
});

describe('a payout', () => {
  it('is the sum of its movements', () => {
    const payout = { payoutId: 'po_1', amount: Pence.parse(90_001) };
    expect(matchPayout(payout, [gift], books(big), new Map())).toEqual([
      { movementId: 'po_1', provider: 90_001, books: 90_000 },
    ]);
  });

  it('counts of an entry only what it moves at the provider', () => {
    const [entry] = books({ 'donation:big': 90_000 }).values();
    const twice = { ...entry, postings: [...(entry?.postings ?? []), debit('bank', Pence.parse(7))] } as JournalEntry;
    const payout = { payoutId: 'po_1', amount: Pence.parse(90_000) };
    expect(matchPayout(payout, [gift], new Map([['donation:big', twice]]), new Map())).toEqual([]);
  });

  it('is called what its entry is called', () => expect(payoutEntryIdOf('po_1')).toBe('payout:po_1'));
});

describe('a dispute that is taken, given back and charged for more than once', () => {
  const taken = movement('dispute', -1000, 20, 'd', 1);
  const back = movement('dispute-returned', 1000, -20, 'd', 2);
  const again = movement('dispute', -1000, 20, 'd', 3);
  const entries = {
    ...big,
    'dispute:d:withdrawn:txn_1': -1000,
    'dispute:d:fee:txn_1': -20,
    'dispute:d:won:txn_2': 1000,
    'dispute:d:fee:txn_2': 20,
    'dispute:d:withdrawn:txn_3': -1000,
    'dispute:d:fee:txn_3': -20,
  };

  it('has an entry for each of its movements, in one payout or in several', () => {
    for (const moved of [[taken], [back], [again], [taken, back], [taken, back, again]]) {
      expect(match([gift, ...moved], entries)).toEqual([]);
    }
    const { 'dispute:d:withdrawn:txn_3': _, ...rest } = entries;
    expect(match([gift, taken, back, again], { ...rest, 'dispute:d:withdrawn:txn_1': -2000 })).toHaveLength(2);
  });

  it('has a fee of each movement: one that is missing is not made up for by another of the same sum', () => {
    const { 'dispute:d:fee:txn_3': _, ...less } = entries;
    expect(match([gift, taken, again], less)).toEqual([
      { movementId: 'txn_3', entryId: 'dispute:d:fee:txn_3', provider: -20, books: 0 },
    ]);
    expect(match([gift, taken, back], { ...less, 'dispute:d:fee:txn_1': -40, 'dispute:d:fee:txn_2': 40 })).toHaveLength(
      2,
    );
  });

  it('has its fees among its own entries, and none by the movement', () => {
    expect(entryIdsOf([taken, back])).not.toContain('provider-fee:txn_2');
    expect(feesToBook([taken, back, again], books({}))).toEqual([]);
  });

  it('is a difference when what was moved for it is not booked, or is another dispute’s', () => {
    const { 'dispute:d:withdrawn:txn_3': _, ...less } = entries;
    expect(match([gift, taken, again], less)).toEqual([
      { movementId: 'txn_3', entryId: 'dispute:d:withdrawn:txn_3', provider: -1000, books: 0 },
    ]);
    const others = { ...big, 'dispute:dd:withdrawn:txn_1': -1000, 'dispute:dd:fee:txn_1': -20 };
    expect(match([gift, taken], others).map(({ entryId, books: booked }) => [entryId, booked])).toEqual([
      ['dispute:d:withdrawn:txn_1', 0],
      ['dispute:d:fee:txn_1', 0],
    ]);
  });
});

describe('what went and came back before we looked', () => {
  const went = movement('refund', -1000, 0, 'r', 1);
  const back = movement('refund-failed', 1000, 0, 'r', 2);

  it('is no difference when both are in one payout', () => {
    expect(match([gift, went, back], big)).toEqual([]);
  });

  it('is one when only part came back, another came back, or the refund is in the books', () => {
    const missing = { movementId: 'txn_1', entryId: 'refund:r:succeeded', provider: -1000, books: 0 };
    expect(match([gift, went, { ...back, amount: 900, net: 900 }], big)).toContainEqual(missing);
    expect(match([gift, went, { ...back, source: 'other' }], big)).toContainEqual(missing);
    expect(match([gift, went, { ...movement('dispute-returned', 1000), source: 'r' }], big)).toContainEqual(missing);
    expect(match([gift, went, back], { ...big, 'refund:r:succeeded': -1000 })).toEqual([
      { movementId: 'txn_2', entryId: 'refund:r:failed', provider: 1000, books: 0 },
    ]);
  });

  it('is no difference in two payouts, once the refund is over for the books', () => {
    expect(match([gift, went], big, { r: 'failed' })).toEqual([]);
    expect(match([gift, back], big, { r: 'failed' })).toEqual([]);
    expect(match([gift, went], big)).toHaveLength(1);
    expect(match([gift, movement('dispute', -1000, 0, 'r')], big, { r: 'failed' })).toHaveLength(1);
  });

  it('is no difference while the refund is pending for the books, until it is in them', () => {
    expect(match([gift, went], big, { r: 'pending' })).toEqual([]);
    expect(match([gift, went, back], big, { r: 'pending' })).toEqual([]);
    expect(match([gift, back], big, { r: 'pending' })).toHaveLength(1);
    expect(match([gift, went], { ...big, 'refund:r:succeeded': -900 }, { r: 'pending' })).toHaveLength(1);
  });

  it('is no difference for a payout that the bank did not take and that was never booked', () => {
    expect(match([gift, movement('payout-failed', 500, 0, 'po_0')], big)).toEqual([]);
    expect(match([gift, movement('payout-failed', 500, 0, 'po_0')], { ...big, 'payout:po_0': -500 })).toEqual([
      { movementId: 'txn_1', entryId: 'payout:po_0:returned', provider: 500, books: 0 },
    ]);
  });
});

describe('refunds under way', () => {
  const went = movement('refund', -1000, 0, 'r', 1);
  const underWay = (
    movements: readonly BalanceMovement[],
    entries: Readonly<Record<string, number>> = {},
    notGone: Readonly<Record<string, 'pending' | 'failed'>> = { r: 'pending' },
  ) => refundsUnderWay(movements, books(entries), new Map(Object.entries(notGone)));

  it('are those that the provider has taken and that wait to arrive, and nothing else that moved', () => {
    expect(underWay([gift, went, movement('dispute', -1000, 0, 'r', 3)])).toEqual([went]);
    expect(underWay([gift, went], {}, {})).toEqual([]);
    expect(underWay([gift, went], {}, { r: 'failed' })).toEqual([]);
  });

  it('are none once they have arrived, for the books, or come back', () => {
    expect(underWay([gift, went], { 'refund:r:succeeded': -1000 })).toEqual([]);
    expect(underWay([gift, went], { 'refund:other:succeeded': -1000 })).toEqual([went]);
    expect(underWay([gift, went, movement('refund-failed', 1000, 0, 'r', 2)])).toEqual([]);
    expect(underWay([gift, went, movement('refund-failed', 1000, 0, 'other', 2)])).toEqual([went]);
  });
});

describe('what is read and booked for a payout', () => {
  it('is each refund once, gone or come back, and nothing else', () => {
    const movements = [
      movement('refund', -1, 0, 'a'),
      movement('refund-failed', 1, 0, 'a'),
      movement('refund-failed', 1, 0, 'b'),
      movement('gift', 1, 0, 'c'),
    ];
    expect(refundsIn(movements)).toEqual(['a', 'b']);
  });

  it('is every fee that belongs to no payment, once', () => {
    const movements = [movement('provider-fee', -300, 20, 'x', 1), movement('refund', -1000, 5, 'y', 2), gift];
    expect(feesToBook(movements, books({}))).toEqual([
      { entryId: 'provider-fee:txn_1', amount: 320 },
      { entryId: 'provider-fee:txn_2', amount: 5 },
    ]);
    expect(feesToBook([movement('other', 5), ...movements], books({ 'provider-fee:txn_1': -320 }))).toEqual([
      { entryId: 'provider-fee:txn_2', amount: 5 },
    ]);
  });
});
