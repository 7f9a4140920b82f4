import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CharitySettings } from './settings.ts';

const read = (): unknown =>
  JSON.parse(readFileSync(new URL('../../infra/settings/example-charity.json', import.meta.url), 'utf8'));

/** Easter Sunday of a year, by the anonymous Gregorian algorithm. */
function easter(year: number): Date {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const position = h + l - 7 * m + 114;
  return new Date(Date.UTC(year, Math.floor(position / 31) - 1, (position % 31) + 1));
}

const plus = (day: Date, days: number): Date => new Date(day.getTime() + days * 86_400_000);
const iso = (day: Date): string => day.toISOString().slice(0, 10);

/** Bank holidays in England: fixed days move to the next weekday that is not one already. */
function bankHolidays(year: number): readonly string[] {
  const firstMonday = (month: number): Date => {
    const first = new Date(Date.UTC(year, month, 1));
    return plus(first, (8 - first.getUTCDay()) % 7);
  };
  const lastMonday = (month: number): Date => {
    const last = new Date(Date.UTC(year, month + 1, 0));
    return plus(last, -((last.getUTCDay() + 6) % 7));
  };
  const moving = [firstMonday(4), lastMonday(4), lastMonday(7), plus(easter(year), -2), plus(easter(year), 1)].map(iso);
  const fixed: string[] = [];
  for (let day of [
    new Date(Date.UTC(year, 0, 1)),
    new Date(Date.UTC(year, 11, 25)),
    new Date(Date.UTC(year, 11, 26)),
  ]) {
    while ([0, 6].includes(day.getUTCDay()) || fixed.includes(iso(day))) day = plus(day, 1);
    fixed.push(iso(day));
  }
  return [...moving, ...fixed].toSorted();
}

describe('the settings of the example charity', () => {
  it('satisfy the schema', () => {
    const parsed = CharitySettings.safeParse(read());
    expect(parsed.error?.issues ?? []).toEqual([]);
  });

  const settings = CharitySettings.parse(read());

  it('close the office on every bank holiday of England from 2026 to 2028, and on no other weekday', () => {
    expect(settings.office.holidays).toEqual([2026, 2027, 2028].flatMap(bankHolidays));
  });

  it('let a gift of one place buy one place at the highest fee', () => {
    expect(settings.giving.sessionPrice).toBe(settings.therapy.feeCap);
  });

  it('let a gift for three people be made online', () => {
    const { sessionPrice, sessionsForOnePerson, greatestOnlineGift } = settings.giving;
    expect(3 * sessionPrice * sessionsForOnePerson).toBeLessThanOrEqual(greatestOnlineGift);
  });

  it('give away nothing in the sender of mail to clients: neither the charity nor the service', () => {
    const sender = settings.mail.neutralFrom.toLowerCase();
    for (const word of `${settings.charity.name} ${settings.charity.serviceName}`.match(/\w{4,}/g) ?? []) {
      expect(sender).not.toContain(word.toLowerCase());
    }
  });

  it('name nobody real: telephone numbers are kept for drama, and mail goes to example domains', () => {
    expect(settings.charity.phone).toMatch(/^(01632 960\d{3}|0808 157 0\d{3})$/);
    for (const address of [settings.charity.email, settings.mail.neutralFrom, settings.mail.donorFrom]) {
      expect(address).toMatch(/[@.]example\.org>?$/);
    }
  });
});

describe('every setting', () => {
  /** The ways to all values of the settings; of lists, to what each of their things is made of. */
  const waysTo = (value: unknown, way: readonly string[] = []): readonly (readonly string[])[] => {
    if (Array.isArray(value)) return waysTo(value[0], way);
    if (typeof value !== 'object' || value === null) return [way];
    return Object.entries(value).flatMap(([name, inner]) => waysTo(inner, [...way, name]));
  };

  const root = fileURLToPath(new URL('../../', import.meta.url));
  const code = globSync('{shared,functions,infra}/**/*.{ts,tsx}', { cwd: root })
    .filter((file) => !/\.test\.tsx?$|shared\/domain\/settings\.ts$|node_modules/.test(file))
    .map((file) => readFileSync(`${root}${file}`, 'utf8'));

  /** Named after a dot, in quotes, or taken apart in braces, in a file that speaks of what it belongs to as well. */
  const isRead = (name: string, within: string | undefined): boolean =>
    code.some(
      (text) =>
        new RegExp(`\\.${name}\\b|'${name}'|[{,]\\s*${name}\\b\\s*[,:}]`).test(text) &&
        (within === undefined || text.includes(within)),
    );

  it.each(waysTo(read()).map((way) => [way.join('.'), way] as const))('is read by some code: %s', (_, way) => {
    const [name = '', within] = way.toReversed();
    const [first] = way;
    expect(isRead(name, within) || isRead(name, first)).toBe(true);
  });
});

