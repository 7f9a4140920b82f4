import { Instant, type TaskId } from '../../events/values.ts';
import { system } from './actor.ts';
import { closeTask, openTask, openTaskAgain } from './change-task.ts';
import { type Decision, nothingElse, type Versioned } from './decision.ts';
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

/**
 * Warns the coordinator that money of a fund is still free although the date is near that it must be spent by: there is
 * time to ask its giver for longer, or to find whom it may help.
 * @param head the open lot of the fund that is to be spent first
 * @returns undefined while there is nothing to warn of
 */
export function warnOfSpendBy(
  fund: Versioned<'fund'>,
  head: Versioned<'lot'>,
  now: Instant,
  settings: CharitySettings,
): Decision | undefined {
  const { spendBy } = head.value;
  if (fund.value.state !== 'open' || spendBy === undefined || !isSpendByNear(spendBy, now, settings)) return undefined;
  const about = `fund/${fund.value.id}` as const;
  return {
    about,
    did: 'warn-of-spend-by',
    why: 'money is still free, and its date is near',
    by: system,
    at: now,
    ...nothingElse,
    changes: [
      openTask(near, 'coordinator', about, now, Instant.parse(`${spendBy}T00:00:00.000Z`), occasionOf(spendBy)),
    ],
  };
}

/** The tasks about a fund's dates, as far as there are any. */
export interface SpendByTasks {
  /** The one that warned of the date of its first lot. */
  readonly near: Versioned<'task'> | undefined;
  readonly over: Versioned<'task'> | undefined;
}

/**
 * Tells finance once money of an open fund is free although the day is over by which it was to be spent: it pays for
 * nobody until two people have decided where it goes. The task ends by itself when no such money is left.
 * @param head the open lot of the fund that was or is to be spent first
 * @returns undefined when nothing is new
 */
export function notePastDay(
  { value: { id, state } }: Versioned<'fund'>,
  head: Versioned<'lot'> | undefined,
  tasks: SpendByTasks,
  now: Instant,
  settings: CharitySettings,
): Decision | undefined {
  const about = `fund/${id}` as const;
  const said = { about, did: 'note-past-day', by: system, at: now, ...nothingElse };
  const isOpen = tasks.over?.value.state === 'open';
  // What is free in a closed fund goes on by the decision that closed it.
  const isLeft = state === 'open' && head !== undefined && isPastItsDay(head.value, localDay(now, settings.office));
  if (isLeft === isOpen) return undefined;
  if (!isLeft) {
    const done = tasks.over === undefined ? [] : [closeTask(tasks.over, system, now, 'none is left')];
    return { ...said, why: 'nothing is free any more that is past its date', changes: done };
  }
  const dueAt = officeDeadline(now, settings.deadlines.completeCallTask, settings.office);
  return {
    ...said,
    why: 'money is still free, and its date is over',
    changes: [
      openTaskAgain(tasks.over, over, 'finance-maker', about, now, dueAt),
      ...(tasks.near?.value.state === 'open' ? [closeTask(tasks.near, system, now, 'its date is over')] : []),
    ],
  };
}
