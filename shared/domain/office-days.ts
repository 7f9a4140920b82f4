import { Instant, type LocalDate, type Region } from '../../events/values.ts';
import { formatByZone } from './format-by-zone.ts';
import { nationOf } from './nation-words.ts';
import type { CharitySettings } from './settings.ts';

type Office = CharitySettings['office'];

const dayLength = 24 * 60 * 60 * 1000;

const formatOf = formatByZone({
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** No zone changes its time but on a quarter of an hour. */
const quarterHour = 15 * 60 * 1000;

/** What was found out by asking the format, which is slow: by zone and quarter of an hour, the last thousand or so. */
const offsets = new Map<string, number>();
const mostOffsets = 1000;

/** How many milliseconds the zone's clocks are ahead of UTC at a moment. */
function offsetOf(at: number, timeZone: string): number {
  const begun = Math.floor(at / quarterHour) * quarterHour;
  const name = `${timeZone} ${begun}`;
  const known = offsets.get(name);
  if (known !== undefined) return known;
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(begun)
      .map((part) => [part.type, part.value]),
  );
  const shown = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}T${parts.get('hour')}:${parts.get('minute')}:${parts.get('second')}.000Z`;
  const offset = Date.parse(shown) - begun;
  if (offsets.size >= mostOffsets) offsets.clear();
  offsets.set(name, offset);
  return offset;
}

/** The office's calendar day at an instant, `YYYY-MM-DD`. */
export function localDay(at: Instant, office: Pick<Office, 'timeZone'>): LocalDate {
  const moment = Date.parse(at);
  return new Date(moment + offsetOf(moment, office.timeZone)).toISOString().slice(0, 10) as LocalDate;
}

const addDay = (day: LocalDate): LocalDate =>
  new Date(Date.parse(`${day}T12:00:00.000Z`) + dayLength).toISOString().slice(0, 10) as LocalDate;

/** Whether the office works on that day: one of its weekdays, and no holiday. */
export function isOfficeDay(day: LocalDate, office: Office): boolean {
  const weekday = new Date(`${day}T12:00:00.000Z`).getUTCDay() || 7;
  return office.workingDays.includes(weekday) && !office.holidays.includes(day);
}

/** The instant of an hour of a local day; the offset of summer time is found by looking. */
function instantOf(day: LocalDate, hour: number, office: Office): Instant {
  const asUtc = Date.parse(`${day}T00:00:00.000Z`) + hour * 60 * 60 * 1000;
  return Instant.parse(new Date(asUtc - offsetOf(asUtc, office.timeZone)).toISOString());
}

/**
 * The end of the nth office day after `from`: the day `from` falls on never counts, so that nobody has less than
 * whole days, and a weekend or a holiday neither expires a hold nor burns through therapists.
 */
export function officeDeadline(from: Instant, count: number, office: Office): Instant {
  let day = localDay(from, office);
  for (let left = count; left > 0; ) {
    day = addDay(day);
    if (isOfficeDay(day, office)) left -= 1;
  }
  return instantOf(day, office.closes, office);
}

/** The end of the office day in hand, or of the next one when the office is closed now: for what must happen today. */
export function endOfOfficeDay(from: Instant, office: Office): Instant {
  const today = localDay(from, office);
  const close = instantOf(today, office.closes, office);
  return isOfficeDay(today, office) && from < close ? close : officeDeadline(from, 1, office);
}

/** An instant some hours, minutes or days after another, by the clock and not the office. */
export const later = (from: Instant, by: { days?: number; hours?: number; minutes?: number }): Instant =>
  Instant.parse(
    new Date(
      Date.parse(from) + (by.days ?? 0) * dayLength + (by.hours ?? 0) * 3_600_000 + (by.minutes ?? 0) * 60_000,
    ).toISOString(),
  );

/**
 * The calendar by which somebody who lives in a region is held to a deadline: the office's, without the bank holidays of
 * their nation that the office does not keep.
 */
export const calendarIn = (
  { office, nations }: Pick<CharitySettings, 'office' | 'nations'>,
  region: Region,
): Office => ({
  ...office,
  holidays: [...office.holidays, ...nations[nationOf(region)].otherHolidays],
});
