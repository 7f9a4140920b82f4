import { describe, expect, it } from 'vitest';
import { LocalDate, Pence } from '../../events/values.ts';
import { freeOf, type GivingOffice, openGivingOffice } from '../../test/support/giving-office.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { refusalOf, whatOf } from '../../test/support/small-office.ts';
import type { Actor } from '../domain/actor.ts';
import { auditLedger } from './audit-ledger.ts';
import { type AskedGiftCorrection, askGiftCorrection, decideGiftCorrection } from './correct-gift.ts';

const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
const chen: Actor = { id: 'chen', roles: ['finance-checker'] };
const receivedOn = LocalDate.parse('2027-02-26');

const seenOf = async (office: GivingOffice): Promise<number> =>
  (await office.read('donation', idOf.donation(1))).version;

const ask = async (office: GivingOffice, but: Partial<AskedGiftCorrection>) =>
  askGiftCorrection(
    office.deps,
    {
      ...{ donationId: idOf.donation(1), seen: await seenOf(office), amount: Pence.parse(30_000) },
      ...{ fundId: generalFundId, receivedOn, donor: 'as-recorded', reason: 'it was written wrongly' },
      ...but,
    },
    fay,
  );

const decide = async (office: GivingOffice, agrees = true) =>
  decideGiftCorrection(office.deps, { donationId: idOf.donation(1), seen: await seenOf(office), agrees }, chen);

describe('a recorded gift that is put right', () => {
  it('is another sum in another fund, and the books are whole after each', async () => {
    const office = openGivingOffice();
    await office.give(1, 30_000);
    const other = await office.openFund(2, { groups: [], regions: ['london'] });
    whatOf(await ask(office, { amount: Pence.parse(3000) }));
    expect(freeOf(office)).toBe(30_000);
    whatOf(await decide(office));
    expect([freeOf(office), office.balance('bank')]).toEqual([3000, 3000]);
    whatOf(await ask(office, { amount: Pence.parse(3000), fundId: other }));
    whatOf(await decide(office));
    expect([freeOf(office), office.balance(`fund:${other}:free`)]).toEqual([0, -3000]);
    expect((await office.gift(1)).corrected?.map(({ amount, agreed }) => [amount, agreed])).toEqual([
      [30_000, true],
      [3000, true],
    ]);
    expect(office.faults()).toEqual([]);
    office.pass({ days: 1 });
    for (const _ of [1, 2]) {
      const audit = await auditLedger(office.deps, { mayGoOn: () => true });
      expect([audit.differences, audit.suspects]).toEqual([[], []]);
      office.pass({ minutes: 15 });
    }
  });

  it('closes its task, and is asked for anew after a no', async () => {
    const office = openGivingOffice();
    await office.give(1, 30_000);
    whatOf(await ask(office, { donor: 'unknown', amount: Pence.parse(2999) }));
    whatOf(await decide(office, false));
    whatOf(await ask(office, { amount: Pence.parse(3000) }));
    const tasks = office.memory.export().records.flatMap(({ kind, value }) => (kind === 'task' ? [value] : []));
    expect(tasks.map((task) => ('state' in task ? task.state : ''))).toEqual(['done', 'open']);
  });

  it('is refused for money that a place holds, also when the place was promised it while the correction waited', async () => {
    const office = openGivingOffice();
    await office.give(1, 30_000);
    whatOf(await ask(office, { amount: Pence.parse(3000) }));
    await office.wait(1, 24_000);
    await office.runPass();
    expect(refusalOf(await decide(office))).toMatchObject({ code: 'invalid' });
    whatOf(await decide(office, false));
    expect(refusalOf(await ask(office, { amount: Pence.parse(23_999) }))).toMatchObject({ code: 'invalid' });
    whatOf(await ask(office, { amount: Pence.parse(24_000) }));
    whatOf(await decide(office));
    expect([freeOf(office), (await office.lot(1)).free]).toEqual([0, 0]);
    expect(office.faults()).toEqual([]);
  });

  it('names another giver, who is locked away, and is decided on as it was seen', async () => {
    const office = openGivingOffice();
    await office.give(1, 30_000);
    const seen = await seenOf(office);
    whatOf(await ask(office, { donor: { name: 'Other Donor' } }));
    expect(refusalOf(await ask(office, { seen, amount: Pence.parse(5000) }))).toMatchObject({
      code: 'changed-meanwhile',
    });
    whatOf(await decide(office));
    const { donorId } = await office.gift(1);
    expect(donorId).toBeDefined();
    expect(JSON.stringify(office.memory.export().records)).not.toContain('Other Donor');
    expect(office.balance('bank')).toBe(30_000);
  });
});
