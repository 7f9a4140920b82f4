const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** A minute on the clock of some place. Months and days of the week count from one, Sunday first, as in AWS. */
export type ClockMinute = { minute: number; hour: number; day: number; month: number; weekday: number; year: number };

type Field = (value: number, at: ClockMinute) => boolean;

const number = (text: string, names: string[]): number => {
  const named = names.indexOf(text.toUpperCase());
  const value = named === -1 ? Number(text) : named + 1;
  if (!Number.isInteger(value)) throw new Error(`The local runner does not know "${text}" in a cron expression.`);
  return value;
};

const parseItem = (item: string, from: number, to: number, names: string[]): Field => {
  const [range = '', step] = item.split('/');
  const [low, high] = range.split('-');
  const first = range === '*' ? from : number(low ?? '', names);
  const last = range === '*' || (step !== undefined && high === undefined) ? to : number(high ?? low ?? '', names);
  const every = step === undefined ? 1 : number(step, []);
  return (value) => value >= first && value <= last && (value - first) % every === 0;
};

const parseField = (field: string, from: number, to: number, names: string[] = []): Field => {
  if (field === '?') return () => true;
  const items = field.split(',').map((item) => parseItem(item, from, to, names));
  return (value, at) => items.some((item) => item(value, at));
};

const lastDayOf = ({ year, month }: ClockMinute): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Parses the six fields of an AWS cron expression: minutes, hours, day of month, month, day of week, year. */
export const parseCron = (fields: string): ((at: ClockMinute) => boolean) => {
  const parts = fields.trim().split(/\s+/);
  if (parts.length !== 6) throw new Error(`A cron expression has six fields; "${fields}" has ${parts.length}.`);
  const [minutes = '', hours = '', days = '', months = '', weekdays = '', years = ''] = parts;
  const minute = parseField(minutes, 0, 59);
  const hour = parseField(hours, 0, 23);
  const day: Field = days === 'L' ? (value, at) => value === lastDayOf(at) : parseField(days, 1, 31);
  const month = parseField(months, 1, 12, MONTHS);
  const weekday = parseField(weekdays, 1, 7, DAYS);
  const year = parseField(years, 1970, 2199);
  return (at) =>
    minute(at.minute, at) &&
    hour(at.hour, at) &&
    day(at.day, at) &&
    month(at.month, at) &&
    weekday(at.weekday, at) &&
    year(at.year, at);
};

/** The minute that the clocks of a time zone show at an instant. */
export const clockMinute = (instant: Date, timeZone: string): ClockMinute => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(instant);
  const value = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const [year, month, day] = [value('year'), value('month'), value('day')];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
  return { minute: value('minute'), hour: value('hour'), day, month, weekday, year };
};
