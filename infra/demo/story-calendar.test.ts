import { expect, it } from 'vitest';
import { Instant, LocalDate } from '../../events/values.ts';
import { isOfficeDay, officeDeadline } from '../../shared/domain/office-days.ts';
import { CharitySettings } from '../../shared/domain/settings.ts';
import exampleCharity from '../settings/example-charity.json' with { type: 'json' };
import { day, endOfStory, isWorkday, storyOffice } from './story-calendar.ts';

const settings = CharitySettings.parse(exampleCharity);
const at = (text: string): number => Date.parse(text);

it('ends on the last evening that is over', () => {
  expect(endOfStory(at('2026-11-28T20:00:00.000Z'))).toBe(at('2026-11-28T20:00:00.000Z'));
  expect(endOfStory(at('2026-11-28T19:59:59.999Z'))).toBe(at('2026-11-27T20:00:00.000Z'));
});

it('works on the same days before its end, whatever weekdays and holidays they fall on', () => {
  for (let start = at('2026-12-20T21:00:00.000Z'); start < at('2027-01-03T00:00:00.000Z'); start += day) {
    const ends = endOfStory(start);
    const office = storyOffice(settings, ends);
    for (let daysAgo = -10; daysAgo < 20; daysAgo += 1) {
      const date = LocalDate.parse(new Date(ends - daysAgo * day).toISOString().slice(0, 10));
      expect(isOfficeDay(date, office)).toBe(isWorkday(daysAgo < 0 ? daysAgo + 14 : daysAgo));
    }
    const deadline = officeDeadline(Instant.parse(new Date(ends).toISOString()), 2, office);
    expect(deadline.slice(0, 10)).toBe(new Date(ends + 4 * day).toISOString().slice(0, 10));
  }
});
