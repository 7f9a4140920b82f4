import type { CharitySettings } from '../../shared/domain/settings.ts';

/**
 * A year after the last holiday in the calendar every bank holiday would silently be a working day, and deadlines would run
 * on it.
 * @param today a day, YYYY-MM-DD
 * @returns what to say at a synthesis while less than a year of holidays is left
 */
export function warnOfHolidays({ office }: Pick<CharitySettings, 'office'>, today: string): string | undefined {
  const last = office.holidays.toSorted().at(-1);
  const inAYear = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  if (last !== undefined && last >= inAYear) return undefined;
  const known = last === undefined ? 'names no holidays' : `knows holidays until ${last} only`;
  return `The office’s calendar ${known}: add those of the next years to office.holidays of the settings, from www.gov.uk/bank-holidays.`;
}
