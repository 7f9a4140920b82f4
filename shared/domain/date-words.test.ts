import { describe, expect, it } from 'vitest';
import { Instant, LocalDate } from '../../events/values.ts';
import { dayInWords, inWords } from './date-words.ts';

describe('an instant in words', () => {
  it.each([
    ['2026-03-03T17:00:00.000Z', 'Tuesday 3 March 2026, 5pm'],
    ['2026-03-03T17:30:00.000Z', 'Tuesday 3 March 2026, 5:30pm'],
    ['2026-03-03T09:05:00.000Z', 'Tuesday 3 March 2026, 9:05am'],
    ['2026-03-03T12:00:00.000Z', 'Tuesday 3 March 2026, midday'],
    ['2026-03-03T12:01:00.000Z', 'Tuesday 3 March 2026, 12:01pm'],
    ['2026-03-03T00:00:00.000Z', 'Tuesday 3 March 2026, midnight'],
    ['2026-03-03T00:59:59.999Z', 'Tuesday 3 March 2026, 12:59am'],
  ])('%s reads %s in winter', (at, words) => {
    expect(inWords(Instant.parse(at), 'Europe/London')).toBe(words);
  });

  it('is an hour later by the clock in summer, and may be the next day', () => {
    expect(inWords(Instant.parse('2026-07-01T16:00:00.000Z'), 'Europe/London')).toBe('Wednesday 1 July 2026, 5pm');
    expect(inWords(Instant.parse('2026-06-30T23:30:00.000Z'), 'Europe/London')).toBe('Wednesday 1 July 2026, 12:30am');
  });
});

describe('a day in words', () => {
  it.each([
    ['2026-03-03', '3 March 2026'],
    ['2028-02-29', '29 February 2028'],
    ['2026-12-31', '31 December 2026'],
  ])('%s reads %s, wherever the machine stands', (date, words) => {
    expect(dayInWords(LocalDate.parse(date))).toBe(words);
  });
});
