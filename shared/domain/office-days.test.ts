import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instant, LocalDate, Region } from '../../events/values.ts';
import { settings } from '../../test/support/sample-ids.ts';
import { calendarIn, endOfOfficeDay, isOfficeDay, later, localDay, officeDeadline } from './office-days.ts';
import type { CharitySettings } from './settings.ts';

type Office = CharitySettings['office'];

const office: Office = {
  timeZone: 'Europe/London',
  opens: 9,
  closes: 17,
  workingDays: [1, 2, 3, 4, 5],
  holidays: ['2026-04-03', '2026-04-06', '2026-12-25', '2026-12-28', '2027-01-01'].map((day) => LocalDate.parse(day)),
};

const at = (instant: string): Instant => Instant.parse(instant);
const day = (date: string): LocalDate => LocalDate.parse(date);

describe('the office’s day', () => {
  it.each([
    ['2026-03-28T23:59:59.999Z', '2026-03-28', 'the last moment before the summer’s change'],
    ['2026-06-30T22:59:59.999Z', '2026-06-30', 'eleven at night in Greenwich is not yet tomorrow'],
    ['2026-06-30T23:00:00.000Z', '2026-07-01', 'but then in London it is'],
    ['2026-12-31T23:30:00.000Z', '2026-12-31', 'winter keeps Greenwich time'],
  ])('at %s is %s: %s', (instant, date) => {
    expect(localDay(at(instant), office)).toBe(date);
  });

  it.each([
    ['2026-04-02', true, 'a Thursday'],
    ['2026-04-03', false, 'Good Friday'],
    ['2026-04-04', false, 'a Saturday'],
    ['2026-04-05', false, 'a Sunday'],
    ['2026-04-07', true, 'the Tuesday after Easter'],
  ])('%s: worked? %s, for it is %s', (date, worked) => {
    expect(isOfficeDay(day(date), office)).toBe(worked);
  });

  it('may be a Sunday, in an office that works on Sundays', () => {
    expect(isOfficeDay(day('2026-04-05'), { ...office, workingDays: [7] })).toBe(true);
  });
});

describe('a deadline in office days', () => {
  it.each([
    ['2026-03-03T09:00:00.000Z', 1, '2026-03-04T17:00:00.000Z', 'the day it begins on never counts'],
    ['2026-03-03T22:00:00.000Z', 1, '2026-03-04T17:00:00.000Z', 'nor does its evening'],
    ['2026-03-06T12:00:00.000Z', 1, '2026-03-09T17:00:00.000Z', 'a weekend is skipped'],
    ['2026-03-27T12:00:00.000Z', 1, '2026-03-30T16:00:00.000Z', 'after the clocks go forward, five is an hour earlier'],
    ['2026-10-23T12:00:00.000Z', 1, '2026-10-26T17:00:00.000Z', 'after they go back, five is five again'],
    ['2026-04-02T08:00:00.000Z', 2, '2026-04-08T16:00:00.000Z', 'Easter takes four days'],
    ['2026-12-23T10:00:00.000Z', 3, '2026-12-30T17:00:00.000Z', 'Christmas and its substitute day are skipped'],
    ['2026-12-31T10:00:00.000Z', 1, '2027-01-04T17:00:00.000Z', 'the year’s end is no end'],
    ['2026-07-01T23:30:00.000Z', 1, '2026-07-03T16:00:00.000Z', 'it is counted from the day in London'],
  ])('from %s, %i days, ends at %s: %s', (from, count, end) => {
    expect(officeDeadline(at(from), count, office)).toBe(end);
  });

  it('of an office open until midnight ends with the day, summer and winter', () => {
    const open = { ...office, closes: 24 };
    expect(officeDeadline(at('2026-07-01T09:00:00.000Z'), 1, open)).toBe('2026-07-02T23:00:00.000Z');
    expect(officeDeadline(at('2026-10-23T09:00:00.000Z'), 1, open)).toBe('2026-10-27T00:00:00.000Z');
  });
});

describe('the end of the office day', () => {
  it.each([
    ['2026-03-03T08:00:00.000Z', '2026-03-03T17:00:00.000Z', 'is today’s, before opening'],
    ['2026-03-03T16:59:59.999Z', '2026-03-03T17:00:00.000Z', 'is today’s, to the last moment'],
    ['2026-03-03T17:00:00.000Z', '2026-03-04T17:00:00.000Z', 'is tomorrow’s once the office has closed'],
    ['2026-03-07T10:00:00.000Z', '2026-03-09T17:00:00.000Z', 'is Monday’s on a Saturday'],
    ['2026-07-01T15:59:00.000Z', '2026-07-01T16:00:00.000Z', 'is five in London in summer'],
  ])('at %s is %s: it %s', (from, end) => {
    expect(endOfOfficeDay(at(from), office)).toBe(end);
  });
});

