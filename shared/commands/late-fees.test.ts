import { describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { storeOf } from '../../test/grants/store-of.ts';
import { freeOf, openGivingOffice } from '../../test/support/giving-office.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { whatOf } from '../../test/support/small-office.ts';
import type { Payments } from '../payments/interface.ts';
import { pledgeDonation } from './give.ts';
import { settleDonation } from './settle-donation.ts';
import { sweepPayments } from './sweep.ts';

/** The provider, as long as it does not know what it will keep. */
const withoutFee = (payments: Payments): Payments => ({
  ...payments,
  fetchPayment: async (id) => {
    const payment = await payments.fetchPayment(id);
    return payment && { ...payment, feePence: undefined };
  },
});

async function receiveWithoutFee() {
  const office = openGivingOffice();
  const donor = { name: 'A Donor', email: 'donor@example.org' };
  const gift = { donationId: idOf.donation(1), amount: Pence.parse(72_000), fundId: generalFundId, donor };
  const giftAid = { declared: false, noBenefit: false };
  whatOf(await pledgeDonation(office.deps, { ...gift, giftAid, link: undefined }));
  office.provider.pay(office.checkoutOf(1));
  const deps = { ...office.deps, payments: withoutFee(office.payments) };
  whatOf(await settleDonation(deps, idOf.donation(1), undefined));
  return office;
}

describe('a fee that the provider did not know when the gift came', () => {
  it('is not booked as nothing: it is found by the sweep, and booked once', async () => {
    const office = await receiveWithoutFee();
    expect((await office.gift(1)).collected).not.toHaveProperty('fee');
    expect([office.balance('clearing'), office.balance('fees')]).toEqual([72_000, 0]);
    const deps = { ...office.deps, store: storeOf('settle-payments', office.deps.store) };
    expect(await sweepPayments(deps, 3)).toMatchObject({ refused: [] });
    expect((await office.gift(1)).collected).toMatchObject({ fee: 884 });
    expect([office.balance('clearing'), office.balance('fees'), freeOf(office)]).toEqual([71_116, 884, 72_000]);
    await sweepPayments(office.deps, 3);
    whatOf(await settleDonation(office.deps, idOf.donation(1), undefined));
    expect(office.balance('fees')).toBe(884);
    expect(office.faults()).toEqual([]);
  });

  it('is borne by the gift itself when gifts are credited net', async () => {
    const office = await receiveWithoutFee();
    const settings = { ...office.deps.settings, giving: { ...office.deps.settings.giving, crediting: 'net' as const } };
    whatOf(await settleDonation({ ...office.deps, settings }, idOf.donation(1), undefined));
    expect(await office.lot(1)).toMatchObject({ amount: 71_116, free: 71_116 });
    expect([office.balance('clearing'), office.balance('fees'), freeOf(office)]).toEqual([71_116, 0, 71_116]);
    expect((await office.gift(1)).amount).toBe(72_000);
    expect(office.faults()).toEqual([]);
  });
});
