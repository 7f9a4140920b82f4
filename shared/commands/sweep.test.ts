import { describe, expect, it } from 'vitest';
import { Instant, Pence } from '../../events/values.ts';
import { asFunction } from '../../test/grants/store-of.ts';
import { faultsIn } from '../../test/simulation/invariants.ts';
import { place, referral } from '../../test/support/case-samples.ts';
import { donation, hold, lot } from '../../test/support/money-samples.ts';
import { askForMail, putOfferedCase } from '../../test/support/offered-case.ts';
import { generalFundId, idOf, poolId, settings } from '../../test/support/sample-ids.ts';
import { interrupting, openOffice, type SmallOffice, whatOf } from '../../test/support/small-office.ts';
import { later } from '../domain/office-days.ts';
import type { Store } from '../store/interface.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { pledgeDonation } from './give.ts';
import { sendEmail } from './send-email.ts';
import { settleDonation } from './settle-donation.ts';
import { sweepDeadlines, sweepMail, sweepPayments, sweepPools } from './sweep.ts';

function openSweptOffice() {
  const memory = new MemoryStore();
  return { ...openOffice(memory), memory };
}

/** The same store, with something in it that cannot be read. */
const reading = (store: Store, how: keyof Store, isBroken: (first: unknown) => boolean): Store =>
  new Proxy(store, {
    get: (target, property) => {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) =>
        property === how && isBroken(given[0])
          ? Promise.reject(new Error('a record cannot be read'))
          : Reflect.apply(member, target, given);
    },
  });

const stateOf = async (office: SmallOffice, kind: 'allocation' | 'place' | 'search' | 'donation', id: string) =>
  (await office.read(kind, id)).value.state;

