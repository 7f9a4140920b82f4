import { FundId, LocalDate } from '../../events/values.ts';
import { type NewFund, openFund, openGeneralFund } from '../../shared/commands/fund.ts';
import type { Charity } from './charity.ts';
import { idOf } from './ids.ts';
import { cora } from './staff.ts';
import { day } from './story-calendar.ts';

export const welshFund = FundId.parse(idOf('fnd', 'wales'));
export const familyFund = FundId.parse(idOf('fnd', 'family'));
export const springFund = FundId.parse(idOf('fnd', 'spring'));
export const firstStepFund = FundId.parse(idOf('fnd', 'first step'));

const funds: readonly NewFund[] = [
  {
    id: welshFund,
    name: 'Wales',
    aim: 'Therapy for people who live in Wales.',
    secondaryPurpose: 'If nobody in Wales is waiting, it pays for people who live on the border of Wales.',
    kind: 'restricted',
    restriction: { groups: [], regions: ['wales'] },
    order: 2,
    slug: 'wales',
  },
  {
    id: familyFund,
    name: 'Partners and families',
    aim: 'Help for partners and relatives, who are often forgotten.',
    secondaryPurpose: 'If no partner or relative is waiting, it pays for whoever has waited longest.',
    kind: 'restricted',
    restriction: { groups: ['partner-or-family'], regions: [] },
    order: 1,
    slug: 'families',
  },
  {
    id: firstStepFund,
    name: 'First steps',
    aim: 'Set aside by the trustees for people who ask for help before anything has happened.',
    secondaryPurpose: 'It goes back to where it is needed most.',
    kind: 'designated',
    restriction: { groups: ['worried-about-thoughts'], regions: [] },
    order: 3,
    slug: 'first-steps',
  },
  {
    id: springFund,
    name: 'Spring appeal',
    aim: 'One more person helped for every week of spring.',
    secondaryPurpose: 'What the appeal brings beyond that goes to where it is needed most.',
    kind: 'unrestricted',
    restriction: { groups: [], regions: [], campaign: 'spring' },
    order: 4,
    slug: 'spring',
  },
];

/** What is given for Wales is to be spent by a date some weeks after the story: the office has just been told that it is near. */
const daysForWales = 57;

/**
 * The general fund, two restricted ones, a designated one, and an appeal.
 * @param ends of the story (epoch milliseconds)
 */
export async function openFunds(charity: Charity, ends: number): Promise<void> {
  await charity.done(openGeneralFund(charity.deps));
  const spendBy = LocalDate.parse(new Date(ends + daysForWales * day).toISOString().slice(0, 10));
  for (const fund of funds) {
    await charity.done(openFund(charity.deps, fund.id === welshFund ? { ...fund, spendBy } : fund, cora));
  }
}
