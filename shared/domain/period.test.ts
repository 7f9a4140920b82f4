import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../events/values.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { asRead, now } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { BalanceCheck, balanceCheckId } from './compare-balance.ts';
import type { JournalEntry } from './journal.ts';
import { LedgerAudit, ledgerAuditId, newAudit } from './ledger-audit.ts';
import {
  askToClose,
  closePeriod,
  declineClosing,
  earlierMonths,
  inOpenPeriod,
  Period,
  type SettledSide,
} from './period.ts';
import { Payout } from './settle-payout.ts';

const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
const chen: Actor = { id: 'chen', roles: ['finance-checker'] };
const period = (month: string, state: Period['state'], but: object = {}) =>
  asRead('period', month, Period.parse({ month, state, ...but }));
const asked = period('2027-02', 'asked', { askedBy: 'fay', askedAt: now });
const january = period('2027-01', 'closed');

describe('asking for a month to be closed', () => {
  it('is finance’s, once the month is over and the one before it closed', () => {
    const asking = askToClose('2027-02', undefined, january, fay, now);
    expect(wordsOf(asking)).toEqual(['ask-to-close by fay', 'new period asked']);
    expect(leaves(asking, 'period')).toEqual({ month: '2027-02', state: 'asked', askedBy: 'fay', askedAt: now });
    expect(asking.ok && asking.value).toMatchObject({ about: 'period/2027-02', relies: [{ id: '2027-01' }] });
    expect(wordsOf(askToClose('2027-03', undefined, 'none', fay, now))).toEqual(['wrong-state']);
    expect(wordsOf(askToClose('2027-02', undefined, january, chen, now))).toEqual(['not-allowed']);
  });

  it('goes in the order of the months, from the first that the books have', () => {
    expect(wordsOf(askToClose('2027-02', undefined, undefined, fay, now))).toEqual(['wrong-state']);
    expect(wordsOf(askToClose('2027-02', undefined, period('2027-01', 'asked'), fay, now))).toEqual(['wrong-state']);
    const first = askToClose('2027-02', undefined, 'none', fay, now);
    expect(wordsOf(first)).toEqual(['ask-to-close by fay', 'new period asked']);
    expect(first.ok && first.value.relies).toEqual([]);
  });

  it('is for an open month, also one that was declined before', () => {
    expect(wordsOf(askToClose('2027-02', period('2027-02', 'open'), 'none', fay, now))[1]).toBe('period open → asked');
    expect(wordsOf(askToClose('2027-02', asked, 'none', fay, now))[0]).toMatch(/^wrong-state/);
  });
});

