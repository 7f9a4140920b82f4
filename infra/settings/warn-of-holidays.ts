import type { CharitySettings } from '../../shared/domain/settings.ts';

/**
 * A year after the last holiday in the calendar every bank holiday would silently be a working day, and deadlines would run
 * on it.
 * @param today a day, YYYY-MM-DD
 * @returns what to say at a synthesis while less than a year of holidays is left
 */
export function warnOfHolidays(
  { office, nations }: Pick<CharitySettings, 'office' | 'nations'>,
  today: string,
): string | undefined {
  const last = office.holidays.toSorted().at(-1);
  const inAYear = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  if (last !== undefined && last >= inAYear) return warnOfNations(nations, inAYear);
  const known = last === undefined ? 'names no holidays' : `knows holidays until ${last} only`;
  return `The office’s calendar ${known}: add those of the next years to office.holidays of the settings, from www.gov.uk/bank-holidays.`;
}

/** A nation without holidays of its own has none to run out of. */
function warnOfNations(nations: CharitySettings['nations'], inAYear: string): string | undefined {
  const ending = Object.entries(nations).flatMap(([nation, { otherHolidays }]) => {
    const last = otherHolidays.toSorted().at(-1);
    return last === undefined || last >= inAYear ? [] : [`${nation} until ${last}`];
  });
  return ending.length === 0
    ? undefined
    : `The holidays that the office does not keep are known of ${ending.join(', ')} only: add those of the next years to nations.*.otherHolidays of the settings, from www.gov.uk/bank-holidays.`;
}
