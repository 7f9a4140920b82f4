import { describe, expect, it } from 'vitest';
import { LocalDate, Pence, RefundId } from '../../events/values.ts';
import { type GivingOffice, openGivingOffice } from '../../test/support/giving-office.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { cora, refusalOf, whatOf } from '../../test/support/small-office.ts';
import type { Actor } from '../domain/actor.ts';
import { later } from '../domain/office-days.ts';
import { approvePlace } from './approve.ts';
import { askRefund, decideRefund, recordBankRefund, sendRefund } from './refund.ts';
import { sweepDeadlines } from './sweep.ts';

const pence = (amount: number): Pence => Pence.parse(amount);
const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
const chen: Actor = { id: 'chen', roles: ['finance-checker'] };
const gift = `donation/${idOf.donation(1)}`;

/** The tasks that finance has or had, as they stand now. */
async function tasksOf({ store }: GivingOffice) {
  const lists = ['tasks/finance-maker', 'tasks-done/finance-maker'];
  const pages = await Promise.all(lists.map((list) => store.list('task', list, { limit: 20 })));
  return pages.flatMap(({ items }) => items.map(({ value }) => value));
}

const told = async (office: GivingOffice) =>
  (await tasksOf(office)).map(({ kind, about, state, result }) => [kind, about, state, ...(result ? [result] : [])]);

async function goesBack(office: GivingOffice, n: number): Promise<RefundId> {
  const id = RefundId.parse(`rfd_0000000${n}`);
  const asked = { id, donationId: idOf.donation(1), amount: pence(1000), reason: 'donor-asked' as const };
  whatOf(await askRefund(office.deps, asked, fay));
  const { version } = await office.read('refund', id);
  whatOf(await decideRefund(office.deps, { refundId: id, seen: version, agrees: true }, chen));
  return id;
}

describe('a bank that questions a gift', () => {
  it('is somebody’s task until its last day, and no longer when the bank has decided', async () => {
    const office = openGivingOffice();
    const dispute = office.provider.dispute(await office.receive(1, 20_000));
    await office.look();
    await office.look();
    expect(await told(office)).toEqual([['answer-dispute', gift, 'open']]);
    const { evidenceDueAt } = (await office.read('dispute', dispute)).value;
    expect((await tasksOf(office))[0]?.dueAt).toBe(evidenceDueAt);
    expect(evidenceDueAt).toBe(later(office.deps.now(), { days: 10 }));
    office.provider.withdraw(dispute);
    office.provider.close(dispute, 'lost');
    await office.look();
    expect(await told(office)).toEqual([['answer-dispute', gift, 'done', 'lost']]);
  });

  it('is a task of its own each time, and none while the bank only asks', async () => {
    const office = openGivingOffice();
    const checkout = await office.receive(1, 20_000);
    office.provider.dispute(checkout, { warning: true });
    await office.look();
    expect(await told(office)).toEqual([]);
    for (const amountPence of [pence(5000), pence(6000)]) office.provider.dispute(checkout, { amountPence });
    await office.look();
    expect((await told(office)).map(([kind, , state]) => `${kind} ${state}`)).toEqual([
      'answer-dispute open',
      'answer-dispute open',
    ]);
  });

  it('that has decided before we heard of it is no task', async () => {
    const office = openGivingOffice();
    const dispute = office.provider.dispute(await office.receive(1, 20_000));
    office.provider.close(dispute, 'won');
    await office.look();
    expect(await told(office)).toEqual([]);
  });
});

describe('a refund that needs a person', () => {
  it('is sent from the bank by finance, whose task ends when the day is recorded', async () => {
    const office = openGivingOffice();
    await office.give(1, 20_000);
    const id = await goesBack(office, 1);
    expect(await told(office)).toEqual([['send-bank-refund', gift, 'open']]);
    const became = { refundId: id, seen: (await office.read('refund', id)).version };
    const on = LocalDate.parse('2027-03-01');
    whatOf(await recordBankRefund(office.deps, { ...became, state: 'succeeded', on }, fay));
    expect(await told(office)).toEqual([['send-bank-refund', gift, 'done', 'sent']]);
  });

  it('came back: finance is told that the giver still waits', async () => {
    const office = openGivingOffice();
    await office.receive(1, 20_000);
    const id = await goesBack(office, 1);
    whatOf(await sendRefund(office.deps, id));
    expect(await told(office)).toEqual([]);
    const [made] = office.provider.checkouts.get(office.checkoutOf(1))?.refunds ?? [];
    office.provider.failRefund(made?.refundId ?? 'none');
    await office.look();
    await office.look();
    expect(await told(office)).toEqual([['refund-failed', gift, 'open']]);
  });

  it('that the provider will not make is one as well, each refund for itself', async () => {
    const office = openGivingOffice();
    await office.receive(1, 20_000);
    const refusing = {
      ...office.payments,
      refund: async () => ({ ok: false as const, because: 'the card is closed' }),
    };
    for (const n of [1, 2]) {
      const id = await goesBack(office, n);
      expect(refusalOf(await sendRefund({ ...office.deps, payments: refusing }, id))).toBe('accepted');
    }
    expect(await told(office)).toEqual([
      ['refund-failed', gift, 'open'],
      ['refund-failed', gift, 'open'],
    ]);
  });
});

describe('a fund that still owes after some days', () => {
  it('is a task, which ends when the deficit is made good', async () => {
    const office = openGivingOffice();
    await office.receive(1, 30_000);
    await office.wait(1, 30_000);
    await office.runPass();
    const seen = (await office.read('place', idOf.place(1))).version;
    whatOf(await approvePlace(office.deps, { placeId: idOf.place(1), seen }, cora));
    office.provider.refund(office.checkoutOf(1), pence(30_000));
    await office.look();
    await office.runPass();
    const sweep = async (days: number) => {
      office.pass({ days });
      await sweepDeadlines(office.deps);
      return told(office);
    };
    expect((await office.fund()).deficit).toBe(30_000);
    expect(await sweep(0)).toEqual([]);
    const { owesSince } = await office.fund();
    expect(owesSince).toBe(office.deps.now());
    expect(await sweep(3)).toEqual([]);
    expect(await sweep(4)).toEqual([['deficit-left', `fund/${generalFundId}`, 'open']]);
    expect(await sweep(1)).toHaveLength(1);
    await office.give(2, 30_000);
    await office.runPass();
    expect(await sweep(1)).toEqual([['deficit-left', `fund/${generalFundId}`, 'done', 'made good']]);
    expect(await office.fund()).not.toHaveProperty('owesSince');
  });
});
