import { describe, expect, it } from 'vitest';
import { LocalDate, Pence } from '../../events/values.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { donation, fund, lot } from '../../test/support/money-samples.ts';
import { generalFundId, idOf, now, poolId, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { type GiftAid, giftAidOn, mostGiftAidOn } from './gift-aid.ts';
import type { GiftBooks } from './gift-books.ts';
import { receiveGiftAid } from './receive-gift-aid.ts';

const pence = (amount: number): Pence => Pence.parse(amount);
const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
const declared: GiftAid = { state: 'declared', noBenefit: true, declaredAt: now };
const gift = (giftAid: object = declared, but: object = {}): GiftBooks => ({
  donation: donation({ state: 'collected', giftAid, ...but }),
  fund: fund(),
  lot: lot(1, 72_000),
  moved: [],
  movedFunds: [],
  tasks: [],
  refunds: [],
  disputes: [],
});
const lotId = `${idOf.lot(1)}xga`;

describe('what HMRC paid on a gift', () => {
  it('is finance’s to record, whatever became of the claim', () => {
    const chen: Actor = { id: 'chen', roles: ['finance-checker'] };
    const adjusted = { state: 'adjusted', noBenefit: true, claimedOn: 72_000, on: 50_000 };
    expect(wordsOf(receive(gift(adjusted), 18_000, chen))).toEqual(['not-allowed']);
    expect(wordsOf(receive(gift(adjusted)))[0]).toBe('receive-gift-aid by fay');
  });

  it('came no sooner than the gift, by the day it was in the bank or was collected', () => {
    const collected = { at: '2027-02-26T10:00:00.000Z', fee: 0, lotId: idOf.lot(1), receiptNumber: 'R1' };
    const days = (but: object) =>
      ['2027-02-25', '2027-02-26'].map((on) => wordsOf(receive(gift(declared, but), 18_000, fay, on))[0]);
    expect(days({ collected })).toEqual(['invalid', 'receive-gift-aid by fay']);
    expect(days({ receivedOn: '2027-02-26' })).toEqual(['invalid', 'receive-gift-aid by fay']);
    expect(days({})).toEqual(Array(2).fill('receive-gift-aid by fay'));
  });

  const receive = (of = gift(), amount = 18_000, by = fay, on = '2027-02-26') =>
    receiveGiftAid(of, { amount: pence(amount), receivedOn: LocalDate.parse(on) }, by, now, settings);

  it('is in the bank on its day, as a lot of its own in the gift’s fund', () => {
    const received = receive();
    expect(wordsOf(received)).toEqual([
      'receive-gift-aid by fay',
      'donation changed',
      'new lot',
      `booked giftaid:${idOf.donation(1)}: 18000`,
      'fact donation.gift-aid-received',
    ]);
    expect(leaves(received, 'donation').giftAid).toEqual({
      ...declared,
      state: 'received',
      received: { amount: 18_000, at: now, lotId },
    });
    expect(leaves(received, 'lot')).toMatchObject({ id: lotId, origin: 'gift-aid', amount: 18_000, free: 18_000 });
    expect(received.ok && received.value.entries).toMatchObject([
      {
        effectiveOn: '2027-02-26',
        postings: [
          { account: 'bank', amount: 18_000 },
          { account: `fund:${generalFundId}:free`, amount: -18_000, lotId },
        ],
      },
    ]);
    expect(received.ok && received.value).toMatchObject({
      about: `donation/${idOf.donation(1)}`,
      facts: [
        { subject: `donation/${idOf.donation(1)}`, data: { donationId: idOf.donation(1), poolId, amount: 18_000 } },
      ],
    });
  });

  it('is recorded by finance, once, for a declared gift that came', () => {
    expect(wordsOf(receive(gift(), 18_000, { id: 'cora', roles: ['coordinator'] }))).toEqual(['not-allowed']);
    const twice = { ...declared, state: 'received', received: { amount: 1, at: now, lotId } };
    expect(wordsOf(receive(gift(twice)))).toEqual(['used-already, passed']);
    expect(wordsOf(receive(gift(declared, { state: 'pending' })))).toEqual(['wrong-state']);
    expect(wordsOf(receive(gift({ state: 'not-declared', noBenefit: false })))).toEqual(['wrong-state']);
  });

  it('is something, and at most a quarter of what it was claimed on', () => {
    expect(wordsOf(receive(gift(), 0))).toEqual(['invalid']);
    expect(wordsOf(receive(gift(), 18_001))).toEqual(['invalid']);
    const less = { ...declared, on: 40_000 };
    expect(wordsOf(receive(gift(less), 10_000))[1]).toBe('donation changed');
    expect(wordsOf(receive(gift(less), 10_001))).toEqual(['invalid']);
    const adjusted = { ...declared, state: 'adjusted', on: 0, claimedOn: 60_000 };
    expect(wordsOf(receive(gift(adjusted), 15_001))).toEqual(['invalid']);
    expect(leaves(receive(gift(adjusted), 15_000), 'donation').giftAid.state).toBe('adjusted');
  });

  it('did not come before the gift', () => {
    const came = gift(declared, { receivedOn: '2027-02-20' });
    expect(wordsOf(receive(came, 18_000, fay, '2027-02-19'))).toEqual(['invalid']);
    expect(wordsOf(receive(came, 18_000, fay, '2027-02-20'))[1]).toBe('donation changed');
  });

  it('came today or before, by the office’s day', () => {
    expect(wordsOf(receive(gift(), 18_000, fay, '2027-03-01'))[1]).toBe('donation changed');
    expect(wordsOf(receive(gift(), 18_000, fay, '2027-03-02'))).toEqual(['invalid']);
  });
});

describe('Gift Aid after some of a gift went back', () => {
  const giftAidAfter = (giftAid: GiftAid, left: number) => giftAidOn(giftAid, pence(1000), pence(left));

  it('is claimed on what is left, before the claim', () => {
    expect(giftAidAfter(declared, 400)).toEqual({ ...declared, on: 400 });
    expect(giftAidAfter({ ...declared, on: pence(400) }, 1000)).toEqual({ ...declared, on: 1000 });
    expect(giftAidAfter({ ...declared, state: 'queued' }, 400)).toEqual({ ...declared, state: 'queued', on: 400 });
  });

  it.each(['claimed', 'received'] as const)('is adjusted once it was %s, and says what it was claimed on', (state) => {
    expect(giftAidAfter({ ...declared, state }, 400)).toEqual({
      ...declared,
      state: 'adjusted',
      on: 400,
      claimedOn: 1000,
    });
    const some = { ...declared, state, on: pence(700) };
    expect(giftAidAfter(some, 400)).toEqual({ ...declared, state: 'adjusted', on: 400, claimedOn: 700 });
    expect(giftAidAfter(some, 900)).toEqual({ ...some, on: 900 });
  });

  it('stays adjusted when more goes back, or it comes again', () => {
    const adjusted: GiftAid = { ...declared, state: 'adjusted', on: pence(400), claimedOn: pence(1000) };
    expect(giftAidAfter(adjusted, 100)).toEqual({ ...adjusted, on: 100 });
    expect(giftAidAfter(adjusted, 1000)).toEqual({ ...adjusted, on: 1000 });
  });

  it('is left alone where nothing is declared, or nothing went', () => {
    const none: GiftAid = { state: 'not-declared', noBenefit: false };
    expect(giftAidAfter(none, 400)).toBe(none);
    expect(giftAidAfter(declared, 1000)).toBe(declared);
  });

  it('is at most 25p in the pound, to the next penny', () => {
    expect([1000, 1001, 3, 0].map(mostGiftAidOn)).toEqual([250, 251, 1, 0]);
  });
});
