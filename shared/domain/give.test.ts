import { describe, expect, it } from 'vitest';
import { Instant, LocalDate, Pence, RefundId } from '../../events/values.ts';
import { inOne, leaves, reliedOn, wordsOf } from '../../test/support/decision-words.ts';
import { donation, fund } from '../../test/support/money-samples.ts';
import { asRead, generalFundId, idOf, now, poolId, settings } from '../../test/support/sample-ids.ts';
import type { Donation, GivingLink } from './donation.ts';
import { accept, type Outcome } from './outcome.ts';
import { awaitPayment, expirePledge, makeGivingLink, type Pledge, pledge } from './pledge-gift.ts';
import { checkDayOfGift } from './record-gift.ts';
import { Refund } from './refund.ts';
import { type PaymentTruth, settleGift } from './settle-gift.ts';

const { leastGift, greatestOnlineGift, reviewFrom } = settings.giving;
const pence = (amount: number): Pence => Pence.parse(amount);

const link = (expiresAt: string, usedBy?: GivingLink['usedBy']) => {
  const value: GivingLink = {
    tokenHash: 'hash',
    poolId,
    fundId: generalFundId,
    amount: pence(72_000),
    madeBy: 'cora',
    madeAt: now,
    expiresAt: Instant.parse(expiresAt),
    ...(usedBy === undefined ? {} : { usedBy }),
  };
  return asRead('giving-link', 'hash', value);
};

const none = { declared: false, noBenefit: false };

const give = (
  gift: Partial<Pledge> = {},
  of = fund(),
  by?: ReturnType<typeof link>,
  former?: ReturnType<typeof donation>,
) => {
  const pledged = pledge(
    of,
    { id: idOf.donation(1), amount: pence(72_000), donorId: idOf.person(201), giftAid: none, ...gift },
    by === undefined ? undefined : { link: by, former },
    now,
    settings,
  );
  return pledged.ok ? accept(pledged.value.decision) : pledged;
};

describe('a gift by a link', () => {
  const late = '2027-03-08T10:00:00.000Z';

  it('may be begun again by whoever began it, and nothing of it ends', () => {
    const again = give({}, fund(), link(late, idOf.donation(1)), donation({ state: 'pledged', checkout: undefined }));
    expect(wordsOf(again).filter((line) => line.startsWith('donation'))).toEqual([]);
    expect(wordsOf(again)[0]).toBe('pledge-donation by psn_0000000201');
    const paying = give({}, fund(), link(late, idOf.donation(1)), donation());
    expect(wordsOf(paying)[0]).toBe('pledge-donation by psn_0000000201');
    expect(wordsOf(give({}, fund(), link(late, idOf.donation(9)), donation({}, 9)))).toEqual(['used-already']);
  });

  it('ends the one that never came to its payment page, and relies on one that is over staying so', () => {
    const former = (state: string) =>
      give({}, fund(), link(late, idOf.donation(9)), donation({ state, checkout: undefined }, 9));
    expect(wordsOf(former('pledged'))).toContain('donation pledged → expired');
    expect(reliedOn(former('pledged'))).toEqual(['fund']);
    for (const state of ['failed', 'expired']) {
      expect(wordsOf(former(state)).join()).not.toContain('→');
      expect(reliedOn(former(state))).toEqual(['donation', 'fund']);
    }
  });
});

