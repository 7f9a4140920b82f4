import { describe, expect, it } from 'vitest';
import { now } from '../../test/support/sample-ids.ts';
import { accountDifferences, accountIn, compareBalances, isInDoubt, type LedgerAccounts } from './ledger-accounts.ts';
import { later } from './office-days.ts';

const earlier = later(now, { hours: -1 });
const through = { bookedAt: earlier, id: 'donation:don_0000000001' };

/** One account as it is compared at a moment; `before` is what the last audit left. */
function compare(kept: number, before?: LedgerAccounts, at = now, keptIn: 'sums' | 'record' = 'sums', name = 'bank') {
  const [replayed, known] = [new Map([[name, 500]]), new Map([[name, kept]])];
  return compareBalances(keptIn, { replayed, kept: known }, before, at);
}
const auditOf = (...balances: readonly ReturnType<typeof compare>[]): LedgerAccounts => ({
  at: earlier,
  through,
  accounts: balances.flat(),
});
const told = (balances: ReturnType<typeof compare>) => accountDifferences(balances, now);

describe('the accounts as the audit compares them', () => {
  it('stand in the order of their names, nought on the side that lacks one', () => {
    const replayed = new Map([['fees', 70]]);
    const kept = new Map([
      ['fees', 70],
      ['bank', 500],
    ]);
    expect(compareBalances('sums', { replayed, kept }, undefined, now)).toEqual([
      { account: 'bank', keptIn: 'sums', replayed: 0, kept: 500, differsSince: now },
      { account: 'fees', keptIn: 'sums', replayed: 70, kept: 70 },
    ]);
  });

  it('are in doubt when they differ by a penny, either way', () => {
    expect([499, 500, 501].map((kept) => compare(kept).map(isInDoubt))).toEqual([[true], [false], [true]]);
  });

  it('differ since the first audit that found the same difference', () => {
    const before = auditOf(compare(480, undefined, earlier));
    expect(compare(480, before)).toMatchObject([{ differsSince: earlier }]);
    // A whole other sum was booked between two readings: it may be only that one was read before the other.
    expect(compare(490, before)).toMatchObject([{ differsSince: now }]);
    expect(compare(520, before)).toMatchObject([{ differsSince: now }]);
  });

  it('are each their own: neither another account nor the same one kept elsewhere says since when', () => {
    expect(compare(480, auditOf(compare(480, undefined, earlier, 'record')))).toMatchObject([{ differsSince: now }]);
    const another = auditOf(compare(480, undefined, earlier, 'sums', 'fees'));
    expect(compare(480, another)).toMatchObject([{ differsSince: now }]);
  });

  it('are told of once they have differed by the same for two audits: a reading in between is no difference', () => {
    expect(told(compare(480))).toEqual([]);
    expect(told(compare(500, auditOf(compare(480, undefined, earlier))))).toEqual([]);
    expect(told(compare(480, auditOf(compare(480, undefined, earlier))))).toEqual([
      { about: 'account/bank', term: 'balance in the sums of statements', journal: 500, record: 480, foundAt: now },
    ]);
    const onRecord = auditOf(compare(480, undefined, earlier, 'record'));
    expect(told(compare(480, onRecord, now, 'record'))).toMatchObject([{ term: 'balance on its record' }]);
  });

  it('are found in what a difference is about, and nothing else is', () => {
    expect(accountIn('account/bank')).toBe('bank');
    expect(accountIn('account/nonsense')).toBeUndefined();
    expect(accountIn('lot/bank')).toBeUndefined();
  });
});
