import type { Instant, LocalDate } from '../../events/values.ts';
import { formatByZone } from './format-by-zone.ts';

const partsOf = (format: Intl.DateTimeFormat, at: string): Readonly<Record<string, string>> =>
  Object.fromEntries(format.formatToParts(new Date(at)).map((part) => [part.type, part.value]));

/** `5pm`, `5:30pm`, `midday`; `midnight` is the first minute of the day. */
function timeInWords(hour: number, minute: number): string {
  if (minute === 0 && hour % 12 === 0) return hour === 0 ? 'midnight' : 'midday';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

const formatOf = formatByZone({
  hourCycle: 'h23',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
});

/** An instant as people of that time zone read it: `Tuesday 3 March 2026, 5pm` (GOV.UK style, “Dates” and “Times”). */
export function inWords(at: Instant, timeZone: string): string {
  const parts = partsOf(formatOf(timeZone), at);
  const time = timeInWords(Number(parts.hour), Number(parts.minute));
  return `${parts.weekday} ${parts.day} ${parts.month} ${parts.year}, ${time}`;
}

// By hand: an Intl format made as a module begins costs every start of a function more than all the days it shows.
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A calendar day as people read it: `3 March 2026`. */
export function dayInWords(date: LocalDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${months[Number(month) - 1]} ${year}`;
}