describe('the schema of settings', () => {
  /** The example with one of its values, by the names on the way to it, as it is not. */
  const withOther = (value: unknown, [name = '', ...deeper]: readonly string[], at: object): object => ({
    ...at,
    [name]:
      deeper.length === 0
        ? value
        : withOther(value, deeper, Object(Object.entries(at).find(([key]) => key === name)?.[1])),
  });

  it.each([
    ['crisis', []],
    ['youngPeople', []],
    ['office.opens', 24],
    ['office.opens', -1],
    ['office.closes', 0],
    ['office.closes', 25],
    ['office.workingDays', []],
    ['office.workingDays', [0]],
    ['office.workingDays', [8]],
    ['deadlines.approvePlace', 0],
    ['deadlines.approvePlace', 1.5],
    ['therapy.blockSessions', 0],
    ['therapy.maximumSessions', 0],
    ['therapy.reviewSessionsLeft', -1],
    ['therapy.feeCap', -1],
    ['sessions.payable', []],
    ['sessions.missedPaidAtMost', -1],
    ['giving.sessionsForOnePerson', 0],
    ['giving.crediting', 'half'],
    ['giving.reviewDays', 0],
    ['giving.statementDescriptor', 'more than two and twenty'],
    ['waiting.headStartDays.urgent', -1],
    ['waiting.headStartDays.soon', -1],
    ['waiting.headStartDays.routine', -1],
    ['runway.monthsOfGiving', 0],
    ['runway.monthsAhead', 0],
    ['runway.monthsAhead', 25],
    ['matching.weights.distance', -0.1],
    ['matching.weights.load', -0.1],
    ['matching.weights.fee', -0.1],
    ['matching.weights.lastOffered', -0.1],
    ['matching.weights.mode', -0.1],
  ])('refuses for %s the value %j', (path, value) => {
    const before = Object(read());
    expect(CharitySettings.safeParse(withOther(value, path.split('.'), before)).success).toBe(false);
  });

  it('takes the last values that it does not refuse', () => {
    const last = [
      ['office.opens', 0],
      ['office.closes', 24],
      ['office.workingDays', [1, 7]],
      ['therapy.reviewSessionsLeft', 0],
      ['therapy.maximumSessions', 6],
      ['giving.greatestOnlineGift', 200],
      ['waiting.headStartDays.soon', 180],
      ['waiting.headStartDays.routine', 60],
      ['sessions.missedPaidAtMost', 0],
      ['giving.statementDescriptor', 'exactly two and twenty'],
      ['waiting.headStartDays.routine', 0],
      ['runway.monthsAhead', 24],
      ['matching.weights.mode', 0],
    ] as const;
    for (const [path, value] of last) {
      const parsed = CharitySettings.safeParse(withOther(value, path.split('.'), Object(read())));
      expect(parsed.error?.issues ?? [], path).toEqual([]);
    }
  });

  it.each([
    ['office.closes', 9, 'the office closes after it opens'],
    ['therapy.maximumSessions', 5, 'a place has room for one block at least'],
    ['therapy.reviewSessionsLeft', 6, 'a block begins before it is reviewed'],
    ['giving.greatestOnlineGift', 199, 'the greatest gift is no smaller than the least'],
    ['giving.leastGift', 199, 'the least gift is £2'],
    [
      'means',
      [
        { means: 'has more', contribution: 2 },
        { means: 'has most', contribution: 1 },
      ],
      'who has more contributes no less',
    ],
    ['means', [{ means: 'has all', contribution: 6000 }], 'who pays the whole fee needs no place'],
    [
      'means',
      [
        { means: 'has less', contribution: 1000 },
        { means: 'has all', contribution: 6000 },
      ],
      'who pays the whole fee needs no place',
    ],
    ['links.see-client', 1, 'a new client can be seen for longer than given back'],
    ['waiting.headStartDays.soon', 181, 'the more urgent, the greater the head start'],
    ['waiting.headStartDays.routine', 61, 'the more urgent, the greater the head start'],
    [
      'nations.scotland.otherHolidays',
      ['2026-11-30', '2026-11-30'],
      'each nation names a holiday once, and none that the office keeps anyway',
    ],
    [
      'nations.scotland.otherHolidays',
      ['2026-11-30', '2026-12-25'],
      'each nation names a holiday once, and none that the office keeps anyway',
    ],
    ['office.holidays', ['2026-12-25', '2026-12-25'], 'every holiday stands there once'],
  ])('refuses for %s the value %j, for %s', (path, value, says) => {
    const parsed = CharitySettings.safeParse(withOther(value, path.split('.'), Object(read())));
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([says]);
    // Where it is said is where whoever writes settings must look: at this setting, or at the group of it.
    const said = parsed.error?.issues[0]?.path.join('.') ?? '';
    expect(said).not.toBe('');
    expect(`${path}.`).toContain(`${said}.`);
  });

  it.each(['charity.name', 'charity.story', 'emergencyPhone', 'mail.neutralFrom', 'pool.generalFund.aim'])(
    'refuses an empty %s',
    (path) => {
      expect(CharitySettings.safeParse(withOther(' ', path.split('.'), Object(read()))).success).toBe(false);
    },
  );

  it('refuses a setting that it does not know: a mistyped key would be a rule that nobody follows', () => {
    const settings = CharitySettings.parse(read());
    expect(CharitySettings.safeParse({ ...settings, ofice: settings.office }).success).toBe(false);
  });
});
