import type { Instant, Pence } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import { closeTask } from './change-task.ts';
import { change, type Decision, nothingElse, type Versioned } from './decision.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers } from './place.ts';
import { factOf } from './request-fact.ts';

/**
 * A coordinator lets a place ask for a smaller next block, so that the money there is goes further: the rest comes with a
 * later block. Its place in the order is kept; a session costs what it did when the block was asked for.
 * @param sessions of the next block; fewer than are asked for
 * @param tasks the open ones about the money that its place holds back
 * @param others what else its place asks for: while any of it holds money back as well, the task is about that and stays
 * @returns refusals: `invalid` for any number but from one to one fewer than now; `wrong-state` for what is not a next
 * block that waits
 */
export function shrinkNextBlock(
  request: Versioned<'request'>,
  sessions: number,
  why: string,
  tasks: readonly Versioned<'task'>[],
  others: readonly Versioned<'request'>[],
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  if (!hasRole(by, approvers)) return refuse('not-allowed', `the waiting list is managed by: ${approvers.join(', ')}`);
  const asked = request.value;
  if (asked.state !== 'requested') return refusePassed('wrong-state', 'the request does not wait any more');
  const { blocksSince: _, ...kept } = asked;
  const { cause, cost } = kept;
  if (cause.kind !== 'next-block') return refuse('wrong-state', 'only a next block can be smaller');
  if (!Number.isInteger(sessions) || sessions < 1 || sessions >= cause.sessions) {
    return refuse('invalid', `a smaller block has from 1 to ${cause.sessions - 1} sessions`);
  }
  const smaller = Math.ceil((cost / cause.sessions) * sessions) as Pence;
  const alsoBlocks = others.some(
    ({ id, value }) => id !== request.id && value.state === 'requested' && value.blocksSince !== undefined,
  );
  const done = alsoBlocks ? [] : tasks;
  return accept({
    about: `referral/${asked.referralId}`,
    did: 'shrink-next-block',
    why,
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(request, { ...kept, cause: { ...cause, sessions }, cost: smaller }),
      ...done.map((task) => closeTask(task, by, now, 'a smaller block was agreed')),
    ],
    facts: [factOf(asked, 'uk.sponsored-places.request.asked.v1')],
  });
}
