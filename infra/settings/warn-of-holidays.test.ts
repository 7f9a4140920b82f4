import { expect, it } from 'vitest';
import { CharitySettings } from '../../shared/domain/settings.ts';
import exampleCharity from './example-charity.json' with { type: 'json' };
import { warnOfHolidays } from './warn-of-holidays.ts';

const settings = CharitySettings.parse(exampleCharity);

it('says nothing while a year of holidays is left', () => {
  expect(warnOfHolidays(settings, '2027-12-26')).toBeUndefined();
});

it('asks for the next years from then on', () => {
  expect(warnOfHolidays(settings, '2027-12-27')).toContain('knows holidays until 2028-12-26 only');
  const office = { ...settings.office, holidays: [] };
  expect(warnOfHolidays({ office }, '2027-01-01')).toContain('names no holidays');
});
