import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clockMinute, parseCron } from './cron.ts';
import { createSchedules, inputOf, type ScheduleSpec } from './schedules.ts';

const schedule = (expression: string, more: Partial<ScheduleSpec> = {}): ScheduleSpec => ({
  name: 'sweep',
  arn: 'arn:aws:scheduler:eu-west-2:000000000000:schedule/default/sweep',
  expression,
  timeZone: 'UTC',
  targetArn: 'arn:aws:lambda:eu-west-2:000000000000:function:sweep',
  input: '{}',
  messageGroupId: undefined,
  ...more,
});

const utc = (instant: string) => clockMinute(new Date(instant), 'UTC');

describe('cron expressions', () => {
  it.each([
    ['0 5 * * ? *', '2026-11-23T05:00:00Z', '2026-11-23T05:01:00Z'],
    ['*/15 * * * ? *', '2026-11-23T05:45:00Z', '2026-11-23T05:46:00Z'],
    ['0 9 ? * MON-FRI *', '2026-11-23T09:00:00Z', '2026-11-22T09:00:00Z'],
    ['0 9 ? * 1 *', '2026-11-22T09:00:00Z', '2026-11-23T09:00:00Z'],
    ['0 0 L * ? *', '2028-02-29T00:00:00Z', '2028-02-28T00:00:00Z'],
    ['30 8,17 1 JAN,APR ? 2026-2027', '2026-04-01T17:30:00Z', '2028-04-01T17:30:00Z'],
  ])('"%s" is due at %s and not at %s', (expression, due, notDue) => {
    expect(parseCron(expression)(utc(due))).toBe(true);
    expect(parseCron(expression)(utc(notDue))).toBe(false);
  });

  it('goes by the clock of its time zone', () => {
    expect(clockMinute(new Date('2026-07-01T04:00:00Z'), 'Europe/London')).toMatchObject({ hour: 5, weekday: 4 });
  });

  it('refuses what it does not know', () => {
    expect(() => parseCron('0 5 * *')).toThrow('six fields');
    expect(() => parseCron('0 5 ? * MON#2 *')).toThrow('"MON#2"');
  });
});

describe('schedules', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-23T04:58:30Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs a rate after each period and a cron expression in its minute, until stopped', () => {
    const ran: string[] = [];
    const schedules = createSchedules(
      [schedule('rate(5 minutes)', { name: 'often' }), schedule('cron(0 5 * * ? *)', { name: 'daily' })],
      ({ name }) => ran.push(name),
    );
    schedules.start();
    vi.advanceTimersByTime(60_000);
    expect(ran).toEqual([]);
    vi.advanceTimersByTime(60_000);
    expect(ran).toEqual(['daily']);
    vi.advanceTimersByTime(10 * 60_000);
    expect(ran).toEqual(['daily', 'often', 'often']);
    schedules.stop();
    vi.advanceTimersByTime(48 * 3_600_000);
    expect(ran).toHaveLength(3);
  });

  it('runs a daily schedule once when the clocks go back over it', () => {
    vi.setSystemTime(new Date('2026-10-25T00:00:30Z'));
    let runs = 0;
    const schedules = createSchedules([schedule('cron(30 1 * * ? *)', { timeZone: 'Europe/London' })], () => {
      runs += 1;
    });
    schedules.start();
    vi.advanceTimersByTime(3 * 3_600_000);
    schedules.stop();
    expect(runs).toBe(1);
  });

  it('refuses an expression that it does not know before anything runs', () => {
    expect(() => createSchedules([schedule('at(2026-11-23T05:00:00)')], () => {})).toThrow('at(2026');
  });

  it("fills in the scheduler's own words", () => {
    const spec = schedule('rate(1 hour)', {
      input: '{"at":"<aws.scheduler.scheduled-time>","n":<aws.scheduler.attempt-number>}',
    });
    expect(JSON.parse(inputOf(spec, new Date()))).toEqual({ at: '2026-11-23T04:58:30Z', n: 1 });
  });

  it("sends a rule's own event when the rule has no input", () => {
    const event: unknown = JSON.parse(inputOf(schedule('rate(1 hour)', { input: undefined }), new Date()));
    expect(event).toMatchObject({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      time: '2026-11-23T04:58:30Z',
    });
  });
});
