import * as z from 'zod';
import type { Pence } from '../../events/values.ts';
import { pounds } from '../../shared/domain/money-words.ts';
import { readDistrict } from '../../shared/domain/postcode.ts';
import { groupValues } from '../../shared/staff/words/groups.ts';
import { choicesField, lineField, numberField, optionalField, poundsField } from '../../shared/web/form-fields.ts';

const missingReach = 'Enter how far clients may live from the consulting room, or 0';

const wrongDistrict = 'Enter a UK postcode like LS6 2AB, or its first half, like LS6';

const districtField = lineField({ missing: 'Enter the postcode district of the consulting room', max: 20 }).transform(
  (typed, context) => {
    const read = readDistrict(typed);
    if (read.ok) return read.value;
    context.addIssue({ code: 'custom', message: wrongDistrict });
    return z.NEVER;
  },
);

/** What a therapist is trained for; how and where they meet clients, how many at a time, and for what fee; the cap is in pence. */
export const practiceFields = (feeCap: Pence) => ({
  competences: choicesField(groupValues, { missing: 'Choose what the therapist is trained for' }),
  area: districtField,
  meets: choicesField(['online', 'in-person'], { missing: 'Choose how the therapist meets clients' }),
  reach: optionalField(
    numberField({
      missing: missingReach,
      wrong: 'Enter a whole number of kilometres from 0 to 500',
      min: 0,
      max: 500,
    }),
  ),
  capacity: numberField({
    missing: 'Enter how many clients the therapist can take',
    wrong: 'Enter a whole number from 1 to 50',
    min: 1,
    max: 50,
  }),
  fee: poundsField({
    missing: 'Enter the fee for a session',
    wrong: 'Enter an amount in pounds, like 55 or 52.50',
    least: { pence: 1, message: 'Enter the fee for a session' },
    most: { pence: feeCap, message: `Enter ${pounds(feeCap)} or less: that is the most we pay` },
  }),
});

/** Who meets people in person says how far these may come from. */
export const hasReach = (given: { readonly meets: readonly string[]; readonly reach?: number | undefined }): boolean =>
  !given.meets.includes('in-person') || given.reach !== undefined;

export const withoutReach = { path: ['reach'], message: missingReach };
