import { randomUUID } from 'node:crypto';
import { clockMinute, parseCron } from './cron.ts';

export type ScheduleSpec = {
  name: string;
  arn: string;
  expression: string;
  timeZone: string;
  targetArn: string;
  /** The message, or undefined for the event that the rule itself makes. */
  input: string | undefined;
  messageGroupId: string | undefined;
};

export type Schedules = {
  start: () => void;
  stop: () => void;
};

type Run = (spec: ScheduleSpec, input: string) => void;

const UNIT_MILLISECONDS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const MINUTE = UNIT_MILLISECONDS.minute;
/** Beyond this a timer of Node overflows. Nothing local waits that long in one go: cron looks every minute. */
const LONGEST_TIMER = 2 ** 31 - 1;

const rateOf = (expression: string): number | undefined => {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') return undefined;
  return Math.min(Number(count) * UNIT_MILLISECONDS[unit], LONGEST_TIMER);
};

/** What a schedule sends: its input with the scheduler's own words filled in, or the event of a rule. */
export const inputOf = (spec: ScheduleSpec, scheduled: Date): string => {
  const time = scheduled.toISOString().replace(/\.\d+Z$/, 'Z');
  if (spec.input === undefined) {
    const [, , , region, account] = spec.arn.split(':');
    const rest = { source: 'aws.events', account, time, region, resources: [spec.arn], detail: {} };
    return JSON.stringify({ version: '0', id: randomUUID(), 'detail-type': 'Scheduled Event', ...rest });
  }
  return spec.input
    .replaceAll('<aws.scheduler.scheduled-time>', time)
    .replaceAll('<aws.scheduler.schedule-arn>', spec.arn)
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');
};

/**
 * Runs schedules by the clock. Throws at once for an expression it does not know. A rate counts from the start; a cron
 * expression is looked at every minute on the clock of its time zone, and an hour that comes twice counts once.
 */
export const createSchedules = (specs: ScheduleSpec[], run: Run): Schedules => {
  const timers: NodeJS.Timeout[] = [];
  const starters = specs.map((spec) => {
    const rate = rateOf(spec.expression);
    if (rate !== undefined) {
      return () => {
        timers.push(setInterval(() => run(spec, inputOf(spec, new Date())), rate));
      };
    }
    const [, fields] = /^cron\((.+)\)$/.exec(spec.expression) ?? [];
    if (fields === undefined)
      throw new Error(`The local runner does not know the schedule "${spec.expression}" of "${spec.name}".`);
    const isDue = parseCron(fields);
    let last = '';
    const look = () => {
      const now = new Date();
      const at = clockMinute(now, spec.timeZone);
      const key = JSON.stringify(at);
      if (!isDue(at) || key === last) return;
      last = key;
      run(spec, inputOf(spec, new Date(Math.floor(now.getTime() / MINUTE) * MINUTE)));
    };
    return () => {
      const untilMinute = MINUTE - (Date.now() % MINUTE);
      timers.push(
        setTimeout(() => {
          look();
          timers.push(setInterval(look, MINUTE));
        }, untilMinute),
      );
    };
  });
  return {
    start: () => {
      for (const starter of starters) starter();
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
};
