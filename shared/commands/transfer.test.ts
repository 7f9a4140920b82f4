import { describe, expect, it } from 'vitest';
import { FundId, LocalDate, Pence, TransferId } from '../../events/values.ts';
import { asFunction } from '../../test/grants/store-of.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { cora, fay, interrupting, openOffice, refusalOf, whatOf } from '../../test/support/small-office.ts';
import type { Actor } from '../domain/actor.ts';
import { type Fund, Lot } from '../domain/fund.ts';
import { balances } from '../domain/journal.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { changeFund, findFund, openFund, orderFunds, watchSpendBy } from './fund.ts';
import { pledgeDonation, recordGift } from './give.ts';
import { sweepDeadlines } from './sweep.ts';
import {
  agreeToTransfer,
  declineTransfer,
  requestTransfer,
  type TransferRequest,
  withdrawTransfer,
} from './transfer.ts';

const fred: Actor = { id: 'fred', roles: ['finance-checker'] };
const north = idOf.fund(2);
const transferId = TransferId.parse('trf_0000000001');

type Office = Awaited<ReturnType<typeof openWithFunds>>;

async function openWithFunds(store = new MemoryStore()) {
  const office = openOffice(store);
  await office.openFund(2, { groups: [], regions: ['north-east'] });
  return { ...office, all: store };
}

const seenOf = async (office: Office, kind: 'fund' | 'transfer', id: string) => (await office.read(kind, id)).version;

const ask = async (office: Office, but: Partial<TransferRequest> = {}, by = fay) => {
  const fromFundId = but.fromFundId ?? generalFundId;
  return requestTransfer(
    office.deps,
    {
      id: transferId,
      purpose: 'move',
      amount: Pence.parse(5000),
      reason: 'More people wait there',
      fromFundId,
      toFundId: north,
      seen: await seenOf(office, 'fund', fromFundId),
      ...but,
    },
    by,
  );
};

const closeNorth = (office: Office, id = transferId) =>
  ask(office, { id, purpose: 'closing', amount: undefined, fromFundId: north, toFundId: generalFundId });

async function agree(office: Office, by = fred, id = transferId) {
  const { value, version } = await office.read('transfer', id);
  return agreeToTransfer(
    office.deps,
    {
      transferId: id,
      seen: {
        transfer: version,
        from: await seenOf(office, 'fund', value.fromFundId),
        to: await seenOf(office, 'fund', value.toFundId),
      },
    },
    by,
  );
}

const lotsOf = (office: Office, fundId: string) =>
  office.all.export().records.flatMap(({ kind, value }) => {
    const lot = kind === 'lot' ? Lot.parse(value) : undefined;
    return lot?.fundId === fundId ? [lot] : [];
  });

const freeIn = (office: Office, fundId: string) => lotsOf(office, fundId).reduce((sum, { free }) => sum + free, 0);

async function bookedFree(office: Office, fundId: Fund['id']): Promise<number> {
  const { items } = await office.store.journal('2027-03', { limit: 200 });
  return -(balances(items).get(`fund:${fundId}:free`) ?? 0);
}

