import { Instant } from '../../events/values.ts';
import { system } from './actor.ts';
import { openTask } from './change-task.ts';
import { type Decision, nothingElse, type Versioned } from './decision.ts';
import type { Fund, Lot } from './fund.ts';
import { later, localDay } from './office-days.ts';
import type { CharitySettings } from './settings.ts';
import { type TaskKind, taskIdOf } from './task.ts';

const kind: TaskKind = 'spend-by-near';

/** Once for each date: a date that is put off warns anew. */
const occasionOf = (spendBy: string): number => Number(spendBy.replaceAll('-', ''));

/** The task that warns of a date. */
export const spendByTaskId = ({ id }: Fund, spendBy: NonNullable<Lot['spendBy']>) =>
  taskIdOf(kind, `fund/${id}`, occasionOf(spendBy));

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
      openTask(kind, 'coordinator', about, now, Instant.parse(`${spendBy}T00:00:00.000Z`), occasionOf(spendBy)),
    ],
  };
}
