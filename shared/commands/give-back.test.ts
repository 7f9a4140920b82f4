import { describe, expect, it } from 'vitest';
import { type DisputeId, Pence } from '../../events/values.ts';
import { freeOf, openGivingOffice } from '../../test/support/giving-office.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { refusalOf, whatOf } from '../../test/support/small-office.ts';
import { balances } from '../domain/journal.ts';
import { rejectPlace } from './approve.ts';
import { composeLetter } from './compose-letter.ts';
import { pledgeDonation } from './give.ts';

const pence = (amount: number): Pence => Pence.parse(amount);

describe('a refund made at the provider', () => {
  it('before anything was reserved takes what is free, and the rest of the gift stays', async () => {
    const office = openGivingOffice();
    const checkout = await office.receive(1, 72_000);
    const refundId = office.provider.refund(checkout, pence(20_000));
    await office.look();
    expect(await office.lot(1)).toMatchObject({ amount: 72_000, free: 52_000, refunded: 20_000, shortfall: 0 });
    expect((await office.read('refund', refundId)).value).toMatchObject({ state: 'succeeded', amount: 20_000 });
    expect([freeOf(office), office.balance('refunds')]).toEqual([52_000, 0]);
    expect((await office.gift(1)).giftAid).toMatchObject({ state: 'declared', on: 52_000 });
    expect(office.faults()).toEqual([]);
  });

  it('after a reservation leaves the place its money: the rest is shortfall and deficit, cleared by the next gift', async () => {
    const office = openGivingOffice();
    const checkout = await office.receive(1, 36_000);
    await office.wait(1, 30_000);
    await office.runPass();
    office.provider.refund(checkout, pence(36_000));
    await office.look();
    expect(await office.lot(1)).toMatchObject({ free: 0, refunded: 36_000, shortfall: 30_000 });
    expect((await office.fund()).deficit).toBe(30_000);
    expect((await office.read('place', idOf.place(1))).value.state).toBe('reserved');
    expect(office.faults()).toEqual([]);
    await office.wait(2, 6000);
    await office.receive(2, 34_000);
    await office.runPass();
    expect(await office.lot(2)).toMatchObject({ free: 4000, givenToDeficit: 30_000 });
    expect((await office.fund()).deficit).toBe(0);
    expect((await office.read('place', idOf.place(2))).value.state).toBe('requested');
    expect(office.faults()).toEqual([]);
  });

  it('is made good first by the money that its own place gives back', async () => {
    const office = openGivingOffice();
    const checkout = await office.receive(1, 36_000);
    await office.wait(1, 30_000);
    await office.runPass();
    office.provider.refund(checkout, pence(20_000));
    await office.look();
    expect(await office.lot(1)).toMatchObject({ free: 0, shortfall: 14_000 });
    const { version } = await office.read('place', idOf.place(1));
    const cora = { id: 'cora', roles: ['coordinator'] } as const;
    whatOf(await rejectPlace(office.deps, { placeId: idOf.place(1), seen: version, reason: 'not needed' }, cora));
    expect(await office.lot(1)).toMatchObject({ free: 16_000, shortfall: 0, refunded: 20_000 });
    expect((await office.fund()).deficit).toBe(0);
    expect(office.faults()).toEqual([]);
  });

  it('that is pending sets its money aside, and gives it back when it fails, also after it had succeeded', async () => {
    const office = openGivingOffice();
    const checkout = await office.receive(1, 72_000);
    const refundId = office.provider.refund(checkout, pence(20_000), 'pending');
    await office.look();
    expect([freeOf(office), office.balance('refunds')]).toEqual([52_000, -20_000]);
    office.provider.completeRefund(refundId);
    await office.look();
    expect([freeOf(office), office.balance('refunds')]).toEqual([52_000, 0]);
    office.provider.failRefund(refundId);
    await office.look();
    expect([freeOf(office), office.balance('refunds')]).toEqual([72_000, 0]);
    expect(await office.lot(1)).toMatchObject({ free: 72_000, refunded: 0 });
    expect((await office.gift(1)).giftAid).toMatchObject({ state: 'declared', on: 72_000 });
    expect(office.faults()).toEqual([]);
  });

  it('that we learn of before the gift itself is booked after it, in one go', async () => {
    const office = openGivingOffice();
    const donationId = idOf.donation(1);
    const donor = { name: 'A Donor', email: 'donor@example.org' };
    const giftAid = { declared: false, noBenefit: false };
    const gift = { donationId, amount: pence(72_000), fundId: generalFundId, donor, giftAid, link: undefined };
    whatOf(await pledgeDonation(office.deps, gift));
    office.provider.pay(office.checkoutOf(1));
    office.provider.refund(office.checkoutOf(1), pence(72_000));
    const [, refunded] = await office.events();
    await office.deliver(refunded === undefined ? [] : [refunded]);
    expect(await office.gift(1)).toMatchObject({ state: 'collected' });
    expect(await office.lot(1)).toMatchObject({ amount: 72_000, free: 0, refunded: 72_000 });
    expect(office.faults()).toEqual([]);
  });

  it('before the receipt was sent leaves a receipt of what is with us, and none when nothing is', async () => {
    const office = openGivingOffice();
    for (const n of [1, 2]) office.provider.refund(await office.receive(n, 72_000), pence(n === 1 ? 22_000 : 72_000));
    await office.look();
    const compose = async (n: number) => {
      const letters = office.memory.export().records.flatMap(({ value }) => ('template' in value ? [value] : []));
      const letter = letters.find(({ about }) => about === `donation/${idOf.donation(n)}`);
      if (letter === undefined) throw new Error('the donor is thanked');
      return composeLetter(office.deps, letter);
    };
    expect(whatOf(await compose(1))).toMatchObject({ data: { amount: 50_000 } });
    expect(refusalOf(await compose(2))).toEqual({ code: 'closed', passed: true });
  });

  it('is one of a hundred on one gift: all are booked, in as many transactions as it takes', async () => {
    const office = openGivingOffice();
    const checkout = await office.receive(1, 72_000);
    for (let n = 0; n < 100; n += 1) office.provider.refund(checkout, pence(100));
    const [last] = (await office.events()).slice(-1);
    await office.deliver(last === undefined ? [] : [last]);
    expect(await office.lot(1)).toMatchObject({ free: 62_000, refunded: 10_000 });
    expect(office.faults()).toEqual([]);
  });
});