describe('what ran out of time', () => {
  it.each(['offered', 'acknowledged'])('an offer that is %s goes on to the next therapist', async (state) => {
    const office = openSweptOffice();
    await putOfferedCase(office, { allocation: { state } });
    expect(await sweepDeadlines(asFunction('sweep-deadlines', office.deps))).toEqual({ done: 0, refused: [] });
    office.pass({ days: 2, hours: 7, minutes: 1 });
    expect(await sweepDeadlines(asFunction('sweep-deadlines', office.deps))).toEqual({ done: 1, refused: [] });
    expect(await stateOf(office, 'allocation', idOf.allocation(1))).toBe('expired');
    expect(await stateOf(office, 'search', idOf.referral(1))).toBe('seeking');
  });

  it('a reservation gives its money back', async () => {
    const office = openSweptOffice();
    await office.putNew(referral(), place('reserved'), hold());
    await office.putNew(lot(1, 30_000), lot(2, 40_000));
    office.pass({ days: 7 });
    expect(await sweepDeadlines(asFunction('sweep-deadlines', office.deps))).toEqual({ done: 0, refused: [] });
    office.pass({ hours: 8 });
    expect(await sweepDeadlines(asFunction('sweep-deadlines', office.deps))).toEqual({ done: 1, refused: [] });
    expect(await stateOf(office, 'place', idOf.place(1))).toBe('requested');
    expect((await office.read('lot', idOf.lot(1))).value.free).toBe(50_000);
  });

  it('an approved place without a therapist goes back to the waiting list', async () => {
    const office = openSweptOffice();
    await putOfferedCase(office, {
      allocation: { state: 'declined' },
      search: { state: 'none-left', live: undefined },
    });
    office.pass({ days: 22 });
    expect((await sweepDeadlines(asFunction('sweep-deadlines', office.deps))).done).toBe(1);
    expect(await office.read('place', idOf.place(1))).toMatchObject({
      value: { state: 'requested', unusable: ['no-therapist'] },
    });
  });

  it('the review of a large gift ends, and its money may be allocated', async () => {
    const office = openSweptOffice();
    const reviewUntil = '2027-03-08T10:00:00.000Z';
    await office.putNew(lot(1, 50_000, { reviewUntil }));
    await office.putNew(donation({ state: 'collected', reviewUntil }));
    office.pass({ days: 6 });
    expect((await sweepDeadlines(asFunction('sweep-deadlines', office.deps))).done).toBe(0);
    office.pass({ days: 1 });
    expect((await sweepDeadlines(asFunction('sweep-deadlines', office.deps))).done).toBe(1);
    const open = await office.store.range('lot', `open-lots/${generalFundId}`, 'lots', { limit: 10 });
    expect(open.items.map(({ id }) => id)).toEqual([idOf.lot(1)]);
  });

  it('a pledge that never came to a payment page expires', async () => {
    const office = openSweptOffice();
    await office.putNew(donation({ state: 'pledged', checkout: undefined }));
    office.pass({ hours: 22 });
    expect((await sweepDeadlines(asFunction('sweep-deadlines', office.deps))).done).toBe(0);
    office.pass({ hours: 1 });
    expect((await sweepDeadlines(asFunction('sweep-deadlines', office.deps))).done).toBe(1);
    expect(await stateOf(office, 'donation', idOf.donation(1))).toBe('expired');
  });

  it('swept twice has one effect', async () => {
    const office = openSweptOffice();
    await putOfferedCase(office);
    office.pass({ days: 30 });
    expect((await sweepDeadlines(asFunction('sweep-deadlines', office.deps))).done).toBe(2);
    const once = JSON.stringify(office.memory.export());
    expect(await sweepDeadlines(asFunction('sweep-deadlines', office.deps))).toEqual({ done: 0, refused: [] });
    expect(JSON.stringify(office.memory.export())).toBe(once);
  });

  it('that cannot be swept is told of, and does not keep the rest from being swept', async () => {
    const memory = new MemoryStore();
    const broken = interrupting(memory, async ([decision]) => {
      if (decision?.did === 'expire-offer') throw new Error('this one is broken');
      return undefined;
    });
    const office = openOffice(broken);
    await putOfferedCase(office);
    await office.putNew(donation({ state: 'pledged', checkout: undefined }));
    office.pass({ days: 4 });
    await expect(sweepDeadlines(asFunction('sweep-deadlines', office.deps))).rejects.toThrow('this one is broken');
    expect(await stateOf(office, 'donation', idOf.donation(1))).toBe('expired');
  });
});

describe('a sweep', () => {
  it('comes to the end of a list whose first hundreds cannot be handled', async () => {
    const memory = new MemoryStore();
    const office = openOffice(
      interrupting(memory, async ([decision]) => {
        if (decision?.did === 'close-donation' && !decision.about.endsWith('0300')) throw new Error('broken');
        return undefined;
      }),
    );
    for (let n = 1; n <= 300; n += 1) {
      await office.putNew(donation({ state: 'pledged', checkout: undefined }, n));
    }
    office.pass({ days: 4 });
    await expect(sweepDeadlines(asFunction('sweep-deadlines', office.deps))).rejects.toThrow('broken');
    expect(await stateOf(office, 'donation', idOf.donation(300))).toBe('expired');
  });
});

