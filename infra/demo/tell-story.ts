import { Pence } from '../../events/values.ts';
import { completeTask } from '../../shared/commands/manage.ts';
import { settlePayouts } from '../../shared/commands/settle-payouts.ts';
import { casePlans } from './case-plans.ts';
import { Case } from './case-work.ts';
import { createChance } from './chance.ts';
import { Charity, type Surroundings } from './charity.ts';
import { openFunds } from './funds.ts';
import { bookGiftAid, giftCount, give, hearOfPayments, recordGrant, returnGift } from './gifts.ts';
import type { PaymentDesk } from './payment-desk.ts';
import { asha, cora, fay, femi, sol } from './staff.ts';
import { enrol, therapistCount } from './therapists.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** Eighteen months. */
const storyDays = 548;
const seed = 20_261_123;

const isWorkday = (time: number): boolean => ![0, 6].includes(new Date(time).getUTCDay());

/** Grants, by how many days before the end they come: the last two leave something to approve, and an offer to answer. */
const grants: ReadonlyMap<number, number> = new Map([
  [500, 150_000],
  [365, 200_000],
  [190, 150_000],
  [3, 60_000],
  [1, 60_000],
]);

/** On which day of the story each of so many things happens, spread over it. */
const spread = (count: number, from: number, days: number): ReadonlyMap<number, readonly number[]> => {
  const byDay = new Map<number, number[]>();
  for (let number = 0; number < count; number += 1) {
    const on = from + Math.floor((number * days) / count);
    byDay.set(on, [...(byDay.get(on) ?? []), number]);
  }
  return byDay;
};

/** What lay on somebody's desk for some days is done. */
async function clearDesks(charity: Charity): Promise<void> {
  const { store, now } = charity.deps;
  const ago = new Date(Date.parse(now()) - 6 * day).toISOString();
  for (const by of [asha, cora, fay, femi, sol]) {
    for (const role of by.roles) {
      const { items } = await store.list('task', `tasks/${role}`, { limit: 100 });
      for (const task of items.filter(({ value }) => value.createdAt < ago)) {
        await charity.done(
          completeTask(charity.deps, { taskId: task.value.id, seen: task.version, result: 'done' }, by),
        );
      }
    }
  }
}

/** When a story ends (epoch milliseconds), and how many of its last days are told: all of them, unless said. */
export interface Told {
  readonly ends: number;
  readonly days?: number;
}

/** Tells the eighteen months before a moment: the same story at every telling, ending then. */
export async function tellStory(
  surroundings: Surroundings,
  desk: PaymentDesk,
  { ends, days = storyDays }: Told,
): Promise<Charity> {
  const firstDay = storyDays - days;
  const begins = ends - days * day;
  const charity = new Charity(surroundings, begins, seed);
  const cases = casePlans(createChance(seed + 2)).map((plan) => new Case(charity, plan));
  const joining = spread(therapistCount, 1, 300);
  const giving = spread(giftCount, 3, storyDays - 3);
  await desk.open();
  await desk.moveTo(begins);
  await openFunds(charity);
  for (const [on, numbers] of joining) if (on < firstDay) await enrolAll(charity, numbers, ends);

  const parts: readonly (readonly [hour: number, part: (today: number) => Promise<void>])[] = [
    [
      8,
      async (today) => {
        if (isWorkday(charity.time)) await charity.sweep();
        if (today % 21 === 20) await settle(charity, desk);
      },
    ],
    [
      10,
      async (today) => {
        const left = storyDays - today;
        await enrolAll(charity, joining.get(today) ?? [], ends);
        await each(
          cases.filter(({ plan }) => plan.daysAgo === left),
          (one) => one.refer(),
        );
        if (left === 1 || (left > 2 && isWorkday(charity.time))) await each(cases, (one) => one.workOn());
        if (left > 2 && isWorkday(charity.time)) await clearDesks(charity);
      },
    ],
    [
      13,
      async (today) => {
        // Reports are asked for as far back as the last time: not every day brings one.
        if (giving.get(today) === undefined && today % 3 > 0) return;
        await desk.moveTo(charity.time);
        for (const number of giving.get(today) ?? []) await give(charity, desk, number);
        await hearOfPayments(charity);
      },
    ],
    [
      14,
      async (today) => {
        if (today === 200) await bookGiftAid(charity, [0, 2, 3, 5, 6, 8, 9, 11, 14, 15, 17]);
        if (today === 420) await bookGiftAid(charity, [20, 21, 23, 24, 26, 28, 32, 33, 35, 37, 41, 42, 44]);
        if (today === 330) await returnGift(charity, 101, true);
        if (today === storyDays - 3) await returnGift(charity, 178, false);
        const grant = grants.get(storyDays - today);
        if (grant !== undefined) await recordGrant(charity, giftCount + today, Pence.parse(grant));
      },
    ],
    [16, () => (isWorkday(charity.time) ? each(cases, (one) => one.meet()) : Promise.resolve())],
    [19, (today) => (storyDays - today > 1 ? each(cases, (one) => one.answerOffer()) : Promise.resolve())],
  ];
  for (let today = firstDay; today <= storyDays; today += 1) {
    const midnight = ends - (ends % day) - (storyDays - today) * day;
    for (const [at, part] of parts) {
      const time = midnight + at * hour;
      if (time < charity.time || time > ends) continue;
      charity.moveTo(time);
      await part(today);
      await charity.settle();
    }
  }
  charity.moveTo(ends);
  return charity;
}

async function enrolAll(charity: Charity, numbers: readonly number[], ends: number): Promise<void> {
  for (const number of numbers) await enrol(charity, number + 1, ends);
}

async function settle(charity: Charity, desk: PaymentDesk): Promise<void> {
  await desk.payOut();
  await settlePayouts(charity.deps);
  await charity.settle();
}

async function each<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (const item of items) await act(item);
}
