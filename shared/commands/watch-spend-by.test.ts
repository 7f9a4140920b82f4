import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDate, Pence } from '../../events/values.ts';
import { asFunction } from '../../test/grants/store-of.ts';
import { openGivingOffice } from '../../test/support/giving-office.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { cora, whatOf } from '../../test/support/small-office.ts';
import { change } from '../domain/decision.ts';
import { localDay } from '../domain/office-days.ts';
import { spendByTaskId } from '../domain/spend-by.ts';
import { expireReservation } from './approve.ts';
import { watchSpendBy } from './fund.ts';
import { completeTask } from './manage.ts';

/** An office whose general fund has a gift for each of these dates by which it is to be spent. */
async function openDated(...dates: readonly string[]) {
  const office = openGivingOffice();
  for (const [at, date] of dates.entries()) {
    await office.give(at + 1, 30_000);
    const lot = await office.read('lot', idOf.lot(at + 1));
    await office.put(change(lot, { ...lot.value, spendBy: LocalDate.parse(date) }));
  }
  const taskOf = (date: string) =>
    office.store.get('task', spendByTaskId({ id: generalFundId }, LocalDate.parse(date)));
  return {
    ...office,
    taskOf,
    watch: async () => whatOf(await watchSpendBy(asFunction('sweep-deadlines', office.deps), generalFundId)),
    /** What the task about a date came to, or that it is open; undefined: there is none. */
    told: async (date: string) => {
      const task = (await taskOf(date))?.value;
      return task?.state === 'open' ? 'open' : task?.result;
    },
    setFree: async (n: number, free: number) => {
      const lot = await office.read('lot', idOf.lot(n));
      await office.put(change(lot, { ...lot.value, free: Pence.parse(free) }));
    },
  };
}

type Dated = Awaited<ReturnType<typeof openDated>>;

const trailOf = async ({ store }: Dated) =>
  (await store.history(`fund/${generalFundId}`, { limit: 50 })).items
    .filter(({ did }) => did.endsWith('spend-by') || did.endsWith('spend-by-warning'))
    .map(({ did, why, by }) => [did, why, by.id]);

const near = '2027-04-10';

describe('the task about money that must be spent soon', () => {
  it('ends by itself when all of it is promised, and begins again when some comes free', async () => {
    const office = await openDated(near);
    await office.wait(1, 30_000);
    await office.watch();
    expect(await office.told(near)).toBe('open');
    await office.runPass();
    await office.watch();
    await office.watch();
    expect(await office.told(near)).toBe('none is left');
    expect((await office.read('fund', generalFundId)).value).not.toHaveProperty('warnedOf');
    office.pass({ days: 20 });
    whatOf(await expireReservation(office.deps, idOf.place(1)));
    await office.watch();
    expect(await office.told(near)).toBe('open');
    expect(await trailOf(office)).toEqual([
      ['warn-of-spend-by', 'money is still free, and its date is near', 'system'],
      ['end-spend-by-warning', 'none is left', 'system'],
      ['warn-of-spend-by', 'money is still free, and its date is near', 'system'],
    ]);
  });

  it('stays while part of the money of its date is free, whatever becomes of the rest', async () => {
    const office = await openDated(near, near, '2027-04-12');
    await office.watch();
    await office.setFree(1, 0);
    await office.setFree(2, 1);
    await office.setFree(3, 0);
    await office.watch();
    expect(await office.told(near)).toBe('open');
    expect(await trailOf(office)).toHaveLength(1);
  });

  it('is not given again to whoever has dealt with it', async () => {
    const office = await openDated(near);
    await office.watch();
    const task = await office.taskOf(near);
    if (task === undefined) throw new Error('nobody was warned');
    const result = 'Its giver allows longer';
    whatOf(await completeTask(office.deps, { taskId: task.value.id, seen: task.version, result }, cora));
    for (const free of [30_000, 0, 20_000]) {
      await office.setFree(1, free);
      await office.watch();
      expect(await office.told(near)).toBe(result);
    }
  });

  it('ends when its day is over, also behind other money that was over before', async () => {
    const office = await openDated('2027-03-05', '2027-03-07');
    await office.watch();
    await office.setFree(1, 0);
    await office.watch();
    await office.setFree(1, 30_000);
    await office.watch();
    expect([await office.told('2027-03-05'), await office.told('2027-03-07')]).toEqual(['open', 'open']);
    office.pass({ days: 5 });
    await office.watch();
    expect([await office.told('2027-03-05'), await office.told('2027-03-07')]).toEqual(['its date is over', 'open']);
    office.pass({ days: 2 });
    await office.watch();
    expect(await office.told('2027-03-07')).toBe('its date is over');
  });

  it('ends with its fund, whose money goes on by itself', async () => {
    const office = await openDated(near);
    await office.watch();
    const fund = await office.read('fund', generalFundId);
    await office.put(change(fund, { ...fund.value, state: 'closed' }));
    await office.watch();
    expect(await office.told(near)).toBe('the fund is closed');
  });
});

it('after every look, whatever money came and went: there is one for the first date that is near, and none without money', async () => {
  const dates = ['2027-03-05', '2027-03-20', '2027-04-10', '2027-05-15'];
  const steps = fc.array(
    fc.oneof(
      fc.record({ lot: fc.integer({ min: 1, max: dates.length }), free: fc.constantFrom(0, 0, 100, 20_000) }),
      fc.record({ days: fc.integer({ min: 1, max: 12 }) }),
    ),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const office = await openDated(...dates);
      for (const step of list) {
        if ('days' in step) office.pass({ days: step.days });
        else await office.setFree(step.lot, step.free);
        await office.watch();
        const today = localDay(office.deps.now(), office.deps.settings.office);
        const lots = await office.store.getMany(
          'lot',
          dates.map((_, at) => idOf.lot(at + 1)),
        );
        const left = dates.filter((date, at) => date >= today && (lots[at]?.value.free ?? 0) > 0);
        const open = [];
        for (const date of dates) if ((await office.told(date)) === 'open') open.push(date);
        expect(left).toEqual(expect.arrayContaining(open));
        const [first] = left;
        const ahead = office.deps.settings.funds.spendByWarningDays * 86_400_000;
        if (first !== undefined && Date.parse(first) - Date.parse(today) <= ahead) expect(open).toContain(first);
        expect((await office.read('fund', generalFundId)).value.warnedOf ?? []).toEqual(expect.arrayContaining(open));
      }
    }),
    { numRuns: 40 },
  );
});