describe('waking the workers', () => {
  it('asks the allocator to look again, and every search that seeks', async () => {
    const office = openSweptOffice();
    await putOfferedCase(office, { allocation: { state: 'declined' }, search: { state: 'seeking', live: undefined } });
    expect(await sweepPools(asFunction('sweep-deadlines', office.deps))).toEqual({
      done: 2,
      refused: [],
      stuck: false,
    });
    expect(office.woken).toEqual([poolId, idOf.referral(1)]);
  });

  it('wakes everybody although the pool cannot be read, and says so afterwards', async () => {
    const office = openSweptOffice();
    await putOfferedCase(office, { allocation: { state: 'declined' }, search: { state: 'seeking', live: undefined } });
    const broken = reading(office.store, 'ranges', () => true);
    await expect(sweepPools({ ...asFunction('sweep-deadlines', office.deps), store: broken })).rejects.toThrow(
      'cannot be read',
    );
    expect(office.woken).toEqual([poolId, idOf.referral(1)]);
  });

  it('wakes the pool although the list of searches cannot be read, and tells of whoever holds money back', async () => {
    const office = openSweptOffice();
    await office.putNew(referral(), place('requested', { blocksSince: '2027-01-04T10:00:00.000Z' }));
    await office.give(1, 20_000);
    const broken = reading(office.store, 'list', (kind) => kind === 'search');
    await expect(sweepPools({ ...asFunction('sweep-deadlines', office.deps), store: broken })).rejects.toThrow(
      'cannot be read',
    );
    expect(office.woken).toEqual([poolId]);
    const { items } = await office.store.history(`referral/${idOf.referral(1)}`, { limit: 1, newestFirst: true });
    expect(items.map(({ did }) => did)).toEqual(['report-blocking']);
  });

  it('looks for whoever seeks although the pool could not be woken', async () => {
    const office = openSweptOffice();
    await putOfferedCase(office, { allocation: { state: 'declined' }, search: { state: 'seeking', live: undefined } });
    const wake = { ...office.deps.wake, pool: async () => Promise.reject(new Error('the queue is gone')) };
    await expect(sweepPools({ ...asFunction('sweep-deadlines', office.deps), wake })).rejects.toThrow(
      'the queue is gone',
    );
    expect(office.woken).toEqual([idOf.referral(1)]);
  });

  it('opens the fund that every pool has', async () => {
    const office = openSweptOffice();
    await sweepPools(asFunction('sweep-deadlines', office.deps));
    expect((await office.read('fund', generalFundId)).value).toMatchObject({ state: 'open', order: 0 });
    expect((await sweepPools(asFunction('sweep-deadlines', office.deps))).refused).toEqual([]);
  });

  it('says when somebody waits who could be paid for, which the allocator should not have left', async () => {
    const office = openSweptOffice();
    await office.putNew(place('requested'));
    await office.give(1, 29_999);
    expect((await sweepPools(asFunction('sweep-deadlines', office.deps))).stuck).toBe(false);
    await office.give(2, 200);
    expect((await sweepPools(asFunction('sweep-deadlines', office.deps))).stuck).toBe(true);
  });

  it('asks for mail that was asked for or claimed a while ago, and not for what is being sent', async () => {
    const office = openSweptOffice();
    await putOfferedCase(office);
    const waiting = await askForMail(office, 'therapist-offer');
    await sweepMail(asFunction('sweep-deadlines', office.deps));
    expect(office.woken).toEqual([]);
    office.pass({ minutes: 15 });
    await askForMail(office, 'therapist-accepted');
    expect(await sweepMail(asFunction('sweep-deadlines', office.deps))).toEqual({ done: 1, refused: [] });
    expect(office.woken).toEqual([waiting]);
  });

  it('asks for a mail whose sender died', async () => {
    const office = openSweptOffice();
    await putOfferedCase(office);
    const id = await askForMail(office, 'therapist-offer');
    const dying = { ...office.deps, mailer: { send: async () => Promise.reject(new Error('the process died')) } };
    await expect(sendEmail(dying, id)).rejects.toThrow();
    office.pass({ minutes: 15 });
    await sweepMail(asFunction('sweep-deadlines', office.deps));
    expect(office.woken).toEqual([id]);
  });
});

