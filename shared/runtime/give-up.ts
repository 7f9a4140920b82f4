import type { Log } from './log.ts';
import type { Quarantine } from './quarantine.ts';
import type { QueueMessage, Verdict } from './queue-batch.ts';
import type { Refusal } from './reply.ts';
import { tellError } from './tell-error.ts';

/** How often a message is handed out before its queue gives it up. The template says the same to SQS. */
export const mostTries = 5;

/** Why a message could not be handled, as may be read by anybody: the refusal, or an error’s name and place. */
export const whyRefused = ({ code, because }: Refusal): string => `${code}: ${because}`;

export function whyFailed(error: unknown): string {
  const { errorName, errorAt } = tellError(error);
  return errorAt === undefined ? errorName : `${errorName} at ${errorAt}`;
}

/**
 * A message that failed comes back; at its last try it is put aside with the reason, which SQS, left to itself, would not
 * keep. If that fails too it comes back once more, and SQS puts it aside without one.
 */
export async function bringBackOrGiveUp(
  { quarantine, log }: { readonly quarantine: Quarantine; readonly log: Log },
  message: QueueMessage,
  why: string,
): Promise<Verdict> {
  const { messageId } = message;
  const timesReceived = message.attributes.ApproximateReceiveCount;
  if (timesReceived < mostTries) return 'retried';
  try {
    await quarantine(message, why, timesReceived);
    log.warn('message given up', { messageId, timesReceived });
    return 'given-up';
  } catch (error) {
    log.error('message comes back', { messageId, timesReceived, error });
    return 'retried';
  }
}
