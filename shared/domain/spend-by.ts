import { Instant, type LocalDate, type TaskId } from '../../events/values.ts';
import { system } from './actor.ts';
import { closeTask, openTaskAgain } from './change-task.ts';
import { change, type Decision, nothingElse, type Versioned } from './decision.ts';
import { type Fund, isPastItsDay, type Lot } from './fund.ts';
import { later, localDay, officeDeadline } from './office-days.ts';
import type { CharitySettings } from './settings.ts';
import { type TaskKind, taskIdOf } from './task.ts';

const near: TaskKind = 'spend-by-near';
const over: TaskKind = 'spend-by-over';

/** Once for each date: a date that is put off warns anew. */
const occasionOf = (spendBy: string): number => Number(spendBy.replaceAll('-', ''));

/** The task that warns of a date. */
export const spendByTaskId = ({ id }: Pick<Fund, 'id'>, spendBy: NonNullable<Lot['spendBy']>): TaskId =>
  taskIdOf(near, `fund/${id}`, occasionOf(spendBy));

/** The task about all of a fund's money that is past its date. */
export const pastDayTaskId = ({ id }: Pick<Fund, 'id'>): TaskId => taskIdOf(over, `fund/${id}`);

/** Whether money of this date should have found its way by now: the days of warning before it have begun. */
export const isSpendByNear = (spendBy: string, now: Instant, { funds, office }: CharitySettings): boolean =>
  spendBy <= localDay(later(now, { days: funds.spendByWarningDays }), office);

/** The first lot of these that has money free, and the task that warns of its date. */
interface DatedMoney {
  readonly head: Versioned<'lot'>;
  readonly task: Versioned<'task'> | undefined;
}

/**
 * Warns the coordinator that money of a fund is still free although the date is near that it must be spent by: there is
 * time to ask its giver for longer, or to find whom it may help. A warning that ended by itself is given again when money
 * comes free again; one that somebody has dealt with is not.
 * @param money the open lot of the fund that is to be spent first
 * @returns undefined while there is nothing to warn of
 */
export function warnOfSpendBy(
  fund: Versioned<'fund'>,
  { head, task }: DatedMoney,
  now: Instant,
  settings: CharitySettings,
): Decision | undefined {
  const { spendBy } = head.value;
  const { state, id, warnedOf = [] } = fund.value;
  if (state !== 'open' || spendBy === undefined || !isSpendByNear(spendBy, now, settings)) return undefined;
  if (warnedOf.includes(spendBy) || (task?.value.state === 'done' && task.value.doneBy !== system.id)) return undefined;
  const about = `fund/${id}` as const;
  const dueAt = Instant.parse(`${spendBy}T00:00:00.000Z`);
  return {
    about,
    did: 'warn-of-spend-by',
    why: 'money is still free, and its date is near',
    by: system,
    at: now,
    ...nothingElse,
    changes: [
      change(fund, { ...fund.value, warnedOf: [...warnedOf, spendBy] }),
      openTaskAgain(task, near, 'coordinator', about, now, dueAt, occasionOf(spendBy)),
    ],
  };
}

/** A date that the office was warned of. */
export interface Warning {
  readonly spendBy: LocalDate;
  readonly task: Versioned<'task'> | undefined;
  /** The first open lot of the fund of this date or a later one. */
  readonly next: Versioned<'lot'> | undefined;
}

/**
 * Ends the warnings that there is no cause for any more: all money of the date has found its place or was moved, its day is
 * over, or the fund is closed and its money goes on by itself.
 * @returns undefined while every warning stands
 */
export function endWarnings(
  fund: Versioned<'fund'>,
  warnings: readonly Warning[],
  now: Instant,
  settings: CharitySettings,
): Decision | undefined {
  const today = localDay(now, settings.office);
  const whyOver = ({ spendBy, next }: Warning): string | undefined => {
    if (fund.value.state !== 'open') return 'the fund is closed';
    if (spendBy < today) return 'its date is over';
    return next?.value.spendBy === spendBy ? undefined : 'none is left';
  };
  const ended = warnings.flatMap((warning) => {
    const result = whyOver(warning);
    return result === undefined ? [] : [{ ...warning, result }];
  });
  if (ended.length === 0) return undefined;
  const { warnedOf = [], ...rest } = fund.value;
  const left = warnedOf.filter((date) => ended.every(({ spendBy }) => spendBy !== date));
  return {
    about: `fund/${rest.id}`,
    did: 'end-spend-by-warning',
    why: [...new Set(ended.map(({ result }) => result))].join('; '),
    by: system,
    at: now,
    ...nothingElse,
    changes: [
      change(fund, left.length === 0 ? rest : { ...rest, warnedOf: left }),
      ...ended.flatMap(({ task, result }) =>
        task?.value.state === 'open' ? [closeTask(task, system, now, result)] : [],
      ),
    ],
  };
}

/**
 * Tells finance once money of an open fund is free although the day is over by which it was to be spent: it pays for
 * nobody until two people have decided where it goes. The task ends by itself when no such money is left.
 * @param head the open lot of the fund that was or is to be spent first
 * @param task the one about money past its date, if there was one
 * @returns undefined when nothing is new
 */
export function notePastDay(
  { value: { id, state } }: Versioned<'fund'>,
  head: Versioned<'lot'> | undefined,
  task: Versioned<'task'> | undefined,
  now: Instant,
  settings: CharitySettings,
): Decision | undefined {
  const about = `fund/${id}` as const;
  const said = { about, did: 'note-past-day', by: system, at: now, ...nothingElse };
  const isOpen = task?.value.state === 'open';
  // What is free in a closed fund goes on by the decision that closed it.
  const isLeft = state === 'open' && head !== undefined && isPastItsDay(head.value, localDay(now, settings.office));
  if (isLeft === isOpen) return undefined;
  if (!isLeft) {
    const done = task === undefined ? [] : [closeTask(task, system, now, 'none is left')];
    return { ...said, why: 'nothing is free any more that is past its date', changes: done };
  }
  const dueAt = officeDeadline(now, settings.deadlines.completeCallTask, settings.office);
  return {
    ...said,
    why: 'money is still free, and its date is over',
    changes: [openTaskAgain(task, over, 'finance-maker', about, now, dueAt)],
  };
}