describe('reports of payments that never reached us', () => {
  it('are found at the provider and stored once; what is none of ours is passed over', async () => {
    const office = openSweptOffice();
    const form = {
      donationId: idOf.donation(1),
      amount: Pence.parse(72_000),
      fundId: settings.pool.generalFund.id,
      donor: { name: 'A Donor' },
      giftAid: { declared: false, noBenefit: false },
      link: undefined,
    };
    whatOf(await pledgeDonation(office.deps, form));
    const { payments } = office;
    const request = { amountPence: Pence.parse(500), description: 'x', successUrl: 'x', cancelUrl: 'x' };
    const strange = { ...request, donationId: idOf.donation(99), expiresAt: Instant.parse('2027-03-02T09:00:00.000Z') };
    const { checkoutId } = await payments.openCheckout(strange);
    for (const id of [...payments.provider.checkouts.keys()]) payments.provider.pay(id);
    office.pass({ days: 3 });
    expect(await sweepPayments(office.deps, 4)).toEqual({ done: 1, refused: [] });
    expect(await sweepPayments(office.deps, 4)).toEqual({ done: 1, refused: [] });
    const reports = office.memory.export().records.filter(({ kind }) => kind === 'payment-report');
    expect(reports).toHaveLength(1);
    expect(JSON.stringify(reports)).not.toContain(checkoutId);
    expect(await sweepPayments(office.deps, 2)).toEqual({ done: 0, refused: [] });
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  /** A gift that is paid, of which no webhook tells us. */
  async function giveUnheard(office: SmallOffice) {
    const donor = { name: 'A Donor', email: 'donor@example.org' };
    const giftAid = { declared: false, noBenefit: false };
    const donationId = idOf.donation(1);
    const amount = Pence.parse(72_000);
    whatOf(
      await pledgeDonation(office.deps, { donationId, amount, fundId: generalFundId, donor, giftAid, link: undefined }),
    );
    for (const id of office.payments.provider.checkouts.keys()) office.payments.provider.pay(id);
    return donationId;
  }

  it('finds a webhook that was dropped, and looks back as far as the last sweep came: the gift is collected', async () => {
    const office = openSweptOffice();
    await sweepPayments(office.deps, 1);
    const donationId = await giveUnheard(office);
    office.pass({ days: 10 });
    expect(await sweepPayments(office.deps, 1)).toMatchObject({ done: 1, refused: [] });
    const [report] = office.memory.export().records.filter(({ kind }) => kind === 'payment-report');
    whatOf(await settleDonation(office.deps, donationId, report?.id));
    expect(await stateOf(office, 'donation', donationId)).toBe('collected');
    expect(await sweepPayments(office.deps, 1)).toEqual({ done: 0, refused: [] });
  });

  it('finds after a long silence also what happened just before the last sweep, whose clock was ahead of the provider’s', async () => {
    const office = openSweptOffice();
    const ahead = later(office.deps.now(), { minutes: 2 });
    await sweepPayments({ ...office.deps, now: () => ahead }, 1);
    await giveUnheard(office);
    office.pass({ days: 10 });
    expect(await sweepPayments(office.deps, 1)).toMatchObject({ done: 1, refused: [] });
  });

  it('looks back as far as the provider can when no sweep has ever come to its end', async () => {
    const office = openSweptOffice();
    await giveUnheard(office);
    office.pass({ days: 10 });
    expect(await sweepPayments(office.deps, 1)).toMatchObject({ done: 1, refused: [] });
  });

  it('stores what stands behind a report that cannot be stored, raises the alarm, and asks for that one again', async () => {
    const office = openSweptOffice();
    await sweepPayments(office.deps, 1);
    await giveUnheard(office);
    const [checkoutId = ''] = office.payments.provider.checkouts.keys();
    office.payments.provider.dispute(checkoutId);
    office.pass({ days: 10 });
    let broken = 0;
    const store = reading(office.deps.store, 'get', (kind) => kind === 'payment-report' && broken++ === 0);
    await expect(sweepPayments({ ...office.deps, store }, 1)).rejects.toThrow('cannot be read');
    const stored = () => office.memory.export().records.filter(({ kind }) => kind === 'payment-report').length;
    expect(stored()).toBe(1);
    expect(await sweepPayments(office.deps, 1)).toEqual({ done: 2, refused: [] });
    expect(stored()).toBe(2);
  });
});
