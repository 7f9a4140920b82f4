import { describe, expect, it } from 'vitest';
import { LocalDate, Pence } from '../../events/values.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import {
  cora,
  fay,
  interrupting,
  openOffice,
  refusalOf,
  type SmallOffice,
  whatOf,
} from '../../test/support/small-office.ts';
import { MemoryStore } from '../store/memory-store.ts';
import type { StoreContent } from '../store/store-content.ts';
import { openFunds } from './fund.ts';
import { findGivingLink, type GiftForm, makeGivingLink, pledgeDonation, recordGift } from './give.ts';

const pence = (amount: number): Pence => Pence.parse(amount);

const form = (but: Partial<GiftForm> = {}): GiftForm => ({
  donationId: idOf.donation(1),
  amount: pence(72_000),
  fundId: generalFundId,
  donor: { name: 'Marked Donor', email: 'marked@example.org' },
  giftAid: { declared: false, noBenefit: false },
  link: undefined,
  ...but,
});

function openGivingOffice() {
  const memory = new MemoryStore();
  const office = openOffice(memory);
  const count = (kind: string) => memory.export().records.filter((record) => record.kind === kind).length;
  return { ...office, memory, count, everything: (): StoreContent => memory.export() };
}

const donationOf = async (office: SmallOffice) => (await office.read('donation', idOf.donation(1))).value;

describe('giving online', () => {
  it('leads to a payment page that knows the gift and nothing of the donor', async () => {
    const office = openGivingOffice();
    const { url } = whatOf(await pledgeDonation(office.deps, form()));
    const [checkout] = [...office.payments.provider.checkouts.values()];
    expect(url).toBe(`https://checkout.invalid/${checkout?.checkoutId}`);
    expect(checkout?.request).toMatchObject({ donationId: idOf.donation(1), amountPence: 72_000 });
    expect(JSON.stringify([checkout, office.everything()])).not.toMatch(/marked/i);
    expect(await donationOf(office)).toMatchObject({ state: 'pending', checkout: { url } });
  });

  it('sent twice is one gift, one donor and one payment page', async () => {
    const office = openGivingOffice();
    const first = whatOf(await pledgeDonation(office.deps, form()));
    expect(whatOf(await pledgeDonation(office.deps, form()))).toEqual(first);
    expect(whatOf(await pledgeDonation(office.deps, form({ amount: pence(500) })))).toEqual(first);
    expect([office.count('donation'), office.count('identity')]).toEqual([1, 1]);
    expect(office.payments.provider.checkouts.size).toBe(1);
  });

  it('goes on where it stopped when the payment page could not be made', async () => {
    const office = openGivingOffice();
    const failing = { ...office.payments, openCheckout: async () => Promise.reject(new Error('no network')) };
    await expect(pledgeDonation({ ...office.deps, payments: failing }, form())).rejects.toThrow('no network');
    expect((await donationOf(office)).state).toBe('pledged');
    office.pass({ hours: 2 });
    whatOf(await pledgeDonation(office.deps, form()));
    expect([office.count('donation'), office.count('identity'), office.payments.provider.checkouts.size]).toEqual([
      1, 1, 1,
    ]);
  });

  it('asks the provider the same again when it died before it wrote down the answer', async () => {
    const memory = new MemoryStore();
    let dies = true;
    const office = openOffice(
      interrupting(memory, async ([decision]) => {
        if (dies && decision?.did === 'open-checkout') throw new Error('the process died');
        return undefined;
      }),
    );
    await expect(pledgeDonation(office.deps, form())).rejects.toThrow('the process died');
    dies = false;
    office.pass({ hours: 1 });
    whatOf(await pledgeDonation(office.deps, form()));
    expect(office.payments.provider.checkouts.size).toBe(1);
    expect((await donationOf(office)).checkout?.expiresAt).toBe('2027-03-02T09:00:00.000Z');
  });

  it('is over when it was paid, when its page has closed, and when too little time is left to open one', async () => {
    const paid = openGivingOffice();
    whatOf(await pledgeDonation(paid.deps, form()));
    await paid.payFor(idOf.donation(1));
    expect(refusalOf(await pledgeDonation(paid.deps, form()))).toMatchObject({ code: 'used-already' });

    const late = openGivingOffice();
    whatOf(await pledgeDonation(late.deps, form()));
    late.pass({ hours: 23 });
    expect(refusalOf(await pledgeDonation(late.deps, form()))).toMatchObject({ code: 'used-already' });

    const failed = openGivingOffice();
    const failing = { ...failed.payments, openCheckout: async () => Promise.reject(new Error('no network')) };
    await expect(pledgeDonation({ ...failed.deps, payments: failing }, form())).rejects.toThrow('no network');
    failed.pass({ hours: 22, minutes: 31 });
    expect(refusalOf(await pledgeDonation(failed.deps, form()))).toMatchObject({ code: 'used-already' });
  });

  it('is refused outside the limits, and for a fund that is not there, and keeps nothing of the donor', async () => {
    const office = openGivingOffice();
    expect(refusalOf(await pledgeDonation(office.deps, form({ amount: pence(1) })))).toMatchObject({ code: 'invalid' });
    expect(refusalOf(await pledgeDonation(office.deps, form({ fundId: idOf.fund(9) })))).toMatchObject({
      code: 'not-found',
    });
    expect([office.count('donation'), office.count('identity')]).toEqual([0, 0]);
  });

  it('always finds the general fund, also before the first gift opens it', async () => {
    const office = openGivingOffice();
    expect((await openFunds(office.deps)).map(({ id }) => id)).toEqual([generalFundId]);
    whatOf(await pledgeDonation(office.deps, form()));
    expect((await openFunds(office.deps)).map(({ id }) => id)).toEqual([generalFundId]);
  });
});