describe('pledging a gift', () => {
  it('is in the donor’s name, and moves no money', () => {
    const pledged = give();
    expect(wordsOf(pledged)).toEqual([
      'pledge-donation by psn_0000000201',
      'new donation pledged',
      'fact donation.pledged',
    ]);
    expect(leaves(pledged, 'donation')).toMatchObject({ way: 'checkout', amount: 72_000, fundId: generalFundId });
    expect(pledged.ok && pledged.value.relies.map(({ kind }) => kind)).toEqual(['fund']);
  });

  it.each([
    [leastGift - 1, 'invalid'],
    [leastGift, 'pledge-donation by psn_0000000201'],
    [greatestOnlineGift, 'pledge-donation by psn_0000000201'],
    [greatestOnlineGift + 1, 'invalid'],
  ])('ASVS 2.3.2 of %i pence: %s', (amount, words) => {
    expect(wordsOf(give({ amount: pence(amount) }))[0]).toBe(words);
  });

  it('is refused for a closed fund, and by a link that has run out', () => {
    expect(wordsOf(give({}, fund({ state: 'closed' })))).toEqual(['closed']);
    expect(wordsOf(give({}, fund(), link('2027-03-01T10:00:00.000Z')))).toEqual(['expired']);
    const byLink = give({}, fund(), link('2027-03-01T10:00:00.001Z'));
    expect(leaves(byLink, 'giving-link').usedBy).toBe(idOf.donation(1));
  });

  it('is taken by a fund on the last day its money may be spent, and after it no gift and no link to give by', () => {
    const link = (of: ReturnType<typeof fund>) =>
      makeGivingLink(of, pence(5000), 'hash', { id: 'cora', roles: ['coordinator'] }, now, settings);
    const [lastDay, over] = [fund({ spendBy: '2027-03-01' }), fund({ spendBy: '2027-02-28' })];
    expect(wordsOf(give({}, lastDay))[0]).toBe('pledge-donation by psn_0000000201');
    expect(wordsOf(link(lastDay))[0]).toBe('make-giving-link by cora');
    expect([wordsOf(give({}, over)), wordsOf(link(over))]).toEqual([['closed'], ['closed']]);
    // The days are the office's: at its midnight in summer it is still the day before elsewhere.
    const summer = Instant.parse('2027-06-30T23:00:00.000Z');
    const gift = { id: idOf.donation(1), amount: pence(5000), donorId: idOf.person(201), giftAid: none };
    const at = (instant: Instant) => pledge(fund({ spendBy: '2027-06-30' }), gift, undefined, instant, settings);
    expect([at(Instant.parse('2027-06-30T22:59:59.999Z')).ok, at(summer).ok]).toEqual([true, false]);
  });

  it('that is in the bank already is taken by a fund whose last day it came on, however late it is recorded', () => {
    const came = (receivedOn: string) =>
      checkDayOfGift(fund({ spendBy: '2027-02-20' }), { receivedOn: LocalDate.parse(receivedOn) });
    expect(came('2027-02-20').ok).toBe(true);
    expect(came('2027-02-21')).toMatchObject({
      refusal: { code: 'invalid', because: expect.stringContaining('ask its giver') },
    });
    expect(checkDayOfGift(fund(), { receivedOn: LocalDate.parse('2027-02-21') }).ok).toBe(true);
  });

  it('by a link is one gift: while that is pledged anew, paid for or collected, no other is begun with it', () => {
    const used = link('2027-03-08T10:00:00.000Z', idOf.donation(9));
    const begunAndNow = (state: Donation['state']) =>
      wordsOf(give({}, fund(), used, donation({ state, checkout: undefined }, 9)));
    expect(begunAndNow('pending')).toEqual(['used-already']);
    expect(begunAndNow('collected')).toEqual(['used-already']);
    expect(wordsOf(give({}, fund(), used))).toEqual(['used-already']);
    expect(begunAndNow('failed')).toContain('giving-link changed');
    expect(begunAndNow('expired')).toContain('giving-link changed');
    const again = begunAndNow('pledged');
    expect(again).toContain('donation pledged → expired');
    expect(again).toContain('fact donation.expired');
  });

  it('binds a fund that nobody gave to before, from now on', () => {
    expect(leaves(give({}, fund({ firstGiftAt: undefined })), 'fund').firstGiftAt).toBe(now);
    expect(wordsOf(give()).join()).not.toContain('fund changed');
  });

  it.each<[string, Pledge['giftAid'], Donation['giftAid']]>([
    [
      'declared with no benefit',
      { declared: true, noBenefit: true },
      { state: 'declared', noBenefit: true, declaredAt: now },
    ],
    ['declared without it', { declared: true, noBenefit: false }, { state: 'not-declared', noBenefit: false }],
    ['not declared', { declared: false, noBenefit: true }, { state: 'not-declared', noBenefit: true }],
    ['not spoken of', none, { state: 'not-declared', noBenefit: false }],
  ])('with Gift Aid %s keeps what may be claimed, and no reason', (_, giftAid, kept) => {
    expect(leaves(give({ giftAid }), 'donation').giftAid).toEqual(kept);
  });
});

describe('waiting for a payment', () => {
  const checkout = { id: 'cs_1', url: 'https://checkout.invalid/cs_1', expiresAt: now };

  it('begins when the payment page is there', () => {
    const pledged = donation({ state: 'pledged', checkout: undefined });
    expect(wordsOf(awaitPayment(pledged, checkout, now))).toEqual([
      'open-checkout by system',
      'donation pledged → pending',
    ]);
  });

  it('is nothing for a gift that is past it', () => {
    for (const state of ['pending', 'collected', 'failed', 'expired']) {
      expect(wordsOf(awaitPayment(donation({ state }), checkout, now))).toEqual(['wrong-state, passed']);
    }
  });
});