describe('closing a month', () => {
  const provedUntil = '2027-03-01T00:00:00.000Z';
  const audit = (but: object = {}) => {
    const proved = { comparedThrough: provedUntil, provedThrough: provedUntil, differences: [] };
    return asRead('ledger-audit', ledgerAuditId, LedgerAudit.parse({ ...newAudit('2027-01', now), ...proved, ...but }));
  };
  const difference = { about: 'fund/fnd_generalfund', term: 'deficit', journal: 0, record: 1, foundAt: now };
  const none = { differing: undefined, balance: undefined };
  const close = (of = audit(), by = chen, before = asked, settled: SettledSide = none) =>
    wordsOf(closePeriod(before, of, settled, by, now));

  it('is a second person’s, once the audit has gone through all of it', () => {
    const closed = closePeriod(asked, audit(), none, chen, now);
    expect(wordsOf(closed)).toEqual(['close-period by chen', 'period asked → closed']);
    expect(leaves(closed, 'period')).toEqual({
      month: '2027-02',
      state: 'closed',
      askedBy: 'fay',
      askedAt: now,
      closedBy: 'chen',
      closedAt: now,
    });
    expect(closed.ok && closed.value.relies.map(({ kind }) => kind)).toEqual(['ledger-audit']);
  });

  it('takes a month whose asking left no name, and leaves none', () => {
    const [closed] = [closePeriod(period('2027-02', 'asked'), audit(), none, chen, now)];
    expect(Object.keys(leaves(closed, 'period')).toSorted()).toEqual(['closedAt', 'closedBy', 'month', 'state']);
  });

  it('is refused to who asked, to who may not, and for a month that nobody asked to close', () => {
    expect(close(audit(), { id: 'fay', roles: ['finance-checker'] })).toEqual(['same-person']);
    expect(close(audit(), fay)).toEqual(['not-allowed']);
    expect(close(audit(), chen, period('2027-02', 'open'))[0]).toMatch(/^wrong-state/);
  });

  it('waits for an audit that has begun, has read nothing, and is behind with nothing', () => {
    expect(newAudit('2027-01', now).lastRun).toEqual({ at: now, entries: 0, compared: 0, reread: 0, isBehind: false });
    expect(wordsOf(closePeriod(asked, undefined, none, chen, now))).toEqual(['invalid']);
  });

  it('waits for the audit, and for its differences to be cleared', () => {
    expect(wordsOf(closePeriod(asked, undefined, none, chen, now))).toEqual(['invalid']);
    expect(close(audit({ comparedThrough: '2027-02-28T23:59:59.999Z' }))).toEqual(['invalid']);
    expect(close(audit({ provedThrough: '2027-02-28T23:59:59.999Z' }))).toEqual(['invalid']);
    expect(close(audit({ differences: [difference] }))).toEqual(['invalid']);
  });

  it('waits for what the provider paid out by then to match the books, and for its balance', () => {
    const payout = (arrivedOn: string) =>
      asRead(
        'payout',
        'po_1',
        Payout.parse({
          ...{ id: 'po_1', amount: 5, arrivedOn, bookedAt: now, checkedAt: now, movements: 1, state: 'differs' },
          differences: [{ movementId: 'txn_1', provider: 5, books: 0 }],
        }),
      );
    const balance = (difference: number) =>
      asRead(
        'balance-check',
        balanceCheckId,
        BalanceCheck.parse({
          ...{
            at: now,
            books: 0,
            available: 0,
            pending: 0,
            onTheWay: 0,
            underWay: 0,
            difference,
            notBooked: [],
            found: 0,
          },
        }),
      );
    const closing = (side: Partial<SettledSide>) => close(audit(), chen, asked, { ...none, ...side });
    expect(closing({ differing: payout('2027-02-28') })).toEqual(['invalid']);
    expect(closing({ differing: payout('2027-03-01') })[0]).toBe('close-period by chen');
    expect(closing({ balance: balance(-1) })).toEqual(['invalid']);
    expect(closing({ balance: balance(0) })[0]).toBe('close-period by chen');
  });

  it('may be declined, and the month stays open', () => {
    const declined = declineClosing(asked, chen, now);
    expect(wordsOf(declined)).toEqual(['decline-closing by chen', 'period asked → open']);
    expect(leaves(declined, 'period')).toEqual({ month: '2027-02', state: 'open' });
    expect(wordsOf(declineClosing(period('2027-02', 'closed'), chen, now))[0]).toMatch(/^wrong-state/);
    expect(wordsOf(declineClosing(asked, { id: 'cora', roles: ['coordinator'] }, now))).toEqual(['not-allowed']);
  });
});

describe('an entry about a closed month', () => {
  const entry = (effectiveOn: string, but: object = {}): JournalEntry => ({
    id: 'donation:x',
    bookedAt: now,
    effectiveOn: LocalDate.parse(effectiveOn),
    postings: [],
    ...but,
  });
  const closedThrough = (last: string) => (month: string) => month <= last;

  it('takes effect on the first day of the first open month, and keeps the day it is about', () => {
    const moved = inOpenPeriod(entry('2026-11-20'), closedThrough('2026-12'));
    expect(moved).toMatchObject({ effectiveOn: '2027-01-01', aboutOn: '2026-11-20' });
    const about = { aboutOn: LocalDate.parse('2026-10-05') };
    expect(inOpenPeriod(entry('2026-12-31', about), closedThrough('2026-12'))).toMatchObject({
      effectiveOn: '2027-01-01',
      ...about,
    });
  });

  it('is left alone in an open month', () => {
    const open = entry('2027-01-20');
    expect(inOpenPeriod(open, closedThrough('2026-12'))).toBe(open);
  });

  it('is told apart by its month: each once, and none of the month that is booked in', () => {
    const entries = ['2027-01-05', '2027-01-20', '2026-12-31', '2027-03-01', '2027-02-28'].map((on) => entry(on));
    expect(earlierMonths(entries)).toEqual(['2027-01', '2026-12', '2027-02']);
  });
});
