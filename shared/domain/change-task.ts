import type { Instant, Role } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import { type Change, change, create, type Versioned } from './decision.ts';
import { type TaskKind, taskIdOf } from './task.ts';

/** The change that opens a task. */
export const openTask = (
  kind: TaskKind,
  role: Role,
  about: string,
  now: Instant,
  dueAt: Instant,
  occasion = 1,
): Change => {
  const id = taskIdOf(kind, about, occasion);
  return create('task', id, { id, kind, role, about, createdAt: now, dueAt, state: 'open' });
};

/** As {@link openTask}, for what may be asked again on one occasion: the task that was done before is open once more. */
export function openTaskAgain(
  known: Versioned<'task'> | undefined,
  ...[kind, role, about, now, dueAt, occasion]: Parameters<typeof openTask>
): Change {
  if (known === undefined) return openTask(kind, role, about, now, dueAt, occasion);
  const { doneAt: _, doneBy: __, result: ___, ...kept } = known.value;
  return change(known, { ...kept, createdAt: now, dueAt, state: 'open' });
}

/** The change that closes a task with what came of it; `result` holds no personal data. */
export const closeTask = (task: Versioned<'task'>, by: Actor, now: Instant, result: string): Change =>
  change(task, { ...task.value, state: 'done', doneAt: now, doneBy: by.id, result });