describe('a pledge that never came to a payment page', () => {
  const pledged = (pledgedAt: string) => donation({ state: 'pledged', checkout: undefined, pledgedAt });

  it('expires when no link can be made for it any more', () => {
    expect(wordsOf(expirePledge(pledged('2027-02-28T11:00:00.000Z'), now))).toEqual([
      'close-donation by system',
      'donation pledged → expired',
      'fact donation.expired',
    ]);
    expect(wordsOf(expirePledge(pledged('2027-02-28T11:00:00.001Z'), now))).toEqual(['wrong-state']);
  });

  it('is another thing than a payment that takes its time: of that the provider says what became of it', () => {
    for (const state of ['pending', 'collected', 'failed', 'expired']) {
      const paying = donation({ state, pledgedAt: '2027-02-20T10:00:00.000Z' });
      expect(wordsOf(expirePledge(paying, now))).toEqual(['wrong-state, passed']);
    }
  });
});

const truth = (but: Partial<PaymentTruth> = {}): PaymentTruth => ({
  status: 'paid',
  amount: pence(72_000),
  fee: pence(884),
  paymentId: 'pi_1',
  newCard: false,
  checkoutId: 'cs_1',
  refunds: [],
  disputes: [],
  ...but,
});

const settle = (before: object = {}, but: Partial<PaymentTruth> = {}, of = fund()) =>
  inOne(
    settleGift(
      {
        donation: donation(before),
        fund: of,
        lot: undefined,
        moved: [],
        movedFunds: [],
        tasks: [],
        refunds: [],
        disputes: [],
      },
      truth(but),
      now,
      settings,
    ),
  );

