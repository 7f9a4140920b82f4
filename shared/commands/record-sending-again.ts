import type { Fact } from '../../events/catalogue.ts';
import { type Actor, hasRole } from '../domain/actor.ts';
import { nothingElse, type Subject } from '../domain/decision.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { approvers } from '../domain/place.ts';
import type { Deps } from './deps.ts';

/** A message that failed and is to be sent again: where it lies, and the fact it carries, if anybody can read it. */
export interface FailedMessage {
  readonly queue: string;
  readonly messageId: string;
  readonly fact: Fact | undefined;
}

/** The history it belongs to: of what the fact is about, or of the queue. */
function subjectOf({ queue, fact }: FailedMessage): Subject {
  const [entity, id] = fact?.subject.split('/') ?? [];
  return entity === undefined || id === undefined ? `queue/${queue}` : `${entity}/${id}`;
}

/**
 * Records that somebody has a message that failed sent again; it stands in the trail before the message goes.
 * @returns `not-allowed` for anybody but the coordinator, and the deputy who acts for them
 */
export async function recordSendingAgain(deps: Deps, message: FailedMessage, by: Actor): Promise<Outcome<undefined>> {
  if (!hasRole(by, approvers)) return refuse('not-allowed', 'a coordinator has messages sent again');
  const recorded = await deps.store.commit([
    {
      about: subjectOf(message),
      did: 'send-again',
      why: `${message.queue}: ${message.fact?.id ?? message.messageId}`,
      by,
      at: deps.now(),
      changes: [],
      ...nothingElse,
    },
  ]);
  if (!recorded.ok) throw new Error('what is sent again is in the trail before it goes');
  return accept(undefined);
}