describe('a transfer between funds', () => {
  it('asked for by one and agreed to by another moves the money once, in records and journal alike', async () => {
    const office = await openWithFunds();
    await office.give(1, 3000);
    await office.give(2, 4000);
    whatOf(await ask(office));
    whatOf(await ask(office));
    expect(freeIn(office, north)).toBe(0);
    expect(refusalOf(await agree(office, fay))).toEqual({ code: 'same-person', passed: false });
    whatOf(await agree(office));
    whatOf(await agree(office));
    expect(freeIn(office, north)).toBe(5000);
    expect(freeIn(office, generalFundId)).toBe(2000);
    expect(await bookedFree(office, north)).toBe(5000);
    expect(await bookedFree(office, generalFundId)).toBe(2000);
    expect((await office.read('fund', north)).value.firstGiftAt).toBeDefined();
  });

  it('of many small gifts goes on transaction by transaction to its end', async () => {
    const office = await openWithFunds();
    for (let n = 1; n <= 47; n += 1) await office.give(n, 200);
    whatOf(await ask(office, { amount: Pence.parse(9100) }));
    whatOf(await agree(office));
    expect((await office.read('transfer', transferId)).value).toMatchObject({ state: 'done', moved: 9100, parts: 3 });
    expect(freeIn(office, north)).toBe(9100);
    expect((await office.read('fund', generalFundId)).value.moving).toBeUndefined();
  });

  it('broken off between two transactions is carried on by the sweep; until then its fund pays for nobody', async () => {
    const memory = new MemoryStore();
    const office = await openWithFunds(memory);
    for (let n = 1; n <= 30; n += 1) await office.give(n, 200);
    whatOf(await ask(office, { amount: Pence.parse(6000) }));
    const dying = interrupting(memory, async ([decision]) => {
      if (decision?.did === 'carry-on-transfer') throw new Error('the process dies');
    });
    const seen = {
      transfer: await seenOf(office, 'transfer', transferId),
      from: await seenOf(office, 'fund', generalFundId),
      to: await seenOf(office, 'fund', north),
    };
    await expect(agreeToTransfer({ ...office.deps, store: dying }, { transferId, seen }, fred)).rejects.toThrow('dies');
    expect((await office.read('fund', generalFundId)).value.moving).toBe(transferId);
    await sweepDeadlines(asFunction('sweep-deadlines', office.deps));
    expect(freeIn(office, north)).toBe(6000);
    expect((await office.read('fund', generalFundId)).value.moving).toBeUndefined();
    expect((await office.read('transfer', transferId)).value.state).toBe('done');
  });

  it('is decided on what was seen: a fund that has changed since is looked at again', async () => {
    const office = await openWithFunds();
    await office.give(1, 9000);
    whatOf(await ask(office));
    const seen = {
      transfer: await seenOf(office, 'transfer', transferId),
      from: await seenOf(office, 'fund', generalFundId),
      to: (await seenOf(office, 'fund', north)) - 1,
    };
    const stale = await agreeToTransfer(office.deps, { transferId, seen }, fred);
    expect(refusalOf(stale)).toEqual({ code: 'changed-meanwhile', passed: false });
    expect(freeIn(office, north)).toBe(0);
  });

  it('is refused when what was free has been used, and may be declined or taken back instead', async () => {
    const office = await openWithFunds();
    await office.give(1, 4000);
    whatOf(await ask(office));
    expect(refusalOf(await agree(office))).toEqual({ code: 'not-covered', passed: false });
    const seen = await seenOf(office, 'transfer', transferId);
    expect(refusalOf(await withdrawTransfer(office.deps, { transferId, seen }, fred)).valueOf()).toMatchObject({
      code: 'not-allowed',
    });
    whatOf(await declineTransfer(office.deps, { transferId, seen }, fred));
    expect((await office.read('transfer', transferId)).value.state).toBe('declined');
  });

  it('stands under both its funds', async () => {
    const office = await openWithFunds();
    await office.give(1, 9000);
    whatOf(await ask(office));
    for (const fundId of [generalFundId, north]) {
      const { items } = await office.store.range('transfer', `transfers-of/${fundId}`, 'transfers', { limit: 10 });
      expect(items.map(({ id }) => id)).toEqual([transferId]);
    }
  });
});

describe('closing a fund', () => {
  it('moves what is free, takes no gift any more, and lets money that comes free later follow', async () => {
    const office = await openWithFunds();
    await office.give(1, 3000, north);
    await office.give(2, 5000, north);
    // The second gift is promised to a place.
    const promised = lotsOf(office, north)[1];
    if (promised === undefined) throw new Error('there are two');
    const read = await office.read('lot', promised.id);
    await office.put({ kind: 'lot', id: read.id, before: read, after: { ...read.value, free: 0 as Pence } });
    await office.give(3, 200);
    whatOf(await closeNorth(office));
    whatOf(await agree(office));
    expect((await office.read('fund', north)).value).toMatchObject({ state: 'closed', closed: { transferId } });
    expect(freeIn(office, generalFundId)).toBe(3200);
    const late = { donationId: idOf.donation(9), fundId: north, amount: Pence.parse(500), way: 'cheque' as const };
    const given = await recordGift(
      office.deps,
      { ...late, receivedOn: LocalDate.parse('2027-02-26'), donor: undefined },
      fay,
    );
    expect(refusalOf(given)).toEqual({ code: 'closed', passed: false });
    // The place needs it no more: it comes back to its lot, and follows.
    const held = await office.read('lot', promised.id);
    await office.put({ kind: 'lot', id: held.id, before: held, after: { ...held.value, free: 5000 as Pence } });
    await sweepDeadlines(asFunction('sweep-deadlines', office.deps));
    await sweepDeadlines(asFunction('sweep-deadlines', office.deps));
    expect(freeIn(office, north)).toBe(0);
    expect(freeIn(office, generalFundId)).toBe(8200);
    expect((await office.read('transfer', transferId)).value).toMatchObject({
      state: 'standing',
      moved: 8000,
      parts: 2,
    });
  });

  it('and then the fund its money went to: what comes free in the first goes on to the last', async () => {
    const office = await openWithFunds();
    await office.give(1, 200);
    await office.openFund(3, { groups: [], regions: ['north-east', 'north-west'] });
    await office.give(2, 3000, north);
    const second = TransferId.parse('trf_0000000002');
    whatOf(await ask(office, { purpose: 'closing', amount: undefined, fromFundId: north, toFundId: idOf.fund(3) }));
    whatOf(await agree(office));
    whatOf(
      await ask(office, {
        id: second,
        purpose: 'closing',
        amount: undefined,
        fromFundId: idOf.fund(3),
        toFundId: generalFundId,
      }),
    );
    whatOf(await agree(office, fred, second));
    const [lot] = lotsOf(office, north);
    const back = await office.read('lot', lot?.id ?? '');
    const after = { ...back.value, free: 3000 as Pence, transferred: 0 as Pence };
    await office.put({ kind: 'lot', id: back.id, before: back, after });
    await sweepDeadlines(asFunction('sweep-deadlines', office.deps));
    await sweepDeadlines(asFunction('sweep-deadlines', office.deps));
    expect(freeIn(office, north)).toBe(0);
    expect(freeIn(office, idOf.fund(3))).toBe(0);
    expect(freeIn(office, generalFundId)).toBe(6200);
  });
});