describe('opening a fund', () => {
  it('with a form sent twice is one fund', async () => {
    const office = openGivingOffice();
    await office.openFund(1, { groups: [], regions: ['wales'] });
    await office.openFund(1, { groups: [], regions: ['london'] });
    expect((await office.read('fund', idOf.fund(1))).value.restriction.regions).toEqual(['wales']);
    expect((await office.store.history(`fund/${idOf.fund(1)}`, { limit: 5 })).items).toHaveLength(1);
  });
});

describe('giving by a link', () => {
  it('ASVS 15.3.3 gives the sum and to the fund of the link, whatever the form says', async () => {
    const office = openGivingOffice();
    const fundId = await office.openFund(1, { groups: ['survivor'], regions: [] });
    const { token } = whatOf(await makeGivingLink(office.deps, { fundId, amount: pence(10_000) }, cora));
    whatOf(await pledgeDonation(office.deps, form({ link: token })));
    expect(await donationOf(office)).toMatchObject({ amount: 10_000, fundId });
    expect(JSON.stringify(office.everything())).not.toContain(token);
  });

  it('needs a fund that is there', async () => {
    const { deps } = openGivingOffice();
    const input = { fundId: idOf.fund(9), amount: pence(10_000) };
    expect(refusalOf(await makeGivingLink(deps, input, cora))).toMatchObject({ code: 'not-found' });
  });

  it('is refused by a link that ran out, or that is none of ours', async () => {
    const office = openGivingOffice();
    const fundId = await office.openFund(1, { groups: [], regions: [] });
    const { token } = whatOf(await makeGivingLink(office.deps, { fundId, amount: pence(10_000) }, cora));
    office.pass({ days: 14 });
    for (const [link, code] of [
      [token, 'expired'],
      ['forged', 'not-found'],
      ['', 'not-found'],
    ] as const) {
      expect(refusalOf(await pledgeDonation(office.deps, form({ link })))).toEqual({ code, passed: false });
      expect(refusalOf(await findGivingLink(office.deps, link))).toEqual({ code, passed: false });
    }
    expect(office.count('donation')).toBe(0);
  });
});

describe('recording a gift', () => {
  it('with the same form twice is one gift of one donor', async () => {
    const office = openGivingOffice();
    const gift = { donationId: idOf.donation(1), fundId: generalFundId, amount: pence(5000), way: 'cheque' as const };
    const record = { ...gift, receivedOn: LocalDate.parse('2027-03-01'), donor: { name: 'Marked Donor' } };
    whatOf(await recordGift(office.deps, record, fay));
    whatOf(await recordGift(office.deps, record, fay));
    expect([office.count('donation'), office.count('lot'), office.count('identity')]).toEqual([1, 1, 1]);
  });

  it('into a fund whose last day was over when it came is refused, and keeps nothing of the donor', async () => {
    const office = openGivingOffice();
    const fundId = await office.openFund(2, { groups: ['survivor'], regions: [] });
    const fund = await office.read('fund', fundId);
    const dated = { ...fund.value, spendBy: LocalDate.parse('2027-02-27') };
    await office.put({ kind: 'fund', id: fundId, before: fund, after: dated });
    const gift = { donationId: idOf.donation(1), fundId, amount: pence(5000), way: 'bank-transfer' as const };
    const came = async (receivedOn: string) =>
      recordGift(office.deps, { ...gift, receivedOn: LocalDate.parse(receivedOn), donor: { name: 'Marked' } }, fay);
    expect(refusalOf(await came('2027-02-28'))).toMatchObject({ code: 'invalid' });
    expect([office.count('donation'), office.count('identity')]).toEqual([0, 0]);
    whatOf(await came('2027-02-27'));
    expect(office.count('donation')).toBe(1);
  });

  it('that is refused, or into a fund that is not there, keeps nothing of the donor', async () => {
    const office = openGivingOffice();
    const gift = { donationId: idOf.donation(1), fundId: generalFundId, amount: pence(5000), way: 'cheque' as const };
    const record = { ...gift, receivedOn: LocalDate.parse('2027-03-01'), donor: { name: 'Marked Donor' } };
    expect(refusalOf(await recordGift(office.deps, record, cora))).toMatchObject({ code: 'not-allowed' });
    const nowhere = { ...record, fundId: idOf.fund(9) };
    expect(refusalOf(await recordGift(office.deps, nowhere, fay))).toMatchObject({ code: 'not-found' });
    expect([office.count('donation'), office.count('identity')]).toEqual([0, 0]);
  });
});
