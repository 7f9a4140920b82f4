import { Instant, type LocalDate } from '../../../events/values.ts';
import type { WaitClock } from '../../../shared/domain/referral.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';
import { adjustedWait, rawWait } from '../../../shared/domain/waiting-list.ts';

/** The only zone the settings allow. */
const timeZone = 'Europe/London' satisfies CharitySettings['office']['timeZone'];
const dayLength = 24 * 60 * 60 * 1000;
const hourLength = 60 * 60 * 1000;

const day = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const month = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' });

/** `3 Mar 2027`: short enough for a table. */
export const shortDay = (at: Instant): string => day.format(new Date(at));

/** `3 Mar 2027`, for a calendar day. */
export const shortDate = (date: LocalDate): string => day.format(new Date(`${date}T12:00:00.000Z`));

/** `3 Mar 2027, 17:00`. */
export const shortTime = (at: Instant): string => `${shortDay(at)}, ${time.format(new Date(at))}`;

/** `March 2027`, for `2027-03`. */
export const monthInWords = (yearMonth: string): string => month.format(new Date(`${yearMonth}-01T12:00:00.000Z`));

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** `12 days`, for a length in milliseconds; whole days only. */
const daysOf = (length: number): string => counted(Math.max(0, Math.floor(length / dayLength)), 'day');

const lengthInWords = (length: number): string =>
  length >= dayLength ? daysOf(length) : counted(Math.max(1, Math.floor(length / hourLength)), 'hour');

/** `today`, `4 days`: how old something is. */
export const ageOf = (from: Instant, now: Instant): string =>
  Date.parse(now) - Date.parse(from) < dayLength ? 'today' : daysOf(Date.parse(now) - Date.parse(from));

export const isOverdue = (due: Instant, now: Instant): boolean => due < now;

/** `in 2 days`, `3 hours ago`. */
export const untilInWords = (due: Instant, now: Instant): string => {
  const left = Date.parse(due) - Date.parse(now);
  return left >= 0 ? `in ${lengthInWords(left)}` : `${lengthInWords(-left)} ago`;
};

/** The wait with pauses in it and without them: both are kept, so both are shown. */
export const waitInWords = (clock: WaitClock, until: Instant): { readonly raw: string; readonly adjusted: string } => ({
  raw: daysOf(rawWait(clock, until)),
  adjusted: daysOf(adjustedWait(clock, until)),
});

/** The first moment of a calendar day of the office. */
export function startOfDay(date: LocalDate): Instant {
  const utcMidnight = Date.parse(`${date}T00:00:00.000Z`);
  // At midnight in UTC it is midnight here too, or one in the morning in summer.
  const hourHere = Number.parseInt(time.format(new Date(utcMidnight)), 10);
  return Instant.parse(new Date(utcMidnight - hourHere * hourLength).toISOString());
}

/** The calendar day that ends at this moment, or in which it lies: `29 Mar 2027`. */
export const lastDayBefore = (end: Instant): string => day.format(new Date(Date.parse(end) - 1));

/** The first moment after a calendar day of the office. */
export const endOfDay = (date: LocalDate): Instant => {
  const next = new Date(Date.parse(`${date}T12:00:00.000Z`) + dayLength).toISOString().slice(0, 10);
  return startOfDay(next as LocalDate);
};
