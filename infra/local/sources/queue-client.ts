import * as z from 'zod';
import { type AwsCall, AwsRefusal } from '../emulators/aws-json.ts';
import { senderDeduplicationId } from '../emulators/queue-front.ts';

const attribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});

const message = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z.record(z.string(), attribute).default({}),
});

const received = z.object({ Messages: z.array(message).default([]) });
const inspected = z.object({
  messages: z.object({ inflight: z.array(z.object({ receiptHandle: z.string(), visibilityDeadline: z.number() })) }),
});
const counted = z.object({ Attributes: z.record(z.string(), z.string()) });

export type QueueMessage = z.infer<typeof message>;

/** A message as Lambda hands it to a function. */
export const eventRecord = (from: QueueMessage, queueArn: string) => ({
  messageId: from.MessageId,
  receiptHandle: from.ReceiptHandle,
  body: from.Body,
  attributes:
    from.Attributes.MessageDeduplicationId === undefined
      ? from.Attributes
      : { ...from.Attributes, MessageDeduplicationId: senderDeduplicationId(from.Attributes.MessageDeduplicationId) },
  messageAttributes: Object.fromEntries(
    Object.entries(from.MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType,
        stringValue: StringValue,
        binaryValue: BinaryValue,
        stringListValues: [],
        binaryListValues: [],
      },
    ]),
  ),
  md5OfBody: from.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: queueArn.split(':')[3] ?? '',
});

export type QueueClient = {
  receive: (most: number, waitSeconds: number, signal: AbortSignal) => Promise<QueueMessage[]>;
  remove: (messages: QueueMessage[]) => Promise<void>;
  /** Messages that are visible, in flight or delayed, altogether. */
  count: () => Promise<number>;
  /** Makes messages visible again that nobody handles now, instead of waiting out their visibility. */
  release: (isHandled: (receiptHandle: string) => boolean) => Promise<void>;
};

// The emulator loses a message that is told to be visible at once; after a second it does not.
const SOON_SECONDS = 1;

/** The runner's view of one queue. */
export const openQueue = (call: AwsCall, origin: string, url: string): QueueClient => ({
  receive: async (most, waitSeconds, signal) => {
    const { Messages } = await call(
      'AmazonSQS.ReceiveMessage',
      {
        QueueUrl: url,
        MaxNumberOfMessages: Math.min(most, 10),
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      },
      received,
      signal,
    );
    return Messages;
  },
  remove: async (messages) => {
    for (let start = 0; start < messages.length; start += 10) {
      const Entries = messages
        .slice(start, start + 10)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await call('AmazonSQS.DeleteMessageBatch', { QueueUrl: url, Entries }, z.unknown());
    }
  },
  count: async () => {
    const names = [
      'ApproximateNumberOfMessages',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
    ];
    const { Attributes } = await call(
      'AmazonSQS.GetQueueAttributes',
      { QueueUrl: url, AttributeNames: names },
      counted,
    );
    return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
  },
  release: async (isHandled) => {
    const name = url.split('/').at(-1);
    const answer = await fetch(`${origin}/_fauxqs/queues/${name}`);
    const { messages } = inspected.parse(await answer.json());
    const soon = Date.now() + SOON_SECONDS * 1000;
    for (const { receiptHandle, visibilityDeadline } of messages.inflight) {
      // One that comes soon anyway is left alone: asked again and again, it would be put off for ever.
      if (isHandled(receiptHandle) || visibilityDeadline <= soon) continue;
      await call(
        'AmazonSQS.ChangeMessageVisibility',
        { QueueUrl: url, ReceiptHandle: receiptHandle, VisibilityTimeout: SOON_SECONDS },
        z.unknown(),
      ).catch((error: unknown) => {
        // Handled, or visible again, since we looked: it waits for nothing.
        if (!(error instanceof AwsRefusal && error.code === 'MessageNotInflight')) throw error;
      });
    }
  },
});
