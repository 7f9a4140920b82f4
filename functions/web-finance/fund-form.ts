import type * as z from 'zod';
import { type LocalDate, Region } from '../../events/values.ts';
import { Fund, mayBeSlug, type Restriction } from '../../shared/domain/fund.ts';
import { groupsOf, groupValues } from '../../shared/staff/words/groups.ts';
import {
  choiceField,
  choicesField,
  dateField,
  lineField,
  linesField,
  numberField,
  optionalField,
} from '../../shared/web/form-fields.ts';

const mostOrder = 999;

/** What donors read. */
export const wordFields = {
  name: lineField({ missing: 'Enter what the fund is called', max: 80 }),
  aim: linesField({ missing: 'Enter what the fund is for', max: 300 }),
  purpose: linesField({ missing: 'Enter what the money is used for when the aim is met or cannot be', max: 300 }),
};

/** What the fund may pay for. */
export const limitFields = {
  kind: choiceField(Fund.unwrap().shape.kind.options, { missing: 'Choose what kind of fund it is' }),
  groups: choicesField(groupValues, {}),
  regions: choicesField(Region.options, {}),
  campaign: optionalField(lineField({ missing: 'Enter the appeal’s name', max: 80 })),
};

export const orderField = numberField({
  missing: 'Enter where the fund stands in the order',
  wrong: `Enter a whole number from 0 to ${mostOrder}`,
  min: 0,
  max: mostOrder,
});

export const slugField = optionalField(
  lineField({ missing: 'Enter the address', max: 40 }).refine(
    mayBeSlug,
    'Use at least three small letters, digits and hyphens, like therapy-in-wales; some words are taken by our own pages',
  ),
);

const anyDate = dateField({ missing: 'Enter the whole date', wrong: 'Enter a day that exists' });

/** @param kept a date that the fund has already may stay, whether it has passed or not */
export const spendByField = (today: LocalDate, kept?: LocalDate) =>
  optionalField(anyDate.refine((day) => day > today || day === kept, 'The date must be in the future, or left empty'));

interface LimitAnswers {
  readonly kind: Fund['kind'];
  readonly groups: readonly string[];
  readonly regions: readonly Region[];
  readonly campaign?: string | undefined;
}

export const restrictionOf = ({ groups, regions, campaign }: LimitAnswers): Restriction => ({
  groups: groupsOf(groups),
  regions: [...regions],
  ...(campaign === undefined ? {} : { campaign }),
});

/** A kind and its limits must fit; what is wrong is said beside the kind. */
export const checkLimits = (answers: LimitAnswers, context: z.RefinementCtx): void => {
  const complain = (message: string) => context.addIssue({ code: 'custom', path: ['kind'], message });
  const limits = answers.groups.length + answers.regions.length;
  if (answers.kind === 'unrestricted' && limits > 0) {
    complain('Choose another kind, or untick what it is limited to: an unrestricted fund has no limits');
  }
  if (answers.kind === 'restricted' && limits === 0 && answers.campaign === undefined) {
    complain('Say below what the fund is restricted to, or choose another kind');
  }
};
