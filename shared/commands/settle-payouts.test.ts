import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { storeOf } from '../../test/grants/store-of.ts';
import { faultsIn } from '../../test/simulation/invariants.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { openOffice, whatOf } from '../../test/support/small-office.ts';
import { balances } from '../domain/journal.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { compareBalance } from './compare-balance.ts';
import { pledgeDonation, storePaymentReport } from './give.ts';
import { settleDonation } from './settle-donation.ts';
import { settlePayouts } from './settle-payouts.ts';

const pence = (amount: number): Pence => Pence.parse(amount);

function openGivingOffice() {
  const memory = new MemoryStore();
  const office = openOffice(memory);
  const { provider } = office.payments;
  let gifts = 0;
  /** Everything the provider told since the beginning is stored and settled; a second time has no effect. */
  const hearAll = async (): Promise<void> => {
    for await (const event of office.payments.listEvents(office.deps.now())) {
      const stored = await storePaymentReport(office.deps, event);
      const checkout = [...provider.checkouts.values()].find(({ checkoutId }) =>
        event.eventId.startsWith(`evt_${checkoutId}_`),
      );
      if (stored.ok && checkout !== undefined) {
        whatOf(await settleDonation(office.deps, checkout.request.donationId, event.eventId));
      }
    }
  };
  return {
    ...office,
    memory,
    provider,
    hearAll,
    /** A gift that was paid at the provider; whether we were told is for the test to say. */
    async pay(amount: number): Promise<string> {
      gifts += 1;
      const donationId = idOf.donation(gifts);
      const donor = { name: 'Dee Donor', email: 'dee@example.org' };
      const giftAid = { declared: false, noBenefit: false };
      const form = { donationId, amount: pence(amount), fundId: generalFundId, donor, giftAid, link: undefined };
      whatOf(await pledgeDonation(office.deps, form));
      const checkout = [...provider.checkouts.values()].find(({ request }) => request.donationId === donationId);
      provider.pay(checkout?.checkoutId ?? '');
      return checkout?.checkoutId ?? '';
    },
    payOut(): string {
      const payoutId = provider.balance.payOut();
      provider.balance.arrive(payoutId);
      return payoutId;
    },
    accounts: () => balances(memory.export().journal),
    tasks: () => memory.export().records.filter(({ kind }) => kind === 'task'),
  };
}

type GivingOffice = ReturnType<typeof openGivingOffice>;

/** What became of a gift: kept, refunded, refunded in vain, disputed, disputed and given back with and without a fee. */
async function befall(office: GivingOffice, checkoutId: string, amount: number, fate: number): Promise<void> {
  const { provider } = office;
  if (fate === 1) provider.refund(checkoutId, pence(amount));
  if (fate === 2) provider.failRefund(provider.refund(checkoutId, pence(300)));
  if (fate < 3) return;
  const disputeId = provider.dispute(checkoutId);
  provider.withdraw(disputeId);
  await office.hearAll();
  if (fate === 3) return;
  provider.reinstate(disputeId, [0, 300, -2000][fate - 4]);
  if (fate < 6) return;
  await office.hearAll();
  provider.withdraw(disputeId);
}

