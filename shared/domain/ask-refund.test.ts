import { describe, expect, it } from 'vitest';
import { DisputeId, Instant, LocalDate, Pence, RefundId } from '../../events/values.ts';
import { task } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { donation, fund, lot } from '../../test/support/money-samples.ts';
import { asRead, generalFundId, given, idOf, now, poolId, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import {
  type AskedRefund,
  askRefund,
  decideRefund,
  failRefund,
  isQuestioned,
  mayBeAskedBack,
  recordBankRefund,
} from './ask-refund.ts';
import { Dispute } from './dispute.ts';
import type { GiftBooks } from './gift-books.ts';
import { occasionOf } from './gift-tasks.ts';
import { bookReportedRefund } from './move-refund.ts';
import { Refund } from './refund.ts';

const pence = (amount: number): Pence => Pence.parse(amount);
const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
const chen: Actor = { id: 'chen', roles: ['finance-checker'] };
const ours = (n: number) => RefundId.parse(`rfd_0000000${n}`);
const booked = { at: now, lotId: idOf.lot(1), receiptNumber: 'R1' };
const paid = { state: 'collected', collected: { ...booked, paymentId: 'pi_1' } };

const refund = (state: Refund['state'], but: object = {}, n = 1) =>
  asRead(
    'refund',
    ours(n),
    Refund.parse(
      given(
        {
          id: ours(n),
          donationId: idOf.donation(1),
          poolId,
          fundId: generalFundId,
          amount: 20_000,
          state,
          way: 'provider',
          asked: { by: 'fay', reason: 'donor-asked' },
          at: now,
        },
        but,
      ),
    ),
  );

const dispute = (state: Dispute['state'], but: object = {}) =>
  asRead(
    'dispute',
    'dp_00000001',
    Dispute.parse({
      id: DisputeId.parse('dp_00000001'),
      donationId: idOf.donation(1),
      poolId,
      fundId: generalFundId,
      amount: 72_000,
      state,
      notice: false,
      movements: [],
      openedAt: now,
      ...but,
    }),
  );

/** A gift of £720 that was paid by card, all of it free. */
const books = (but: Partial<GiftBooks> = {}): GiftBooks => ({
  donation: donation(paid),
  fund: fund(),
  lot: lot(1, 72_000, { amount: 72_000 }),
  moved: [],
  movedFunds: [],
  tasks: [],
  refunds: [],
  disputes: [],
  ...but,
});

describe('asking for a gift to be given back', () => {
  const ask = (but: Partial<AskedRefund> = {}, of = books(), by = fay) =>
    askRefund(of, { id: ours(1), amount: pence(20_000), reason: 'donor-asked', ...but }, by, now, settings);

  it('moves nothing, and is a task for a second person', () => {
    const asked = ask();
    expect(wordsOf(asked)).toEqual([
      'ask-refund by fay',
      'new refund requested',
      'donation changed',
      'task decide-refund for finance-checker',
      'fact refund.requested',
    ]);
    expect(leaves(asked, 'task')).toMatchObject({ about: `donation/${idOf.donation(1)}` });
    expect(leaves(asked, 'refund')).toMatchObject({ way: 'provider', asked: { by: 'fay', reason: 'donor-asked' } });
    expect(asked.ok && asked.value.facts[0]).toMatchObject({
      subject: `donation/${idOf.donation(1)}`,
      data: { refundId: ours(1), donationId: idOf.donation(1), poolId },
    });
  });

  it('goes back from the bank when it did not come by card', () => {
    expect(leaves(ask({}, books({ donation: donation({ state: 'collected' }) })), 'refund').way).toBe('bank');
    const cheque = donation({ state: 'collected', collected: booked });
    expect(leaves(ask({}, books({ donation: cheque })), 'refund').way).toBe('bank');
  });

  it('is refused for a gift that did not come, to who may not, and for nothing or too much', () => {
    expect(wordsOf(ask({}, books({ donation: donation() })))).toEqual(['wrong-state']);
    expect(wordsOf(ask({}, books(), { id: 'asha', roles: ['assessor'] }))).toEqual(['not-allowed']);
    expect(wordsOf(ask({ amount: pence(0) }))).toEqual(['invalid']);
    expect(wordsOf(ask({ amount: pence(72_000) }))[0]).toBe('ask-refund by fay');
    expect(wordsOf(ask({ amount: pence(72_001) }))).toEqual(['invalid']);
  });

  it.each([
    ['that is open', dispute('open'), true],
    ['whose money was taken', dispute('withdrawn'), true],
    ['that was won', dispute('won'), false],
    ['that was lost', dispute('lost'), false],
    ['that only asks', dispute('open', { notice: true }), false],
  ])('with a dispute %s', (_, about, refused) => {
    const of = books({ disputes: [about] });
    expect(isQuestioned(of)).toBe(refused);
    expect(wordsOf(ask({}, of))[0]).toBe(refused ? 'wrong-state' : 'ask-refund by fay');
    expect(wordsOf(decideRefund(of, refund('requested'), undefined, true, chen, now, settings))[0]).toBe(
      refused ? 'wrong-state' : 'decide-refund by chen',
    );
    expect(wordsOf(decideRefund(of, refund('requested'), undefined, false, chen, now, settings))[0]).toBe(
      'decide-refund by chen',
    );
  });

  it('counts what others wait for, and what has gone, but not what was declined', () => {
    const left = (...states: Refund['state'][]) =>
      mayBeAskedBack(books({ refunds: states.map((state, n) => refund(state, {}, n + 1)) }));
    expect(left()).toBe(72_000);
    expect(left('requested')).toBe(52_000);
    expect(left('succeeded', 'decided')).toBe(32_000);
    expect(left('declined', 'failed')).toBe(72_000);
    expect(left('requested', 'requested', 'succeeded', 'decided')).toBe(0);
  });

  it('has a task for each of several refunds of one gift', () => {
    expect([1, 2, 3].map((n) => occasionOf({ refunds: [ours(1), ours(2)] }, ours(n)))).toEqual([1, 2, 3]);
    expect(occasionOf({}, ours(1))).toBe(1);
  });
});

describe('deciding on a refund', () => {
  const decide = (agrees: boolean, by = chen, of = books(), one = refund('requested')) =>
    decideRefund(of, one, task('decide-refund'), agrees, by, now, settings);

  it('sets the money aside when the second person agrees', () => {
    const decided = decide(true);
    expect(wordsOf(decided)).toEqual([
      'decide-refund by chen',
      'refund requested → decided',
      'donation changed',
      'lot changed',
      'task decide-refund done',
      `mail donor-refund (${ours(1)}) to psn_0000000201`,
      `booked refund:${ours(1)}:decided: 20000`,
      'fact refund.decided',
      'fact email.requested',
    ]);
    expect(leaves(decided, 'refund').decided).toEqual({ by: 'chen', at: now });
    expect(leaves(decided, 'task').result).toBe('agreed');
  });

  it('leaves all as it is when they do not', () => {
    const decided = decide(false);
    expect(wordsOf(decided)).toEqual([
      'decide-refund by chen',
      'refund requested → declined',
      'donation changed',
      'task decide-refund done',
      'fact refund.declined',
    ]);
    expect(leaves(decided, 'task').result).toBe('declined');
  });

  it('closes no task twice', () => {
    const done = task('decide-refund', { state: 'done', doneAt: now, doneBy: 'x' });
    for (const one of [undefined, done]) {
      expect(wordsOf(decideRefund(books(), refund('requested'), one, true, chen, now, settings)).join()).not.toContain(
        'task',
      );
    }
  });

  it('ASVS 2.3.5 is another person’s, of finance, and once', () => {
    expect(wordsOf(decide(true, { id: 'fay', roles: ['finance-checker'] }))).toEqual(['same-person']);
    expect(wordsOf(decide(true, fay))).toEqual(['not-allowed']);
    expect(wordsOf(decide(true, chen, books(), refund('decided')))).toEqual(['wrong-state, passed']);
    expect(wordsOf(decide(true, chen, books(), refund('requested', { asked: undefined })))[0]).toBe(
      'decide-refund by chen',
    );
  });

  it('is refused when by now there is not so much left', () => {
    const gone = (amount: number) => books({ refunds: [refund('succeeded', { amount }, 2)] });
    expect(wordsOf(decide(true, chen, gone(52_000)))[0]).toBe('decide-refund by chen');
    expect(wordsOf(decide(true, chen, gone(52_001)))).toEqual(['invalid']);
    expect(wordsOf(decide(false, chen, gone(52_001)))[0]).toBe('decide-refund by chen');
  });
});

describe('what becomes of a refund', () => {
  const earmarked = books({ lot: lot(1, 52_000, { amount: 72_000, refunded: 20_000 }) });

  it('that the provider refuses gives its money back to the lot', () => {
    const failed = failRefund(earmarked, refund('decided'), 'charge disputed', now, settings);
    expect(wordsOf(failed)).toEqual([
      'fail-refund by system',
      'refund decided → failed',
      'donation changed',
      'lot changed',
      'task refund-failed for finance-maker',
      `booked refund:${ours(1)}:failed: 20000`,
      'fact refund.failed',
    ]);
    expect(leaves(failed, 'lot')).toMatchObject({ free: 72_000, refunded: 0 });
    expect(leaves(failed, 'refund').endedAt).toBe(now);
    for (const state of ['requested', 'pending', 'succeeded', 'failed'] as const) {
      expect(wordsOf(failRefund(earmarked, refund(state), 'late', now, settings))).toEqual(['wrong-state, passed']);
    }
  });

  it('from the bank is recorded by finance, on the day it was sent or came back', () => {
    const today = LocalDate.parse('2027-03-01');
    const record = (state: 'succeeded' | 'failed', on = today, by = fay, one = refund('decided', { way: 'bank' })) =>
      recordBankRefund(earmarked, one, { state, on }, by, now, settings);
    const sent = record('succeeded', LocalDate.parse('2027-02-26'));
    expect(wordsOf(sent)).toEqual([
      'record-bank-refund by fay',
      'refund decided → succeeded',
      'donation changed',
      `booked refund:${ours(1)}:succeeded: 20000`,
      'fact refund.succeeded',
    ]);
    expect(leaves(sent, 'refund')).toMatchObject({ sentOn: '2027-02-26', endedAt: now });
    expect(sent.ok && sent.value).toMatchObject({
      why: 'sent from the bank',
      entries: [{ effectiveOn: '2027-02-26', postings: [{ account: 'refunds', amount: 20_000 }, { account: 'bank' }] }],
    });
    const back = record('failed');
    expect(wordsOf(back)).toContain('refund decided → failed');
    expect(leaves(back, 'refund')).not.toHaveProperty('sentOn');
    expect(back.ok && back.value.entries).toMatchObject([
      { effectiveOn: today, postings: [{ account: 'refunds' }, {}] },
    ]);
    expect(wordsOf(record('succeeded', LocalDate.parse('2027-03-02')))).toEqual(['invalid']);
    const agreed = { way: 'bank', decided: { by: 'fred', at: '2027-02-24T10:00:00.000Z' } };
    expect(wordsOf(record('succeeded', LocalDate.parse('2027-02-23'), fay, refund('decided', agreed)))).toEqual([
      'invalid',
    ]);
    const left = refund('succeeded', { ...agreed, sentOn: '2027-02-26' });
    expect(wordsOf(record('failed', LocalDate.parse('2027-02-25'), fay, left))).toEqual(['invalid']);
    expect(wordsOf(record('failed', LocalDate.parse('2027-02-26'), fay, left))[1]).toBe('refund succeeded → failed');
    expect(wordsOf(record('succeeded', today, { id: 'cora', roles: ['coordinator'] }))).toEqual(['not-allowed']);
    expect(wordsOf(record('succeeded', today, fay, refund('decided')))).toEqual(['invalid']);
    const gone = refund('succeeded', { way: 'bank' });
    expect(record('failed', today, fay, gone)).toMatchObject({
      value: { entries: [{ postings: [{ account: 'bank' }, {}] }] },
    });
  });

  it('is what the provider says, booked once', () => {
    const report = (status: 'pending' | 'succeeded' | 'failed', known: readonly ReturnType<typeof refund>[]) =>
      bookReportedRefund(
        books({ lot: earmarked.lot, refunds: known }),
        {
          id: ours(1),
          providerId: 're_1',
          amount: pence(20_000),
          status,
          at: Instant.parse('2027-02-28T10:00:00.000Z'),
        },
        now,
      );
    const pending = report('pending', [refund('decided')]);
    expect(wordsOf(pending)).toEqual(['book-refund by system', 'refund decided → pending', 'donation changed']);
    expect(leaves(pending, 'refund')).toMatchObject({ providerId: 're_1' });
    expect(leaves(pending, 'refund')).not.toHaveProperty('endedAt');
    const succeeded = report('succeeded', [refund('decided')]);
    expect(wordsOf(succeeded)).toContain(`booked refund:${ours(1)}:succeeded: 20000`);
    expect(leaves(succeeded, 'refund')).toMatchObject({ providerId: 're_1', endedAt: now });
    expect(wordsOf(report('succeeded', [refund('succeeded')]))).toEqual(['nothing to do']);
    expect(wordsOf(report('succeeded', [refund('failed')]))[0]).toMatch(/^wrong-state/);
    const fresh = report('succeeded', []);
    expect(wordsOf(fresh)).toEqual([
      'book-refund by system',
      'new refund succeeded',
      'donation changed',
      'lot changed',
      `booked refund:${ours(1)}:decided: 20000`,
      `booked refund:${ours(1)}:succeeded: 20000`,
      'fact refund.succeeded',
    ]);
    expect(leaves(fresh, 'refund')).toMatchObject({ way: 'provider', at: '2027-02-28T10:00:00.000Z', endedAt: now });
  });
});
