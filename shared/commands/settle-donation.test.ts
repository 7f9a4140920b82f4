import { describe, expect, it } from 'vitest';
import { DonationId, Pence } from '../../events/values.ts';
import { asFunction } from '../../test/grants/store-of.ts';
import { faultsIn } from '../../test/simulation/invariants.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { interrupting, openOffice, refusalOf, type SmallOffice, whatOf } from '../../test/support/small-office.ts';
import type { PaymentEvent } from '../payments/interface.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { type GiftForm, pledgeDonation, storePaymentReport } from './give.ts';
import { settleDonation } from './settle-donation.ts';

const form: GiftForm = {
  donationId: idOf.donation(1),
  amount: Pence.parse(72_000),
  fundId: generalFundId,
  donor: { name: 'A Donor', email: 'donor@example.org' },
  giftAid: { declared: false, noBenefit: false },
  link: undefined,
};

function openGivingOffice() {
  const memory = new MemoryStore();
  const count = (kind: string) => memory.export().records.filter((record) => record.kind === kind).length;
  return { ...openOffice(memory), memory, count };
}

const donationOf = async (office: SmallOffice) => (await office.read('donation', idOf.donation(1))).value;

describe('a payment', () => {
  it('reported and settled again and again is booked once', async () => {
    const office = openGivingOffice();
    whatOf(await pledgeDonation(office.deps, form));
    await office.payFor(idOf.donation(1));
    const once = JSON.stringify(office.memory.export());
    for await (const event of office.payments.listEvents(office.deps.now())) {
      whatOf(await storePaymentReport(office.deps, event));
      whatOf(await settleDonation(asFunction('handle-donation', office.deps), idOf.donation(1), event.eventId));
    }
    expect(JSON.stringify(office.memory.export())).toBe(once);
    expect([office.count('lot'), office.count('payment-report'), office.count('email')]).toEqual([1, 1, 1]);
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  it('that is reported before we wrote down its payment page is booked all the same, and so is what happens to it later', async () => {
    const memory = new MemoryStore();
    let dies = true;
    const office = openOffice(
      interrupting(memory, async ([decision]) => {
        if (dies && decision?.did === 'open-checkout') throw new Error('the process died');
        return undefined;
      }),
    );
    await expect(pledgeDonation(office.deps, form)).rejects.toThrow('the process died');
    dies = false;
    await office.payFor(idOf.donation(1));
    expect(await donationOf(office)).toMatchObject({ state: 'collected', amount: 72_000 });
    const [checkout] = [...office.payments.provider.checkouts.keys()];
    office.payments.provider.refund(checkout ?? '', Pence.parse(500));
    whatOf(await settleDonation(asFunction('handle-donation', office.deps), idOf.donation(1), undefined));
    expect((await donationOf(office)).refunds).toHaveLength(1);
    const unknown = { ...office.payments, findCheckout: async () => undefined };
    const settled = await settleDonation(
      { ...asFunction('handle-donation', office.deps), payments: unknown },
      idOf.donation(1),
      undefined,
    );
    expect(refusalOf(settled)).toEqual({ code: 'not-found', passed: false });
    expect(faultsIn(memory.export())).toEqual([]);
    expect(refusalOf(await pledgeDonation(office.deps, form))).toMatchObject({ code: 'used-already' });
  });

  it('of a gift we do not know is none of ours, even if it names one', async () => {
    const office = openGivingOffice();
    const event = { eventId: 'evt_00000001', type: 'checkout.session.completed', createdAt: office.deps.now() };
    const named = { ...event, donationId: DonationId.parse('don_notoneofours'), checkoutId: 'cs_1' };
    for (const unknown of [
      event,
      named,
      { ...event, paymentId: 'pi_unknown' },
      { ...event, checkoutId: 'cs_unknown' },
    ]) {
      expect(refusalOf(await storePaymentReport(office.deps, unknown))).toEqual({ code: 'not-found', passed: false });
    }
    expect(office.memory.export().records).toEqual([]);
  });

  it('is looked for again when we or the provider know too little of it', async () => {
    const office = openGivingOffice();
    expect(
      refusalOf(await settleDonation(asFunction('handle-donation', office.deps), idOf.donation(1), 'evt_1')),
    ).toEqual({
      code: 'not-found',
      passed: false,
    });
    whatOf(await pledgeDonation(office.deps, form));
    const forgetful = { ...office.payments, fetchPayment: async () => undefined };
    const settled = await settleDonation(
      { ...asFunction('handle-donation', office.deps), payments: forgetful },
      idOf.donation(1),
      'evt_1',
    );
    expect(refusalOf(settled)).toEqual({ code: 'not-found', passed: false });
  });

  it('that comes in while its payment page is being written down stays booked', async () => {
    const office = openGivingOffice();
    const quick: typeof office.payments = {
      ...office.payments,
      openCheckout: async (request) => {
        const made = await office.payments.openCheckout(request);
        await office.payFor(idOf.donation(1));
        return made;
      },
    };
    const { url } = whatOf(await pledgeDonation({ ...office.deps, payments: quick }, form));
    expect(url).toMatch(/^https:/);
    expect((await donationOf(office)).state).toBe('collected');
    expect([office.count('lot'), faultsIn(office.memory.export())]).toEqual([1, []]);
  });

  it('whose later events name only the payment is found by it', async () => {
    const office = openGivingOffice();
    whatOf(await pledgeDonation(office.deps, form));
    await office.payFor(idOf.donation(1));
    const [checkout] = [...office.payments.provider.checkouts.keys()];
    office.payments.provider.refund(checkout ?? '', Pence.parse(500));
    let refund: PaymentEvent | undefined;
    for await (const event of office.payments.listEvents(office.deps.now())) {
      if (event.type === 'refund.created') refund = event;
    }
    expect(refund).toMatchObject({ donationId: undefined, checkoutId: undefined });
    if (refund === undefined) throw new Error('the provider tells of it');
    whatOf(await storePaymentReport(office.deps, refund));
    expect((await office.read('payment-report', refund.eventId)).value).toMatchObject({
      donationId: idOf.donation(1),
      checkoutId: checkout,
    });
  });

  it('said to have failed after it was collected comes too late, for good', async () => {
    const office = openGivingOffice();
    whatOf(await pledgeDonation(office.deps, form));
    await office.payFor(idOf.donation(1));
    const [checkout] = [...office.payments.provider.checkouts.keys()];
    const paid = await office.payments.fetchPayment(checkout ?? '');
    if (paid === undefined) throw new Error('the provider knows it');
    const payments = { ...office.payments, fetchPayment: async () => ({ ...paid, status: 'failed' as const }) };
    const settled = await settleDonation(
      { ...asFunction('handle-donation', office.deps), payments },
      idOf.donation(1),
      'evt_00000001',
    );
    expect(refusalOf(settled)).toEqual({ code: 'wrong-state', passed: true });
  });
});
