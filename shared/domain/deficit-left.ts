import type { Instant, TaskId } from '../../events/values.ts';
import { system } from './actor.ts';
import { closeTask, openTask } from './change-task.ts';
import { change, type Decision, nothingElse, type Versioned } from './decision.ts';
import type { Fund } from './fund.ts';
import { later, localDay, officeDeadline } from './office-days.ts';
import type { CharitySettings } from './settings.ts';
import { type TaskKind, taskIdOf } from './task.ts';

const kind: TaskKind = 'deficit-left';

/** Once for each deficit: by the day it was first seen. */
const occasionOf = (since: Instant, { office }: CharitySettings): number =>
  Number(localDay(since, office).replaceAll('-', ''));

/** The task about the deficit a fund has had since a day; undefined while none was seen. */
export const deficitTaskId = ({ id, owesSince }: Fund, settings: CharitySettings): TaskId | undefined =>
  owesSince === undefined ? undefined : taskIdOf(kind, `fund/${id}`, occasionOf(owesSince, settings));

/**
 * Watches a fund that owes: writes down since when, tells finance once it has lasted for the days of the settings, and
 * forgets it, with its task, when it is made good.
 * @param task the one about this deficit, if there was one
 * @returns undefined while there is nothing to say
 */
export function watchDeficit(
  fund: Versioned<'fund'>,
  task: Versioned<'task'> | undefined,
  now: Instant,
  settings: CharitySettings,
): Decision | undefined {
  const { owesSince, ...rest } = fund.value;
  const about = `fund/${rest.id}` as const;
  const said = { about, did: 'watch-deficit', by: system, at: now, ...nothingElse };
  if (rest.deficit === 0) {
    if (owesSince === undefined) return undefined;
    const done = task?.value.state === 'open' ? [closeTask(task, system, now, 'made good')] : [];
    return { ...said, why: 'what the fund owed is made good', changes: [change(fund, rest), ...done] };
  }
  if (owesSince === undefined) {
    return { ...said, why: 'the fund owes', changes: [change(fund, { ...rest, owesSince: now })] };
  }
  const isLong = later(owesSince, { days: settings.funds.deficitDays }) <= now;
  if (!isLong || task !== undefined) return undefined;
  const dueAt = officeDeadline(now, settings.deadlines.completeCallTask, settings.office);
  return {
    ...said,
    why: 'nothing has made good what the fund owes',
    changes: [openTask(kind, 'finance-maker', about, now, dueAt, occasionOf(owesSince, settings))],
  };
}
