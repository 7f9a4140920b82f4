import { describe, expect, it } from 'vitest';
import { Pence, RefundId } from '../../events/values.ts';
import { storeOf } from '../../test/grants/store-of.ts';
import { freeOf, type GivingOffice, openGivingOffice } from '../../test/support/giving-office.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { fay, whatOf } from '../../test/support/small-office.ts';
import { withMethods } from '../../test/support/with-methods.ts';
import type { Actor } from '../domain/actor.ts';
import type { Store } from '../store/interface.ts';
import { pledgeDonation } from './give.ts';
import { askRefund, decideRefund, sendRefund } from './refund.ts';
import { settleDonation } from './settle-donation.ts';
import { sweepPayments } from './sweep.ts';

async function receiveWithoutFee() {
  const office = openGivingOffice();
  const donor = { name: 'A Donor', email: 'donor@example.org' };
  const gift = { donationId: idOf.donation(1), amount: Pence.parse(72_000), fundId: generalFundId, donor };
  const giftAid = { declared: false, noBenefit: false };
  whatOf(await pledgeDonation(office.deps, { ...gift, giftAid, link: undefined }));
  office.provider.pay(office.checkoutOf(1), '4242', true);
  whatOf(await settleDonation(office.deps, idOf.donation(1), undefined));
  return office;
}

const chen: Actor = { id: 'chen', roles: ['finance-checker'] };

async function decideToRefund(office: GivingOffice, amount: Pence): Promise<RefundId> {
  const refundId = RefundId.parse('rfd_000000000001');
  const asked = { id: refundId, donationId: idOf.donation(1), amount, reason: 'donor-asked' } as const;
  whatOf(await askRefund(office.deps, asked, fay));
  const { version } = await office.read('refund', refundId);
  whatOf(await decideRefund(office.deps, { refundId, seen: version, agrees: true }, chen));
  return refundId;
}

/** A store whose process dies at the commits that do this, before or after they are made. */
const breakingCommits = (store: Store, did: string, when: 'before' | 'after'): Store =>
  withMethods(store, {
    commit: async (decisions) => {
      const isMeant = decisions.some((decision) => decision.did === did);
      const result = isMeant && when === 'before' ? undefined : await store.commit(decisions);
      if (isMeant || result === undefined) throw new Error('broke off');
      return result;
    },
  });

describe('a fee that the provider did not know when the gift came', () => {
  it('is not booked as nothing: it is found by the sweep, and booked once', async () => {
    const office = await receiveWithoutFee();
    expect((await office.gift(1)).collected).not.toHaveProperty('fee');
    expect([office.balance('clearing'), office.balance('fees')]).toEqual([72_000, 0]);
    const deps = { ...office.deps, store: storeOf('settle-payments', office.deps.store) };
    expect(await sweepPayments(deps, 3)).toMatchObject({ refused: [] });
    expect((await office.gift(1)).collected).not.toHaveProperty('fee');
    office.provider.knowFee(office.checkoutOf(1));
    expect(await sweepPayments(deps, 3)).toMatchObject({ refused: [] });
    expect((await office.gift(1)).collected).toMatchObject({ fee: 884 });
    expect([office.balance('clearing'), office.balance('fees'), freeOf(office)]).toEqual([71_116, 884, 72_000]);
    await sweepPayments(office.deps, 3);
    whatOf(await settleDonation(office.deps, idOf.donation(1), undefined));
    expect(office.balance('fees')).toBe(884);
    expect(office.faults()).toEqual([]);
  });

  it('is found together with what a bank took meanwhile and no report told of', async () => {
    const office = await receiveWithoutFee();
    office.provider.withdraw(office.provider.dispute(office.checkoutOf(1)));
    office.provider.knowFee(office.checkoutOf(1));
    await sweepPayments({ ...office.deps, store: storeOf('settle-payments', office.deps.store) }, 3);
    expect((await office.gift(1)).collected).toMatchObject({ fee: 884 });
    expect([office.balance('clearing'), freeOf(office)]).toEqual([-2884, 0]);
    expect(office.faults()).toEqual([]);
  });

  it.each(['before', 'after'] as const)(
    'is booked once by a refund that goes out when it is known, though the commit broke off %s it was made',
    async (when) => {
      const office = await receiveWithoutFee();
      const refundId = await decideToRefund(office, Pence.parse(20_000));
      office.provider.knowFee(office.checkoutOf(1));
      const { deps } = office;
      const store = breakingCommits(deps.store, 'book-fee', when);
      await expect(sendRefund({ ...deps, store }, refundId)).rejects.toThrow('broke off');
      whatOf(await sendRefund(deps, refundId));
      expect((await office.gift(1)).collected).toMatchObject({ fee: 884 });
      expect([office.balance('clearing'), office.balance('fees'), freeOf(office)]).toEqual([51_116, 884, 52_000]);
      expect(office.provider.checkouts.get(office.checkoutOf(1))?.refunds).toHaveLength(1);
      expect(office.faults()).toEqual([]);
    },
  );

  it('is borne by the gift itself when gifts are credited net', async () => {
    const office = await receiveWithoutFee();
    office.provider.knowFee(office.checkoutOf(1));
    const settings = { ...office.deps.settings, giving: { ...office.deps.settings.giving, crediting: 'net' as const } };
    whatOf(await settleDonation({ ...office.deps, settings }, idOf.donation(1), undefined));
    expect(await office.lot(1)).toMatchObject({ amount: 71_116, free: 71_116 });
    expect([office.balance('clearing'), office.balance('fees'), freeOf(office)]).toEqual([71_116, 0, 71_116]);
    expect((await office.gift(1)).amount).toBe(72_000);
    expect(office.faults()).toEqual([]);
  });
});
