import { describe, expect, it } from 'vitest';
import { Instant, LocalDate, Pence, type Role } from '../../events/values.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { donation, fund, lot } from '../../test/support/money-samples.ts';
import { asRead, generalFundId, idOf, now, poolId, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import type { PaymentReport } from './donation.ts';
import { later } from './office-days.ts';
import { makeGivingLink } from './pledge-gift.ts';
import { type RecordedGift, recordGift } from './record-gift.ts';
import { clearReview, storeReport } from './settle-gift.ts';

const as = (...roles: Role[]): Actor => ({ id: roles.join('+'), roles });
const fay = as('finance-maker');
const pence = (amount: number): Pence => Pence.parse(amount);

describe('recording a gift that came another way', () => {
  const record = (but: Partial<RecordedGift> = {}, of = fund(), by = fay, at = now, charity = settings) =>
    recordGift(
      of,
      {
        id: idOf.donation(1),
        amount: pence(50_000),
        way: 'cheque',
        receivedOn: LocalDate.parse('2027-02-26'),
        donorId: idOf.person(201),
        ...but,
      },
      by,
      at,
      charity,
    );

  it('books it in the bank, on the day it came, and thanks the donor', () => {
    const recorded = record();
    expect(wordsOf(recorded)).toEqual([
      'record-gift by finance-maker',
      'new donation collected',
      'new lot',
      'mail donor-thank-you to psn_0000000201',
      'booked donation:don_0000000001: 50000',
      'fact donation.collected',
      'fact email.requested',
    ]);
    expect(recorded.ok && recorded.value.entries).toMatchObject([
      { bookedAt: now, effectiveOn: '2027-02-26', postings: [{ account: 'bank' }, { lotId: idOf.lot(1) }] },
    ]);
    expect(leaves(recorded, 'donation').donorId).toBe(idOf.person(201));
    expect(leaves(recorded, 'donation').giftAid).toEqual({ state: 'not-declared', noBenefit: false });
  });

  it('books what a giving platform kept: core bears it, or the gift’s lot, when gifts are credited net', () => {
    const by = { way: 'platform', fee: pence(1500) } as const;
    const recorded = record(by);
    expect(recorded.ok && recorded.value.entries.map(({ id, postings }) => [id, postings])).toMatchObject([
      ['donation:don_0000000001', [{ account: 'bank', amount: 50_000 }, { amount: -50_000 }]],
      [
        'fee:don_0000000001',
        [
          { account: 'fees', amount: 1500 },
          { account: 'bank', amount: -1500 },
        ],
      ],
    ]);
    expect(leaves(recorded, 'lot')).toMatchObject({ amount: 50_000, free: 50_000 });
    expect(leaves(recorded, 'donation')).toMatchObject({ amount: 50_000, collected: { fee: 1500 } });
    const net = { ...settings, giving: { ...settings.giving, crediting: 'net' as const } };
    const borne = record(by, fund(), fay, now, net);
    expect(borne.ok && borne.value.entries[1]?.postings).toEqual([
      { account: `fund:${generalFundId}:free`, amount: 1500, lotId: idOf.lot(1) },
      { account: 'bank', amount: -1500 },
    ]);
    expect(leaves(borne, 'lot')).toMatchObject({ amount: 48_500, free: 48_500 });
  });

  it('takes a fee from no other way, and none that leaves nothing', () => {
    expect(wordsOf(record({ way: 'cheque', fee: pence(1) }))).toEqual(['invalid']);
    expect(wordsOf(record({ way: 'platform', fee: pence(50_000) }))).toEqual(['invalid']);
    expect(wordsOf(record({ way: 'platform', fee: pence(49_999) }))[0]).toBe('record-gift by finance-maker');
    expect(wordsOf(record({ way: 'cheque', fee: pence(0) }))[0]).toBe('record-gift by finance-maker');
  });

  it('thanks nobody whom nobody knows', () => {
    const recorded = record({ donorId: undefined });
    expect(wordsOf(recorded).join()).not.toContain('mail');
    expect(leaves(recorded, 'donation')).not.toHaveProperty('donorId');
  });

  it('is finance’s alone', () => {
    expect(wordsOf(record({}, fund(), as('finance-checker')))[0]).toBe('record-gift by finance-checker');
    for (const role of ['coordinator', 'assessor', 'trustee', 'donor'] as const) {
      expect(wordsOf(record({}, fund(), as(role)))).toEqual(['not-allowed']);
    }
  });

  it('is refused into a closed fund, below the least gift, before it came, and more than a year after', () => {
    const { leastGift } = settings.giving;
    expect(wordsOf(record({}, fund({ state: 'closed' })))).toEqual(['closed']);
    expect(wordsOf(record({ amount: pence(leastGift - 1) }))).toEqual(['invalid']);
    expect(wordsOf(record({ amount: pence(leastGift) }))[0]).toBe('record-gift by finance-maker');
    expect(wordsOf(record({ receivedOn: LocalDate.parse('2027-03-02') }))).toEqual(['invalid']);
    expect(wordsOf(record({ receivedOn: LocalDate.parse('2027-03-01') }))[0]).toBe('record-gift by finance-maker');
    expect(wordsOf(record({ receivedOn: LocalDate.parse('2026-02-27') }))).toEqual(['invalid']);
    expect(wordsOf(record({ receivedOn: LocalDate.parse('2026-02-28') }))[0]).toBe('record-gift by finance-maker');
  });

  it('goes by the office’s day, which begins an hour before the world’s in summer', () => {
    const justAfterMidnight = Instant.parse('2027-06-30T23:10:00.000Z');
    const received = { receivedOn: LocalDate.parse('2027-07-01') };
    expect(wordsOf(record(received, fund(), fay, justAfterMidnight))[0]).toBe('record-gift by finance-maker');
  });

  it('puts what its giver limited into a restricted fund, and nowhere else', () => {
    const grant = { way: 'grant', isLimited: true } as const;
    expect(wordsOf(record(grant))).toEqual(['invalid']);
    expect(wordsOf(record(grant, fund({ kind: 'designated' })))).toEqual(['invalid']);
    expect(wordsOf(record(grant, fund({ kind: 'restricted' })))[0]).toBe('record-gift by finance-maker');
    expect(wordsOf(record({ way: 'grant', isLimited: false }))[0]).toBe('record-gift by finance-maker');
  });

  it('binds a fund that nobody gave to before', () => {
    expect(leaves(record({}, fund({ firstGiftAt: undefined })), 'fund').firstGiftAt).toBe(now);
  });

  it('has no upper limit: grants and legacies are large', () => {
    const amount = pence(settings.giving.greatestOnlineGift * 10);
    expect(leaves(record({ amount, way: 'legacy' }), 'lot').free).toBe(amount);
  });
});

describe('a report of the provider', () => {
  const report: PaymentReport = {
    id: 'evt_00000001',
    type: 'checkout.session.completed',
    donationId: idOf.donation(1),
    reportedAt: now,
    receivedAt: now,
  };

  it('is stored with the fact that queues it, and once', () => {
    expect(wordsOf(storeReport(report, undefined))).toEqual([
      'store-payment-report by system',
      'new payment-report',
      'fact payment.reported',
    ]);
    expect(wordsOf(storeReport(report, asRead('payment-report', 'evt_00000001', report)))).toEqual([
      'used-already, passed',
    ]);
  });
});

describe('the review of a large first gift', () => {
  const reviewUntil = Instant.parse('2027-03-08T10:00:00.000Z');
  const clear = (at: Instant, but: object = { reviewUntil }) =>
    clearReview(lot(1, 50_000, but), donation({ state: 'collected', ...but }), at);

  it('ends by itself, and its money may be allocated', () => {
    const cleared = clear(reviewUntil);
    expect(wordsOf(cleared)).toEqual([
      'clear-review by system',
      'lot changed',
      'donation changed',
      'fact donation.cleared',
    ]);
    expect(leaves(cleared, 'lot')).not.toHaveProperty('reviewUntil');
    expect(leaves(cleared, 'donation')).not.toHaveProperty('reviewUntil');
  });

  it('is not over before its time, and only once', () => {
    expect(wordsOf(clear(later(reviewUntil, { minutes: -1 })))).toEqual(['wrong-state']);
    expect(wordsOf(clear(reviewUntil, {}))).toEqual(['wrong-state, passed']);
  });
});

describe('making a giving link', () => {
  const make = (amount = pence(72_000), of = fund(), by = as('coordinator')) =>
    makeGivingLink(of, amount, 'hash', by, now, settings);

  it('keeps the sum, the fund and the hash of its token, for some days', () => {
    const made = make();
    expect(wordsOf(made)).toEqual(['make-giving-link by coordinator', 'new giving-link']);
    expect(leaves(made, 'giving-link')).toEqual({
      tokenHash: 'hash',
      poolId,
      fundId: generalFundId,
      amount: 72_000,
      madeBy: 'coordinator',
      madeAt: now,
      expiresAt: '2027-03-15T10:00:00.000Z',
    });
    expect(made.ok && made.value.relies.map(({ kind }) => kind)).toEqual(['fund']);
  });

  it('is refused to others, for a closed fund, and outside the limits', () => {
    const { leastGift, greatestOnlineGift } = settings.giving;
    expect(wordsOf(make(pence(1000), fund(), as('coordinator-deputy')))[0]).toBe(
      'make-giving-link by coordinator-deputy',
    );
    expect(wordsOf(make(pence(1000), fund(), as('assessor')))).toEqual(['not-allowed']);
    expect(wordsOf(make(pence(1000), fund({ state: 'closed' })))).toEqual(['closed']);
    expect(wordsOf(make(pence(leastGift)))[1]).toBe('new giving-link');
    expect(wordsOf(make(pence(greatestOnlineGift)))[1]).toBe('new giving-link');
    expect(wordsOf(make(pence(leastGift - 1)))).toEqual(['invalid']);
    expect(wordsOf(make(pence(greatestOnlineGift + 1)))).toEqual(['invalid']);
  });
});
