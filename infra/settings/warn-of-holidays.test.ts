import { expect, it } from 'vitest';
import { CharitySettings } from '../../shared/domain/settings.ts';
import exampleCharity from './example-charity.json' with { type: 'json' };
import { warnOfHolidays } from './warn-of-holidays.ts';

const settings = CharitySettings.parse(exampleCharity);

it('says nothing while a year of holidays is left', () => {
  expect(warnOfHolidays(settings, '2027-07-12')).toBeUndefined();
});

it('asks for the next years from then on', () => {
  expect(warnOfHolidays(settings, '2027-12-27')).toContain('knows holidays until 2028-12-26 only');
  const office = { ...settings.office, holidays: [] };
  expect(warnOfHolidays({ ...settings, office }, '2027-01-01')).toContain('names no holidays');
});

it('asks for those of a nation that has some of its own', () => {
  const warning = warnOfHolidays(settings, '2027-07-13');
  expect(warning).toContain('northern-ireland until 2028-07-12 only');
  expect(warning).not.toMatch(/england|wales|scotland/);
});
