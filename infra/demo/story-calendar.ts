import type { CharitySettings } from '../../shared/domain/settings.ts';

const hour = 3_600_000;
export const day = 24 * hour;

/** Eighteen months. */
export const storyDays = 548;

/** The hour (UTC) at which the last day of the story ends. */
const lastHour = 20;

/** The moment at which a story that is told now ends: the last evening, so that every day of it is whole. */
export function endOfStory(now: number): number {
  const evening = now - (now % day) + lastHour * hour;
  return evening <= now ? evening : evening - day;
}

/**
 * Whether the office works, so many days before the story's end. A story knows its days by their number and not by their
 * weekday: it ends on a Friday, whatever the calendar says, and so it is the same story on whichever day it is told.
 */
export const isWorkday = (daysAgo: number): boolean => daysAgo % 7 < 5;

/**
 * The office of the story: it works on the weekdays that the story's days fall on, and knows no holidays. Deadlines are
 * then as far away as in every other telling; nothing of it outlasts the story but dates.
 */
export function storyOffice({ office }: CharitySettings, ends: number): CharitySettings['office'] {
  const weekdayOf = (daysAgo: number): number => new Date(ends - daysAgo * day).getUTCDay() || 7;
  return { ...office, workingDays: [0, 1, 2, 3, 4].map(weekdayOf).toSorted(), holidays: [] };
}