describe('later', () => {
  it('goes by the clock, through weekends and the change of summer time', () => {
    expect(later(at('2026-03-28T12:00:00.000Z'), { days: 1 })).toBe('2026-03-29T12:00:00.000Z');
    expect(later(at('2026-12-31T23:30:00.000Z'), { hours: 24, minutes: 31 })).toBe('2027-01-02T00:01:00.000Z');
  });
});

const range = { min: new Date('2026-01-01T00:00:00.000Z'), max: new Date('2028-12-31T00:00:00.000Z') };
const instants = fc.date({ ...range, noInvalidDate: true }).map((date) => at(date.toISOString()));
const dates = fc.date({ ...range, noInvalidDate: true }).map((date) => day(date.toISOString().slice(0, 10)));
const counts = fc.integer({ min: 1, max: 40 });
const holidays = fc.array(dates, { maxLength: 60 });
const offices = fc
  .record({
    workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    closes: fc.integer({ min: 3, max: 24 }),
    holidays,
  })
  .map((but): Office => ({ ...office, opens: 0, ...but }));

describe('for any office and any instant', () => {
  it('a deadline falls on the closing hour of an office day', () => {
    fc.assert(
      fc.property(instants, counts, offices, (from, count, any) => {
        const deadline = officeDeadline(from, count, any);
        const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'medium' });
        expect(clock.format(new Date(deadline))).toBe(`${String(any.closes % 24).padStart(2, '0')}:00:00`);
        expect(isOfficeDay(localDay(later(deadline, { minutes: -1 }), any), any)).toBe(true);
      }),
    );
  });

  it('exactly so many office days lie between the start and the deadline', () => {
    fc.assert(
      fc.property(instants, counts, offices, (from, count, any) => {
        const last = localDay(later(officeDeadline(from, count, any), { minutes: -1 }), any);
        let worked = 0;
        for (let date = localDay(from, any); date < last; ) {
          date = day(new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10));
          if (isOfficeDay(date, any)) worked += 1;
        }
        expect(worked).toBe(count);
      }),
    );
  });

  it('more days never end earlier, and the start is always before the end', () => {
    fc.assert(
      fc.property(instants, counts, offices, (from, count, any) => {
        const deadline = officeDeadline(from, count, any);
        expect(deadline > from).toBe(true);
        expect(officeDeadline(from, count + 1, any) > deadline).toBe(true);
      }),
    );
  });

  it('a later start never ends earlier', () => {
    fc.assert(
      fc.property(instants, instants, counts, offices, (one, other, count, any) => {
        const [first, second] = one < other ? [one, other] : [other, one];
        expect(officeDeadline(first, count, any) <= officeDeadline(second, count, any)).toBe(true);
      }),
    );
  });

  it('a longer list of holidays never shortens a deadline', () => {
    fc.assert(
      fc.property(instants, counts, offices, holidays, (from, count, any, more) => {
        const longer = { ...any, holidays: [...any.holidays, ...more] };
        expect(officeDeadline(from, count, longer) >= officeDeadline(from, count, any)).toBe(true);
      }),
    );
  });

  it('the end of the office day is in the future, and never later than a deadline of one day', () => {
    fc.assert(
      fc.property(instants, offices, (from, any) => {
        const end = endOfOfficeDay(from, any);
        expect(end > from).toBe(true);
        expect(end <= officeDeadline(from, 1, any)).toBe(true);
      }),
    );
  });
});

describe('the calendar of somebody who lives in', () => {
  it.each([
    ['scotland', '2027-11-29T10:00:00.000Z', '2027-12-01T17:00:00.000Z', 'St Andrew’s Day does not count'],
    ['scotland', '2026-12-31T10:00:00.000Z', '2027-01-05T17:00:00.000Z', 'nor does the second of January'],
    ['northern-ireland', '2027-07-09T09:00:00.000Z', '2027-07-13T16:00:00.000Z', 'nor does the twelfth of July there'],
    ['scotland', '2027-07-09T09:00:00.000Z', '2027-07-12T16:00:00.000Z', 'which is a working day elsewhere'],
    ['london', '2027-11-29T10:00:00.000Z', '2027-11-30T17:00:00.000Z', 'as St Andrew’s Day is'],
    ['wales', '2026-12-31T10:00:00.000Z', '2027-01-04T17:00:00.000Z', 'and the substitute for the second of January'],
  ])('%s: from %s one day on is %s: %s', (region, from, due) => {
    expect(officeDeadline(at(from), 1, calendarIn(settings, Region.parse(region)))).toBe(due);
  });
});