const termsOf = (fund: Fund) => {
  const { name, aim, secondaryPurpose, kind, restriction, spendBy, slug } = fund;
  return { name, aim, secondaryPurpose, kind, restriction, spendBy, slug };
};

async function change(office: Office, but: Partial<Fund>) {
  const { value, version } = await office.read('fund', north);
  const { spendBy, slug, ...terms } = { ...termsOf(value), ...but };
  const dated = { ...terms, ...(spendBy === undefined ? {} : { spendBy }), ...(slug === undefined ? {} : { slug }) };
  return changeFund(office.deps, { fundId: north, seen: version, terms: dated }, cora);
}

describe('what a fund says of itself', () => {
  it('may be changed while nobody has given to it; its limits and secondary purpose stand from the first pledge on', async () => {
    const office = await openWithFunds();
    whatOf(await change(office, { restriction: { groups: [], regions: ['wales'] }, secondaryPurpose: 'Anywhere.' }));
    const form = {
      donationId: idOf.donation(1),
      amount: Pence.parse(5000),
      fundId: north,
      donor: { name: 'Ash Exampleby', email: 'ash@example.org' },
      giftAid: { declared: false, noBenefit: false },
      link: undefined,
    };
    whatOf(await pledgeDonation(office.deps, form));
    const widened = await change(office, { restriction: { groups: [], regions: ['wales', 'scotland'] } });
    expect(!widened.ok && widened.refusal.because).toContain('that binds us');
    expect(refusalOf(await change(office, { secondaryPurpose: 'Elsewhere.' }))).toMatchObject({ code: 'invalid' });
    whatOf(await change(office, { name: 'Therapy in Wales', spendBy: LocalDate.parse('2028-03-31') }));
    expect((await office.read('fund', north)).value).toMatchObject({ name: 'Therapy in Wales', spendBy: '2028-03-31' });
  });

  it('has one address for ever, and no two funds have the same', async () => {
    const office = await openWithFunds();
    whatOf(await change(office, { slug: 'north-east' }));
    expect(refusalOf(await change(office, { slug: 'the-north' }))).toMatchObject({ code: 'invalid' });
    expect((await findFund(office.deps, 'north-east'))?.id).toBe(north);
    expect((await findFund(office.deps, north))?.id).toBe(north);
    expect(await findFund(office.deps, 'south-east')).toBeUndefined();
    const { name, aim, secondaryPurpose, restriction } = (await office.read('fund', north)).value;
    const open = (slug: string) =>
      openFund(
        office.deps,
        {
          id: FundId.parse('fnd_0000000007'),
          name,
          aim,
          secondaryPurpose,
          kind: 'restricted',
          restriction,
          order: 3,
          slug,
        },
        { id: 'dora', roles: ['coordinator-deputy'] },
      );
    for (const taken of ['north-east', 'link', 'thank-you', 'details', 'Not an address']) {
      expect(refusalOf(await open(taken)), taken).toMatchObject({ code: 'invalid' });
    }
    whatOf(await open('north-west'));
  });

  it('is put in order among all funds, on what was seen', async () => {
    const office = await openWithFunds();
    await office.openFund(3, { groups: [], regions: ['wales'] });
    const seen = await seenOf(office, 'fund', north);
    const wanted = [
      { fundId: north, seen, order: 9 },
      { fundId: idOf.fund(3), seen: await seenOf(office, 'fund', idOf.fund(3)), order: 3 },
    ];
    whatOf(await orderFunds(office.deps, wanted, cora));
    expect((await office.read('fund', north)).value.order).toBe(9);
    expect(refusalOf(await orderFunds(office.deps, wanted, cora))).toMatchObject({ code: 'changed-meanwhile' });
  });

  it('about a date: one task, once, while money of that date is free', async () => {
    const office = await openWithFunds();
    whatOf(await change(office, { spendBy: LocalDate.parse('2027-04-10') }));
    whatOf(await watchSpendBy(office.deps, north));
    expect((await office.store.list('task', 'tasks/coordinator', { limit: 9 })).items).toEqual([]);
    await office.give(1, 5000, north);
    await sweepDeadlines(asFunction('sweep-deadlines', office.deps));
    await sweepDeadlines(asFunction('sweep-deadlines', office.deps));
    const { items } = await office.store.list('task', 'tasks/coordinator', { limit: 9 });
    expect(items.map(({ value }) => [value.kind, value.about])).toEqual([['spend-by-near', `fund/${north}`]]);
  });
});