describe('a dispute', () => {
  it('that only asks moves nothing', async () => {
    const office = openGivingOffice();
    const id = office.provider.dispute(await office.receive(1, 72_000), { warning: true });
    await office.look();
    expect((await office.read('dispute', id)).value).toMatchObject({ state: 'open', notice: true, movements: [] });
    expect(freeOf(office)).toBe(72_000);
  });

  it('takes its sum and its fee, and once won brings a lot of its own', async () => {
    const office = openGivingOffice();
    const checkout = await office.receive(1, 72_000);
    const clearing = office.balance('clearing');
    const id = office.provider.dispute(checkout);
    office.provider.withdraw(id);
    await office.look();
    expect(await office.lot(1)).toMatchObject({ free: 0, refunded: 72_000 });
    expect([office.balance('dispute-fees'), office.balance('clearing')]).toEqual([2000, clearing - 74_000]);
    office.provider.reinstate(id);
    office.provider.close(id, 'won');
    await office.look();
    await office.look();
    const won = office.memory
      .export()
      .records.filter(({ kind, value }) => kind === 'lot' && 'origin' in value && value.origin === 'dispute-won');
    expect(won.map(({ value }) => value)).toMatchObject([
      { amount: 72_000, free: 72_000, donationId: idOf.donation(1) },
    ]);
    expect([freeOf(office), office.balance('clearing')]).toEqual([72_000, clearing - 2000]);
    expect((await office.read('dispute', id)).value).toMatchObject({
      state: 'won',
      movements: [
        { amount: -72_000, fee: 2000 },
        { amount: 72_000, fee: 0 },
      ],
    });
    expect(office.faults()).toEqual([]);
  });

  it('over a large first gift takes it before anybody was promised it', async () => {
    const office = openGivingOffice();
    const checkout = await office.receive(1, 500_000);
    await office.wait(1, 30_000);
    await office.runPass();
    expect((await office.lot(1)).reviewUntil).toBeDefined();
    office.provider.withdraw(office.provider.dispute(checkout));
    await office.look();
    expect(await office.lot(1)).toMatchObject({ free: 0, refunded: 500_000, shortfall: 0 });
    expect([(await office.fund()).deficit, (await office.read('place', idOf.place(1))).value.state]).toEqual([
      0,
      'requested',
    ]);
    expect(office.faults()).toEqual([]);
  });

  it('that is lost stays gone', async () => {
    const office = openGivingOffice();
    const id = office.provider.dispute(await office.receive(1, 72_000), { amountPence: pence(50_000) });
    office.provider.withdraw(id);
    office.provider.close(id, 'lost');
    await office.look();
    expect((await office.read('dispute', id)).value.state).toBe('lost');
    expect([freeOf(office), (await office.gift(1)).giftAid.on]).toEqual([22_000, 22_000]);
    expect(office.faults()).toEqual([]);
  });

  it('over gifts from one card, forty of them, leaves books exact and no place lost', async () => {
    const office = openGivingOffice();
    await office.give(99, 24_000);
    for (let n = 1; n <= 40; n += 1) await office.receive(n, 1500);
    await office.wait(1, 30_000);
    await office.wait(2, 30_000);
    await office.runPass();
    const ids: DisputeId[] = [];
    for (let n = 1; n <= 40; n += 1) {
      const id = office.provider.dispute(office.checkoutOf(n));
      office.provider.withdraw(id);
      ids.push(id);
    }
    await office.deliver((await office.events()).toReversed());
    expect(office.faults()).toEqual([]);
    const placeStates = [
      (await office.read('place', idOf.place(1))).value.state,
      (await office.read('place', idOf.place(2))).value.state,
    ];
    expect(placeStates).toEqual(['reserved', 'reserved']);
    expect((await office.fund()).deficit - freeOf(office)).toBe(36_000);
    for (const id of ids) office.provider.close(id, 'lost');
    await office.look();
    await office.runPass();
    expect([(await office.fund()).deficit, office.balance('dispute-fees')]).toEqual([36_000, 80_000]);
    expect(office.faults()).toEqual([]);
    expect([...balances(office.memory.export().journal).values()].reduce((sum, each) => sum + each, 0)).toBe(0);
  });
});
