import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueMessage } from './queue-batch.ts';

/**
 * Puts a message where people look, with its reason: one that can never be understood, or one that failed so many times.
 * It throws when that failed.
 */
export type Quarantine = (message: QueueMessage, reason: string, tries?: number) => Promise<void>;

/** SQS takes these characters only; the reason may quote others from the message. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g;

/**
 * Sends a message to a worker's own dead letters, body unchanged and the reason as message attribute `reason`: poison at
 * once, instead of letting it fail five times first; others after their last try, with `tries` beside it. Sent twice it is the same: first-in-first-out dead letters know it by
 * its message id.
 */
export function createQuarantine(sqs: SQSClient, deadLetterQueueUrl: string): Quarantine {
  return async ({ messageId, body, attributes }, reason, tries) => {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: deadLetterQueueUrl,
        MessageBody: body,
        MessageAttributes: {
          reason: { DataType: 'String', StringValue: reason.replaceAll(forbidden, ' ').slice(0, 1000) },
          ...(tries === undefined ? {} : { tries: { DataType: 'Number', StringValue: String(tries) } }),
        },
        ...(deadLetterQueueUrl.endsWith('.fifo')
          ? { MessageGroupId: attributes.MessageGroupId ?? messageId, MessageDeduplicationId: messageId }
          : {}),
      }),
    );
  };
}
