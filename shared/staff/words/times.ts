import { Instant, type LocalDate } from '../../../events/values.ts';
import type { WaitClock } from '../../domain/referral.ts';
import type { CharitySettings } from '../../domain/settings.ts';
import { adjustedWait, rawWait } from '../../domain/waiting-list.ts';

/** The only zone the settings allow. */
const timeZone = 'Europe/London' satisfies CharitySettings['office']['timeZone'];
const dayLength = 24 * 60 * 60 * 1000;
const hourLength = 60 * 60 * 1000;

const shapes = {
  day: { timeZone, day: 'numeric', month: 'short', year: 'numeric' },
  time: { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  month: { timeZone: 'UTC', month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
const formats = new Map<keyof typeof shapes, Intl.DateTimeFormat>();

/** Each format is made when it is first needed: made as the module begins, they would slow every start. */
function formatted(shape: keyof typeof shapes, at: Date): string {
  const format = formats.get(shape) ?? new Intl.DateTimeFormat('en-GB', shapes[shape]);
  formats.set(shape, format);
  return format.format(at);
}

/** `3 Mar 2027`: short enough for a table. */
export const shortDay = (at: Instant): string => formatted('day', new Date(at));

/** `3 Mar 2027`, for a calendar day. */
export const shortDate = (date: LocalDate): string => formatted('day', new Date(`${date}T12:00:00.000Z`));

/** `3 Mar 2027, 17:00`. */
export const shortTime = (at: Instant): string => `${shortDay(at)}, ${formatted('time', new Date(at))}`;

/** `March 2027`, for `2027-03`. */
export const monthInWords = (yearMonth: string): string =>
  formatted('month', new Date(`${yearMonth}-01T12:00:00.000Z`));

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
  const hourHere = Number.parseInt(formatted('time', new Date(utcMidnight)), 10);
  return Instant.parse(new Date(utcMidnight - hourHere * hourLength).toISOString());
}

/** The calendar day that ends at this moment, or in which it lies: `29 Mar 2027`. */
export const lastDayBefore = (end: Instant): string => formatted('day', new Date(Date.parse(end) - 1));

/** The first moment after a calendar day of the office. */
export const endOfDay = (date: LocalDate): Instant => {
  const next = new Date(Date.parse(`${date}T12:00:00.000Z`) + dayLength).toISOString().slice(0, 10);
  return startOfDay(next as LocalDate);
};
