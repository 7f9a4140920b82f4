import * as z from 'zod';
import { FundId, type Pence } from '../../events/values.ts';
import type { Fund } from '../../shared/domain/fund.ts';
import { pounds } from '../../shared/domain/money-words.ts';
import type { CharitySettings } from '../../shared/domain/settings.ts';
import { choiceField, numberField, poundsField } from '../../shared/web/form-fields.ts';
import { type FormFields, type ParsedForm, parseForm } from '../../shared/web/forms.ts';

type Giving = CharitySettings['giving'];

/** A sum in pence, and what it is for. */
export interface Gift {
  readonly amount: Pence;
  readonly fundId: FundId;
}

const giftValues = ['one', 'two', 'more', 'other'] as const;

/** What the therapy of so many people costs, as the settings price it. */
export const priceFor = (people: number, { sessionPrice, sessionsForOnePerson }: Giving): Pence =>
  (people * sessionPrice * sessionsForOnePerson) as Pence;

/** How many people one online gift can pay for. */
export const mostPeople = (giving: Giving): number => Math.floor(giving.greatestOnlineGift / priceFor(1, giving));

function limits({ leastGift, greatestOnlineGift }: Giving, charity: CharitySettings['charity']) {
  return {
    least: { pence: leastGift, message: `Enter ${pounds(leastGift)} or more` },
    most: {
      pence: greatestOnlineGift,
      message: `Enter ${pounds(greatestOnlineGift)} or less, or call us on ${charity.phone} about a larger gift`,
    },
  };
}

/** Reads what a donor chose: a number of people or an amount, and the fund. */
export function readGift(
  fields: FormFields,
  funds: readonly Fund[],
  { giving, charity }: CharitySettings,
): ParsedForm<Gift> {
  const base = {
    gift: choiceField(giftValues, { missing: 'Choose how much you would like to give' }),
    fund: z.enum(
      funds.map((fund) => fund.id),
      'Choose what your gift is for',
    ),
  };
  const people = numberField({
    missing: 'Enter for how many people you would like to give',
    wrong: `Enter a whole number from 3 to ${mostPeople(giving)}`,
    min: 3,
    max: mostPeople(giving),
  });
  const amount = poundsField({
    missing: 'Enter an amount in pounds',
    wrong: 'Enter an amount in pounds, like 25 or 12.50',
    ...limits(giving, charity),
  });
  const toGift = (amountPence: Pence, fund: FundId): Gift => ({ amount: amountPence, fundId: fund });
  switch (fields.gift) {
    case 'more':
      return parseForm(
        z.object({ ...base, people }).transform((form) => toGift(priceFor(form.people, giving), form.fund)),
        fields,
      );
    case 'other':
      return parseForm(
        z.object({ ...base, amount }).transform((form) => toGift(form.amount, form.fund)),
        fields,
      );
    default:
      return parseForm(
        z.object(base).transform((form) => toGift(priceFor(form.gift === 'two' ? 2 : 1, giving), form.fund)),
        fields,
      );
  }
}

/** The choice in an address: a sum and a fund, nothing about who gives. */
export const detailsPath = ({ amount, fundId }: Gift): string =>
  `/give/details?${new URLSearchParams({ amount: String(amount), fund: fundId })}`;

/** Reads the choice back from an address or hidden fields; undefined when nobody could have chosen it here. */
export function readChosenGift(
  given: { readonly amount: unknown; readonly fund: unknown },
  { leastGift, greatestOnlineGift }: Giving,
): Gift | undefined {
  const parsed = z
    .object({
      amount: z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number)
        .pipe(z.int().min(leastGift).max(greatestOnlineGift))
        .transform((amount) => amount as Pence),
      fund: FundId,
    })
    .safeParse(given);
  return parsed.success ? { amount: parsed.data.amount, fundId: parsed.data.fund } : undefined;
}