describe('settling', () => {
  it('books a payout to the bank once it has arrived, and finds every movement in the books', async () => {
    const office = openGivingOffice();
    const first = await office.pay(24_000);
    await office.pay(10_000);
    office.provider.refund(first, pence(1000));
    await office.hearAll();
    const payoutId = office.provider.balance.payOut();
    expect(await settlePayouts(office.deps)).toEqual({ settled: 0, differing: 0, differences: [] });
    office.provider.balance.arrive(payoutId);
    expect(await settlePayouts(office.deps)).toEqual({ settled: 1, differing: 0, differences: [] });
    expect(await settlePayouts(office.deps)).toEqual({ settled: 0, differing: 0, differences: [] });
    const net = 24_000 - 308 + 10_000 - 140 - 1000;
    expect([office.accounts().get('bank'), office.accounts().get('clearing')]).toEqual([net, 0]);
    expect((await office.read('payout', payoutId)).value).toMatchObject({
      amount: net,
      state: 'matched',
      movements: 3,
    });
    expect(office.tasks()).toEqual([]);
  });

  it('names a gift that nobody told us of, and is content when it has been booked', async () => {
    const office = openGivingOffice();
    await office.pay(24_000);
    await office.hearAll();
    await office.pay(10_000);
    const payoutId = office.payOut();
    expect(await settlePayouts(office.deps)).toMatchObject({ settled: 1, differing: 1 });
    expect((await office.read('payout', payoutId)).value.differences).toMatchObject([
      { entryId: expect.stringMatching(/^donation:pi_/), provider: 10_000, books: 0 },
      { entryId: expect.stringMatching(/^fee:pi_/), provider: -140, books: 0 },
    ]);
    await office.hearAll();
    expect(await settlePayouts(office.deps)).toEqual({ settled: 1, differing: 0, differences: [] });
    expect((await office.read('payout', payoutId)).value).toMatchObject({ state: 'matched', differences: [] });
    expect(office.tasks()).toMatchObject([{ value: { kind: 'payout-difference', about: `payout/${payoutId}` } }]);
  });

  it('books what the provider keeps for itself to fees, once', async () => {
    const office = openGivingOffice();
    await office.pay(24_000);
    await office.hearAll();
    office.provider.balance.move({ what: 'provider-fee', amount: -500, fee: 0, source: 'fee_monthly' });
    office.payOut();
    expect(await settlePayouts(office.deps)).toEqual({ settled: 1, differing: 0, differences: [] });
    await settlePayouts(office.deps);
    expect([office.accounts().get('fees'), office.accounts().get('clearing')]).toEqual([308 + 500, 0]);
  });

  it('leaves what a dispute costs to the dispute, however often it is taken and given back, and books it once', async () => {
    const office = openGivingOffice();
    const [kept, back] = [await office.pay(24_000), await office.pay(30_000)];
    await office.pay(90_000);
    const settle = async () => {
      await office.hearAll();
      office.payOut();
      return settlePayouts(office.deps);
    };
    const disputes = [kept, back].map((checkoutId) => office.provider.dispute(checkoutId));
    const each = (act: (id: string, index: number) => void) => disputes.forEach(act);
    each((id) => office.provider.withdraw(id));
    expect(await settle()).toMatchObject({ settled: 1, differing: 0 });
    each((id, index) => office.provider.reinstate(id, [300, -2000][index]));
    await office.pay(5000);
    expect(await settle()).toMatchObject({ settled: 1, differing: 0 });
    expect(office.accounts().get('dispute-fees')).toBe(2000 + 300 + 2000 - 2000);
    each((id) => office.provider.withdraw(id));
    await office.pay(90_000);
    expect(await settle()).toMatchObject({ settled: 1, differing: 0 });
    expect([office.accounts().get('dispute-fees'), office.accounts().get('clearing')]).toEqual([6300, 0]);
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  it.each([250, -2000])(
    'finds each fee of a dispute by itself when one report told of all: %i with the money',
    async (fee) => {
      const office = openGivingOffice();
      const dispute = office.provider.dispute(await office.pay(24_000));
      await office.pay(90_000);
      office.provider.withdraw(dispute);
      office.payOut();
      office.provider.reinstate(dispute, fee);
      office.payOut();
      await office.hearAll();
      expect(await settlePayouts(office.deps)).toMatchObject({ settled: 2, differing: 0, differences: [] });
      expect([office.accounts().get('dispute-fees'), office.accounts().get('clearing')]).toEqual([2000 + fee, 0]);
      expect(faultsIn(office.memory.export())).toEqual([]);
    },
  );

  it('names a movement that is of no known kind', async () => {
    const office = openGivingOffice();
    await office.pay(24_000);
    await office.hearAll();
    office.provider.balance.move({ what: 'other', amount: 77, fee: 0, source: 'what_is_this' });
    const payoutId = office.payOut();
    const { differing, differences } = await settlePayouts(office.deps);
    expect(differing).toBe(1);
    expect(differences).toMatchObject([{ provider: 77, books: 0 }]);
    expect((await office.read('payout', payoutId)).value.differences).toEqual(differences);
  });

  it('takes a payout back that the bank returned, and finds it again in the next one', async () => {
    const office = openGivingOffice();
    await office.pay(24_000);
    await office.hearAll();
    const payoutId = office.payOut();
    await settlePayouts(office.deps);
    office.provider.balance.fail(payoutId);
    await settlePayouts(office.deps);
    await settlePayouts(office.deps);
    expect([office.accounts().get('bank'), office.accounts().get('clearing')]).toEqual([0, 23_692]);
    office.payOut();
    expect(await settlePayouts(office.deps)).toEqual({ settled: 1, differing: 0, differences: [] });
    expect([office.accounts().get('bank'), office.accounts().get('clearing')]).toEqual([23_692, 0]);
  });

  it('books what the provider collects at the bank, when disputes took more than gifts brought', async () => {
    const office = openGivingOffice();
    const checkoutId = await office.pay(24_000);
    await office.hearAll();
    office.payOut();
    await settlePayouts(office.deps);
    await befall(office, checkoutId, 24_000, 3);
    await office.hearAll();
    const collected = office.payOut();
    expect(await settlePayouts(office.deps)).toEqual({ settled: 1, differing: 0, differences: [] });
    expect((await office.read('payout', collected)).value).toMatchObject({ amount: -26_000, state: 'matched' });
    expect([office.accounts().get('bank'), office.accounts().get('clearing')]).toEqual([23_692 - 26_000, 0]);
    office.provider.balance.fail(collected);
    await settlePayouts(office.deps);
    expect([office.accounts().get('bank'), office.accounts().get('clearing')]).toEqual([23_692, -26_000]);
  });

  it('looks at every other payout when one cannot be read, and then raises the alarm', async () => {
    const office = openGivingOffice();
    await office.pay(24_000);
    await office.hearAll();
    const unreadable = office.payOut();
    await office.pay(10_000);
    await office.hearAll();
    const next = office.payOut();
    const { payments } = office.deps;
    const listMovements = async (payoutId: string) => {
      if (payoutId === unreadable) throw new Error('Movement txn_1 is in eur, not in pounds.');
      return payments.listMovements(payoutId);
    };
    await expect(settlePayouts({ ...office.deps, payments: { ...payments, listMovements } })).rejects.toThrow('in eur');
    expect((await office.read('payout', next)).value.state).toBe('matched');
  });

  it('looks at a payout that does not match until it does, however long ago it arrived', async () => {
    const office = openGivingOffice();
    await office.pay(24_000);
    const payoutId = office.payOut();
    expect(await settlePayouts(office.deps)).toMatchObject({ settled: 1, differing: 1 });
    await office.hearAll();
    office.pass({ days: 400 });
    expect(await settlePayouts(office.deps)).toEqual({ settled: 1, differing: 0, differences: [] });
    expect((await office.read('payout', payoutId)).value.state).toBe('matched');
    expect(await settlePayouts(office.deps)).toEqual({ settled: 0, differing: 0, differences: [] });
  });

  it('finds each time a dispute was taken, though we hear of all at once and they stand in payouts of their own', async () => {
    const office = openGivingOffice();
    const checkoutId = await office.pay(24_000);
    const disputeId = office.provider.dispute(checkoutId);
    office.provider.withdraw(disputeId);
    office.provider.reinstate(disputeId);
    await office.pay(50_000);
    const first = office.payOut();
    office.provider.withdraw(disputeId);
    office.provider.reinstate(disputeId, -2000);
    office.provider.withdraw(disputeId);
    await office.pay(60_000);
    await office.hearAll();
    const second = office.payOut();
    expect(await settlePayouts(office.deps)).toEqual({ settled: 2, differing: 0, differences: [] });
    for (const payoutId of [first, second])
      expect((await office.read('payout', payoutId)).value).toMatchObject({ state: 'matched', differences: [] });
    expect(office.accounts().get('clearing')).toBe(0);
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  it('finds a payout in the next one that the bank sent back before it was ever booked', async () => {
    const office = openGivingOffice();
    await office.pay(24_000);
    await office.hearAll();
    office.provider.balance.fail(office.provider.balance.payOut());
    expect(await settlePayouts(office.deps)).toEqual({ settled: 0, differing: 0, differences: [] });
    office.payOut();
    expect(await settlePayouts(office.deps)).toEqual({ settled: 1, differing: 0, differences: [] });
    expect([office.accounts().get('bank'), office.accounts().get('clearing')]).toEqual([23_692, 0]);
  });

  it('books what the provider keeps for itself also from a payout that the bank sent back before we looked', async () => {
    const office = openGivingOffice();
    await office.pay(24_000);
    await office.hearAll();
    office.provider.balance.move({ what: 'provider-fee', amount: -500, fee: 0, source: 'fee_monthly' });
    office.provider.balance.fail(office.provider.balance.payOut());
    await settlePayouts(office.deps);
    office.payOut();
    expect(await settlePayouts(office.deps)).toEqual({ settled: 1, differing: 0, differences: [] });
    expect([office.accounts().get('fees'), office.accounts().get('clearing')]).toEqual([308 + 500, 0]);
  });

  it('finds a refund in vain that left with one payout, came back with another, and was never seen in between', async () => {
    const office = openGivingOffice();
    const checkoutId = await office.pay(24_000);
    await office.hearAll();
    const refundId = office.provider.refund(checkoutId, pence(1000));
    const first = office.payOut();
    expect(await settlePayouts(office.deps)).toMatchObject({ settled: 1, differing: 1 });
    office.provider.failRefund(refundId);
    await office.pay(10_000);
    await office.hearAll();
    const second = office.payOut();
    expect(await settlePayouts(office.deps)).toEqual({ settled: 2, differing: 0, differences: [] });
    for (const payoutId of [first, second])
      expect((await office.read('payout', payoutId)).value).toMatchObject({ state: 'matched', differences: [] });
    expect(office.accounts().get('clearing')).toBe(0);
  });

  it.each(['completeRefund', 'failRefund'] as const)(
    'expects no refund of the books that is still on its way as the payout leaves, and is right after %s',
    async (end) => {
      const office = openGivingOffice();
      const refundId = office.provider.refund(await office.pay(24_000), pence(1000), 'pending');
      await office.hearAll();
      office.payOut();
      expect(await settlePayouts(office.deps)).toEqual({ settled: 1, differing: 0, differences: [] });
      expect([office.accounts().get('clearing'), office.tasks()]).toEqual([1000, []]);
      office.provider[end](refundId);
      await office.pay(10_000);
      await office.hearAll();
      office.payOut();
      expect(await settlePayouts(office.deps)).toEqual({ settled: 1, differing: 0, differences: [] });
      expect([office.accounts().get('clearing'), office.accounts().get('refunds') ?? 0]).toEqual([0, 0]);
    },
  );

  it('leaves nothing at the provider once all is paid out, whatever happened to gifts, and matches to the penny', async () => {
    const gift = fc.record({ amount: fc.integer({ min: 2000, max: 60_000 }), fate: fc.nat({ max: 7 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(gift, { minLength: 1, maxLength: 6 }), fc.nat({ max: 3000 }), async (gifts, kept) => {
        const office = openGivingOffice();
        const { provider } = office;
        for (const { amount, fate } of gifts) {
          const checkoutId = await office.pay(amount);
          await befall(office, checkoutId, amount, fate);
        }
        if (kept > 0) provider.balance.move({ what: 'provider-fee', amount: -kept, fee: 0, source: 'fee_1' });
        await office.hearAll();
        if (provider.balance.waiting() !== 0) office.payOut();
        const settled = await settlePayouts(office.deps);
        expect([settled.differing, office.accounts().get('clearing')]).toEqual([0, 0]);
        expect(faultsIn(office.memory.export())).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a payout that is found in the month after it arrived', () => {
  it('is booked on its day, and relies on that month being open', async () => {
    const office = openGivingOffice();
    office.pass({ days: 29 });
    await office.pay(24_000);
    await office.hearAll();
    const payoutId = office.payOut();
    office.pass({ days: 4 });
    await settlePayouts({ ...office.deps, store: storeOf('settle-payments', office.deps.store) });
    const entry = office.memory.export().journal.find(({ id }) => id === `payout:${payoutId}`);
    expect([entry?.bookedAt.slice(0, 7), entry?.effectiveOn.slice(0, 7)]).toEqual(['2027-04', '2027-03']);
    expect([office.accounts().get('clearing'), office.tasks()]).toEqual([0, []]);
  });
});

describe('the balance at the provider', () => {
  const compared = async (office: GivingOffice) => {
    const check = await compareBalance({ ...office.deps, store: storeOf('settle-payments', office.deps.store) });
    if (check === undefined) throw new Error('nothing moves here while it is compared');
    return check;
  };

  it('is what the books say, before and after a payout, and while it is on its way', async () => {
    const office = openGivingOffice();
    await office.pay(24_000);
    await office.hearAll();
    office.pass({ hours: 2 });
    expect(await compared(office)).toMatchObject({ books: 23_692, pending: 23_692, onTheWay: 0, difference: 0 });
    const payoutId = office.provider.balance.payOut();
    expect(await compared(office)).toMatchObject({ books: 23_692, pending: 0, onTheWay: 23_692, difference: 0 });
    office.provider.balance.arrive(payoutId);
    await settlePayouts(office.deps);
    expect(await compared(office)).toMatchObject({ books: 0, pending: 0, onTheWay: 0, difference: 0, notBooked: [] });
    expect(office.tasks()).toEqual([]);
  });

  it('may have what nobody could tell of yet, for an hour, and a fee that is booked with its payout', async () => {
    const office = openGivingOffice();
    await office.pay(24_000);
    office.provider.balance.move({ what: 'provider-fee', amount: -500, fee: 0, source: 'fee_monthly' });
    expect(await compared(office)).toMatchObject({
      underWay: 23_192,
      difference: 0,
      notBooked: [
        { what: 'gift', amount: 23_692, waitsFor: 'report' },
        { what: 'provider-fee', amount: -500, waitsFor: 'payout' },
      ],
    });
    office.pass({ hours: 2 });
    expect(await compared(office)).toMatchObject({
      underWay: -500,
      difference: 23_692,
      notBooked: [{ waitsFor: 'overdue' }, { waitsFor: 'payout' }],
    });
  });

  it.each(['completeRefund', 'failRefund'] as const)(
    'is less by a refund that is on its way to its donor, and agrees after %s',
    async (end) => {
      const office = openGivingOffice();
      const refundId = office.provider.refund(await office.pay(24_000), pence(1000), 'pending');
      await office.hearAll();
      office.pass({ days: 2 });
      expect(await compared(office)).toMatchObject({
        books: 23_692,
        underWay: -1000,
        difference: 0,
        notBooked: [{ what: 'refund', amount: -1000, waitsFor: 'refund' }],
      });
      office.provider[end](refundId);
      expect((await compared(office)).difference).toBe(0);
      await office.hearAll();
      expect(await compared(office)).toMatchObject({ difference: 0, notBooked: [] });
    },
  );

  it('that differs is a task for finance, once, until they agree again; and another one the next time', async () => {
    const office = openGivingOffice();
    const difference = async () => {
      office.pass({ hours: 2 });
      return (await compared(office)).difference;
    };
    office.provider.balance.move({ what: 'other', amount: -7, fee: 0, source: 'adj_1' });
    expect([await difference(), await difference()]).toEqual([-7, -7]);
    expect(office.tasks()).toMatchObject([{ value: { kind: 'balance-difference', state: 'open' } }]);
    office.provider.balance.move({ what: 'other', amount: 7, fee: 0, source: 'adj_2' });
    expect(await difference()).toBe(0);
    expect(office.tasks()).toMatchObject([{ value: { state: 'done', result: 'they agree again' } }]);
    office.provider.balance.move({ what: 'other', amount: 3, fee: 0, source: 'adj_3' });
    expect(await difference()).toBe(3);
    expect(office.tasks().map(({ value }) => 'state' in value && value.state)).toEqual(['done', 'open']);
  });

  it('is not compared while something moves', async () => {
    const office = openGivingOffice();
    const { payments } = office.deps;
    let pence = 0;
    const fetchBalance = async () => {
      pence += 1;
      return { availablePence: pence, pendingPence: 0 };
    };
    expect(await compareBalance({ ...office.deps, payments: { ...payments, fetchBalance } })).toBeUndefined();
    expect(office.tasks()).toEqual([]);
  });

  /** Not yet, or so that it arrives, is on its way, or comes back. */
  const payOutSomehow = (office: GivingOffice, way: number): void => {
    const { balance } = office.provider;
    if (balance.waiting() === 0) return;
    if (way === 1) office.payOut();
    if (way === 2) balance.payOut();
    if (way === 3) balance.fail(balance.payOut());
  };

  it('agrees with the books to the penny, whatever happened to gifts, paid out or not', async () => {
    const gift = fc.record({
      amount: fc.integer({ min: 2000, max: 60_000 }),
      fate: fc.nat({ max: 7 }),
      paysOut: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(gift, { minLength: 1, maxLength: 6 }), async (gifts) => {
        const office = openGivingOffice();
        for (const { amount, fate, paysOut } of gifts) {
          await befall(office, await office.pay(amount), amount, fate);
          payOutSomehow(office, paysOut);
        }
        await office.hearAll();
        await settlePayouts(office.deps);
        office.pass({ hours: 2 });
        expect(await compared(office)).toMatchObject({ difference: 0, notBooked: [] });
      }),
      { numRuns: 30 },
    );
  });
});
