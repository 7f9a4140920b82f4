import * as z from 'zod';
import type { Metrics } from './metrics.ts';

const QueueMessage = z.lazy(() =>
  z.object({
    messageId: z.string(),
    body: z.string(),
    eventSourceARN: z.string(),
    attributes: z.object({
      ApproximateReceiveCount: z.coerce.number().int().positive(),
      MessageGroupId: z.string().optional(),
    }),
  }),
);
export type QueueMessage = z.infer<typeof QueueMessage>;

/** What SQS hands to a function, as far as we use it. */
export const QueueBatch = z.lazy(() => z.object({ Records: z.array(QueueMessage) }));

/** The answer to a batch under `ReportBatchItemFailures`: what is named comes back, everything else is done with. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** How one message ended. Only what is `retried` comes back. */
export type Verdict = 'handled' | 'overtaken' | 'quarantined' | 'given-up' | 'retried';

const measureOf = {
  handled: 'MessagesHandled',
  overtaken: 'MessagesOvertaken',
  quarantined: 'MessagesQuarantined',
  'given-up': 'MessagesGivenUp',
  retried: 'MessagesRetried',
} as const;

/**
 * The messages in lanes: within one their order counts, between lanes it does not. In a first-in-first-out queue each
 * group is a lane (one batch may hold several); in a standard queue each message is one, also when it names a group.
 */
export function lanesOf(messages: readonly QueueMessage[]): readonly (readonly QueueMessage[])[] {
  const lanes = Map.groupBy(messages, ({ messageId, eventSourceARN, attributes }) =>
    eventSourceARN.endsWith('.fifo') ? `group ${attributes.MessageGroupId ?? ''}` : `message ${messageId}`,
  );
  return [...lanes.values()];
}

/**
 * Answers for a batch and counts it. A message without a verdict was not tried. What stands behind a retried message
 * in its lane is retried too, or it would overtake it.
 */
export function answerBatch(
  messages: readonly QueueMessage[],
  verdicts: ReadonlyMap<string, Verdict>,
  metrics: Metrics,
): BatchResponse {
  const failed = new Set<string>();
  const counts = new Map<Verdict, number>();
  for (const lane of lanesOf(messages)) {
    let blocked = false;
    for (const { messageId } of lane) {
      const verdict: Verdict = blocked ? 'retried' : (verdicts.get(messageId) ?? 'retried');
      blocked = verdict === 'retried';
      if (blocked) failed.add(messageId);
      counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    }
  }
  for (const [verdict, amount] of counts) metrics.count(measureOf[verdict], amount);
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}