describe('what the provider says of a payment', () => {
  it('is nothing yet while it is open or pending, and nothing new when we know that it came to nothing', () => {
    for (const status of ['open', 'pending'] as const) {
      for (const state of ['pledged', 'pending', 'failed']) {
        expect(wordsOf(settle({ state }, { status }))).toEqual(['nothing to do']);
      }
    }
    expect(wordsOf(settle({ state: 'failed' }, { status: 'failed' }))).toEqual(['nothing to do']);
    expect(wordsOf(settle({ state: 'expired' }, { status: 'expired' }))).toEqual(['nothing to do']);
  });

  it('“paid” makes a lot of the whole gift, books the fee apart, and thanks the donor', () => {
    const settled = settle();
    expect(wordsOf(settled)).toEqual([
      'collect-donation by system',
      'donation pending → collected',
      'new lot',
      'mail donor-thank-you to psn_0000000201',
      'booked donation:pi_1: 72000',
      'booked fee:pi_1: 884',
      'fact donation.collected',
      'fact email.requested',
    ]);
    expect(leaves(settled, 'lot')).toMatchObject({ id: idOf.lot(1), amount: 72_000, free: 72_000, shortfall: 0 });
    expect(leaves(settled, 'lot')).not.toHaveProperty('reviewUntil');
    expect(leaves(settled, 'donation')).toMatchObject({ way: 'checkout', donorId: idOf.person(201) });
    expect(leaves(settled, 'donation').collected).toMatchObject({ fee: 884, paymentId: 'pi_1', lotId: idOf.lot(1) });
  });

  it('puts the money where it belongs: clearing owes it, the fund has it, core bears the fee', () => {
    const settled = settle();
    const postings = (settled.ok && settled.value?.entries.flatMap((entry) => entry.postings)) || [];
    expect(postings).toEqual([
      { account: 'clearing', amount: 72_000 },
      { account: `fund:${generalFundId}:free`, amount: -72_000, lotId: idOf.lot(1) },
      { account: 'fees', amount: 884 },
      { account: 'clearing', amount: -884 },
    ]);
  });

  it('is booked by the gift’s own id, where the provider names no payment', () => {
    const nothing = { moved: [], movedFunds: [], tasks: [], refunds: [], disputes: [] };
    const books = { donation: donation(), fund: fund(), lot: undefined, ...nothing };
    const settled = inOne(settleGift(books, truth({ paymentId: undefined }), now, settings));
    expect(wordsOf(settled)).toContain(`booked donation:${idOf.donation(1)}: 72000`);
    expect(leaves(settled, 'donation').collected).not.toHaveProperty('paymentId');
  });

  it('writes no lot for a fee of nothing, also where gifts bear theirs', () => {
    const net = { ...settings, giving: { ...settings.giving, crediting: 'net' as const } };
    const kinds = (fee: number) => {
      const nothing = { moved: [], movedFunds: [], tasks: [], refunds: [], disputes: [] };
      const books = { donation: donation(), fund: fund(), lot: undefined, ...nothing };
      const settled = settleGift(books, truth({ fee: pence(fee) }), now, net);
      return settled.ok && settled.value.map(({ changes }) => changes.map(({ kind }) => kind));
    };
    expect(kinds(0)).toEqual([['donation', 'lot', 'email'], ['donation']]);
    expect(kinds(1)).toEqual([
      ['donation', 'lot', 'email'],
      ['donation', 'lot'],
    ]);
  });

  it('is refused as a whole, for somebody to look, when it moves money for a refund that is over for us', () => {
    const id = RefundId.parse('re_00000001');
    const { poolId: pool, fundId } = donation().value;
    const known = {
      id,
      donationId: idOf.donation(1),
      poolId: pool,
      fundId,
      amount: pence(1000),
      way: 'provider',
      at: now,
    };
    const failed = asRead('refund', id, Refund.parse({ ...known, state: 'failed' }));
    const told = (status: 'failed' | 'succeeded') =>
      inOne(
        settleGift(
          {
            donation: donation(),
            fund: fund(),
            lot: undefined,
            moved: [],
            movedFunds: [],
            tasks: [],
            refunds: [failed],
            disputes: [],
          },
          truth({ refunds: [{ id, providerId: id, amount: pence(1000), status, at: now }] }),
          now,
          settings,
        ),
      );
    expect(wordsOf(told('succeeded'))).toEqual(['wrong-state, passed']);
    expect(wordsOf(told('failed'))[0]).toBe('collect-donation by system');
  });

  it('is what counts, when another sum was paid than was pledged', () => {
    const settled = settle({}, { amount: pence(60_000) });
    expect(leaves(settled, 'donation').amount).toBe(60_000);
    expect(leaves(settled, 'lot').amount).toBe(60_000);
  });

  it('books no fee of nothing, and thanks nobody who gave without a name', () => {
    const words = wordsOf(settle({ donorId: undefined }, { fee: pence(0) })).join();
    expect(words).not.toContain('fee:');
    expect(words).not.toContain('mail');
  });

  it('gives a lot the last day of its fund', () => {
    expect(leaves(settle({}, {}, fund({ spendBy: '2027-12-31' })), 'lot').spendBy).toBe('2027-12-31');
  });

  it.each([
    [reviewFrom, true, '2027-03-08T10:00:00.000Z'],
    [reviewFrom - 1, true, undefined],
    [reviewFrom, false, undefined],
  ])('of %i pence by a card never seen (%s) keeps it under review until %s', (amount, newCard, until) => {
    const settled = settle({}, { amount: pence(amount), newCard });
    expect(leaves(settled, 'lot').reviewUntil).toBe(until);
    expect(leaves(settled, 'donation').reviewUntil).toBe(until);
  });

  it.each(['open', 'pending'] as const)('“%s” changes nothing yet', (status) => {
    expect(wordsOf(settle({}, { status }))).toEqual(['nothing to do']);
  });

  it('said twice has one effect', () => {
    expect(wordsOf(settle({ state: 'collected' }))).toEqual(['nothing to do']);
    expect(wordsOf(settle({ state: 'failed' }, { status: 'failed' }))).toEqual(['nothing to do']);
    expect(wordsOf(settle({ state: 'expired' }, { status: 'expired' }))).toEqual(['nothing to do']);
  });

  it.each(['failed', 'expired'] as const)('“%s” closes the gift without money', (status) => {
    expect(wordsOf(settle({}, { status }))).toEqual([
      'close-donation by system',
      `donation pending → ${status}`,
      `fact donation.${status}`,
    ]);
  });

  it.each(['pledged', 'failed', 'expired'])('“paid” is believed of a gift that was %s: it happens', (state) => {
    expect(wordsOf(settle({ state }))[1]).toBe(`donation ${state} → collected`);
  });

  it.each([
    ['collected', 'failed'],
    ['collected', 'expired'],
    ['failed', 'expired'],
    ['expired', 'failed'],
  ] as const)('of a gift that was %s, “%s” comes too late', (state, status) => {
    const refused: Outcome<unknown> = settle({ state }, { status });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'wrong-state', passed: true } });
  });
});