describe('money whose day is over', () => {
  const tasksOf = async (office: Office) =>
    (await office.store.list('task', 'tasks/finance-maker', { limit: 9 })).items.map(({ value }) => value.kind);

  /** Gifts of the northern fund: so many that were to be spent by the tenth of March, and one that has no date. */
  async function openLate(count: number) {
    const office = await openWithFunds();
    whatOf(await change(office, { spendBy: LocalDate.parse('2027-03-10') }));
    for (let n = 1; n <= count; n += 1) await office.give(n, 1000, north);
    whatOf(await change(office, { spendBy: undefined }));
    await office.give(count + 1, 5000, north);
    office.pass({ days: 10 });
    return office;
  }

  it('is a task until two people have let it go where its secondary purpose says; what has no date stays', async () => {
    const office = await openLate(50);
    await sweepDeadlines(asFunction('sweep-deadlines', office.deps));
    expect(await tasksOf(office)).toEqual(['spend-by-over']);
    const late = { purpose: 'past-its-day', amount: undefined, fromFundId: north, toFundId: generalFundId } as const;
    whatOf(await ask(office, late));
    whatOf(await agree(office));
    expect((await office.read('transfer', transferId)).value).toMatchObject({ state: 'done', moved: 50_000, parts: 3 });
    const free = (fundId: string) => lotsOf(office, fundId).filter((lot) => lot.free > 0);
    expect(free(north).map((lot) => lot.free)).toEqual([5000]);
    expect(free(generalFundId)).toHaveLength(50);
    expect(free(generalFundId).filter(({ spendBy }) => spendBy !== undefined)).toEqual([]);
    expect((await office.read('fund', north)).value).not.toHaveProperty('moving');
    await sweepDeadlines(asFunction('sweep-deadlines', office.deps));
    expect(await tasksOf(office)).toEqual([]);
  });

  it('is left alone by a transfer of money that has a sum, and goes with a fund that is closed', async () => {
    const office = await openLate(2);
    await office.openFund(3, { groups: [], regions: ['north-east'] });
    whatOf(await ask(office, { fromFundId: north, toFundId: idOf.fund(3), amount: Pence.parse(5001) }));
    expect(refusalOf(await agree(office))).toMatchObject({ code: 'not-covered' });
    const id = TransferId.parse('trf_0000000002');
    whatOf(await closeNorth(office, id));
    whatOf(await agree(office, fred, id));
    expect((await office.read('transfer', id)).value).toMatchObject({ state: 'standing', moved: 7000 });
    expect(lotsOf(office, generalFundId).filter(({ spendBy }) => spendBy !== undefined)).toEqual([]);
  });
});

it('puts as many funds in order at once as are said to go, in one transaction', async () => {
  const office = await openWithFunds();
  const numbered = Array.from({ length: 95 }, (_, n) => idOf.fund(n + 3));
  for (const n of numbered.keys()) await office.openFund(n + 3, { groups: [], regions: ['wales'] });
  const wanted = (count: number, order: number) =>
    Promise.all(
      numbered.slice(0, count).map(async (fundId) => ({ fundId, order, seen: await seenOf(office, 'fund', fundId) })),
    );
  whatOf(await orderFunds(office.deps, await wanted(90, 200), cora));
  expect(refusalOf(await orderFunds(office.deps, await wanted(95, 300), cora))).toMatchObject({ code: 'invalid' });
});
