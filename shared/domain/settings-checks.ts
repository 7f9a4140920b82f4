import type { CharitySettings } from './settings.ts';

/** What must hold between one setting and another: where in the settings it is said, and in words for whoever writes them. */
export const settingsChecks: readonly (readonly [
  path: readonly string[],
  holds: (settings: CharitySettings) => boolean,
  says: string,
])[] = [
  [['office', 'closes'], ({ office }) => office.opens < office.closes, 'the office closes after it opens'],
  [
    ['therapy', 'maximumSessions'],
    ({ therapy }) => therapy.blockSessions <= therapy.maximumSessions,
    'a place has room for one block at least',
  ],
  [
    ['therapy', 'reviewSessionsLeft'],
    ({ therapy }) => therapy.reviewSessionsLeft < therapy.blockSessions,
    'a block begins before it is reviewed',
  ],
  [
    ['giving', 'greatestOnlineGift'],
    ({ giving }) => giving.leastGift <= giving.greatestOnlineGift,
    'the greatest gift is no smaller than the least',
  ],
  [['giving', 'leastGift'], ({ giving }) => giving.leastGift >= 200, 'the least gift is £2'],
  [
    ['means'],
    ({ means }) => means.every(({ contribution }, index) => contribution >= (means[index - 1]?.contribution ?? 0)),
    'who has more contributes no less',
  ],
  [
    ['means'],
    ({ means, therapy }) => means.every(({ contribution }) => contribution < therapy.feeCap),
    'who pays the whole fee needs no place',
  ],
  [
    ['links', 'see-client'],
    ({ links, therapy }) => links['see-client'] * 24 > therapy.giveBackHours,
    'a new client can be seen for longer than given back',
  ],
  [
    ['waiting', 'headStartDays'],
    ({ waiting: { headStartDays } }) =>
      headStartDays.urgent >= headStartDays.soon && headStartDays.soon >= headStartDays.routine,
    'the more urgent, the greater the head start',
  ],
  [
    ['nations'],
    ({ nations, office }) =>
      Object.values(nations).every(
        ({ otherHolidays }) =>
          new Set(otherHolidays).size === otherHolidays.length &&
          !otherHolidays.some((day) => office.holidays.includes(day)),
      ),
    'each nation names a holiday once, and none that the office keeps anyway',
  ],
  [
    ['office', 'holidays'],
    ({ office }) => new Set(office.holidays).size === office.holidays.length,
    'every holiday stands there once',
  ],
];
