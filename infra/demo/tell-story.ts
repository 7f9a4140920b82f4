import { Pence } from '../../events/values.ts';
import { keepRetention } from '../../shared/commands/keep-retention.ts';
import { settlePayouts } from '../../shared/commands/settle-payouts.ts';
import { keepBooks } from './books.ts';
import { casePlans } from './case-plans.ts';
import { Case } from './case-work.ts';
import { createChance } from './chance.ts';
import { Charity, type Surroundings } from './charity.ts';
import { passOn, raise, seeTo, tellOf } from './concerns.ts';
import { callsOfTheDay, clearDesks } from './desks.ts';
import { openFunds, welshFund } from './funds.ts';
import {
  bookGiftAid,
  giftCount,
  give,
  giveMuch,
  hearOfPayments,
  putGiverRight,
  putSumRight,
  questionGift,
  recordGrant,
  returnGift,
} from './gifts.ts';
import type { PaymentDesk } from './payment-desk.ts';
import { day, isWorkday, storyDays, storyOffice } from './story-calendar.ts';
import { takeOnTherapists } from './therapists.ts';

const hour = 3_600_000;
const seed = 20_261_124;

/** Grants, by how many days before the end they come: the last three leave places and a next block to approve, and an offer to answer. */
const grants: ReadonlyMap<number, number> = new Map([
  [500, 60_000],
  [12, 50_000],
  [3, 90_000],
  [1, 95_000],
  [0, 20_000],
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

/** When a story ends (epoch milliseconds, see {@link endOfStory}), and how many of its last days are told: all, unless said. */
export interface Told {
  readonly ends: number;
  readonly days?: number;
}

/** Tells the eighteen months before an evening: the same story at every telling, ending then. */
export async function tellStory(
  surroundings: Surroundings,
  desk: PaymentDesk,
  { ends, days = storyDays }: Told,
): Promise<Charity> {
  const firstDay = storyDays - days;
  const begins = ends - days * day;
  const settings = { ...surroundings.settings, office: storyOffice(surroundings.settings, ends) };
  const charity = new Charity({ ...surroundings, settings }, begins, seed);
  const cases = casePlans(createChance(seed + 2)).map((plan) => new Case(charity, plan));
  const giving = spread(giftCount, 3, storyDays - 3);
  let disputeId: string | undefined;
  await desk.open();
  await desk.moveTo(begins);
  await openFunds(charity, ends);

  const takeReferrals = (daysAgo: number): Promise<void> =>
    each(
      cases.filter(({ plan }) => plan.daysAgo === daysAgo),
      (one) => one.refer(),
    );

  const parts: readonly (readonly [hour: number, part: (today: number) => Promise<void>])[] = [
    // Nobody’s time is over after eighteen months; the nights of the last week looked.
    [3, async (today) => (storyDays - today < 7 ? void (await keepRetention(charity.deps)) : undefined)],
    [
      8,
      async (today) => {
        if (isWorkday(storyDays - today)) await charity.sweep();
        if (today % 21 === 20) await settle(charity, desk);
      },
    ],
    [
      10,
      async (today) => {
        const left = storyDays - today;
        await takeOnTherapists(charity, today, ends);
        if (left > 0) await takeReferrals(left);
        if (left === 1 || (left > 2 && isWorkday(left))) await each(cases, (one) => one.workOn(left));
        if (isWorkday(left)) await clearDesks(charity, left > 2 ? undefined : callsOfTheDay);
      },
    ],
    [12, (today) => (isWorkday(storyDays - today) ? each(cases, (one) => one.therapy.meet()) : Promise.resolve())],
    [
      13,
      async (today) => {
        // Reports are asked for as far back as the last time: not every day brings one.
        const isSpecial = [250, 280, storyDays - 5, storyDays - 4].includes(today);
        if (giving.get(today) === undefined && today % 3 > 0 && !isSpecial) return;
        await desk.moveTo(charity.time);
        for (const number of giving.get(today) ?? []) await give(charity, desk, number);
        if (today === 250) disputeId = await questionGift(charity, desk, 60);
        if (today === 280 && disputeId !== undefined) await desk.loseDispute(disputeId);
        if (today === storyDays - 5) await questionGift(charity, desk, 170);
        if (today === storyDays - 4) await giveMuch(charity, desk);
        await hearOfPayments(charity);
      },
    ],
    [
      14,
      async (today) => {
        if (today === 200) await bookGiftAid(charity, [0, 2, 3, 5, 6, 8, 9, 11, 14, 15, 17]);
        if (today === 420) await bookGiftAid(charity, [20, 21, 23, 24, 26, 28, 32, 33, 35, 37, 41, 42, 44]);
        if (today === 150) await putSumRight(charity, 40);
        if (today === storyDays - 3) await putGiverRight(charity, 170);
        if (today === 330) await returnGift(charity, 101, 'agrees');
        if (today === 400) await returnGift(charity, 120, 'declines');
        if (today === storyDays - 3) await returnGift(charity, 178, undefined);
        if (today === storyDays) await recordGrant(charity, giftCount + storyDays + 1, Pence.parse(30_000), welshFund);
        const grant = grants.get(storyDays - today);
        if (grant !== undefined) await recordGrant(charity, giftCount + today, Pence.parse(grant));
      },
    ],
    [14.25, (today) => hearOfConcerns(charity, cases, storyDays - today)],
    [14.5, (today) => seeToConcerns(charity, storyDays - today)],
    // The last grant came after the morning's sweep: the office is to be told of its date before the story ends.
    [15, (today) => (today === storyDays ? charity.sweep() : Promise.resolve())],
    [16, (today) => (isWorkday(storyDays - today) ? keepBooks(charity, storyDays - today) : Promise.resolve())],
    [19, (today) => (storyDays - today > 1 ? each(cases, (one) => one.answerOffer()) : Promise.resolve())],
    // Whoever asks on the last day asks when the office has closed.
    [19.25, (today) => (today === storyDays ? takeReferrals(0) : Promise.resolve())],
    // Half an hour before the story ends: whoever starts it finds that the deputy is told in their turn.
    [19.5, (today) => (today === storyDays ? tellOf(charity, 'a child', 'child-at-risk') : Promise.resolve())],
  ];
  for (let today = firstDay; today <= storyDays; today += 1) {
    const midnight = ends - (ends % day) - (storyDays - today) * day;
    for (const [at, part] of parts) {
      const time = midnight + at * hour;
      if (time < charity.time) continue;
      charity.moveTo(time);
      await part(today);
      await charity.settle();
    }
  }
  charity.moveTo(ends);
  return charity;
}

/** One long ago, about a young person; and one on the last day, about somebody whose therapy has begun. */
async function hearOfConcerns(charity: Charity, cases: readonly Case[], daysAgo: number): Promise<void> {
  if (daysAgo === 247) await tellOf(charity, 'a young person', 'under-18');
  if (daysAgo !== 0) return;
  for (const { plan, referralId } of cases) {
    const referral = referralId === undefined ? undefined : await charity.deps.store.get('referral', referralId);
    if (plan.turn !== undefined || referral?.value.state !== 'in-therapy') continue;
    return raise(charity, 'somebody in therapy', referral.value.id);
  }
}

/** The lead sees to each within the hour, and writes down a day later what was decided. */
async function seeToConcerns(charity: Charity, daysAgo: number): Promise<void> {
  if (daysAgo === 247) await seeTo(charity, 'a young person');
  if (daysAgo === 246) await passOn(charity, 'a young person', ['childrens-services']);
  if (daysAgo === 0) await seeTo(charity, 'somebody in therapy');
}

async function settle(charity: Charity, desk: PaymentDesk): Promise<void> {
  await desk.payOut();
  await settlePayouts(charity.deps);
  await charity.settle();
}

async function each<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (const item of items) await act(item);
}
