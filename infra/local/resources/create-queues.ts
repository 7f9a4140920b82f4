import * as z from 'zod';
import { type AwsCall, AwsRefusal } from '../emulators/aws-json.ts';
import type { QueueProperties } from '../template/known/queues.ts';

export type QueueSpec = { name: string; ref: () => string; properties: QueueProperties };

const attributesOf = ({ properties }: QueueSpec): Record<string, string> => {
  const { RedrivePolicy, ...plain } = properties;
  const attributes = {
    VisibilityTimeout: plain.VisibilityTimeout,
    DelaySeconds: plain.DelaySeconds,
    MaximumMessageSize: plain.MaximumMessageSize,
    MessageRetentionPeriod: plain.MessageRetentionPeriod,
    ReceiveMessageWaitTimeSeconds: plain.ReceiveMessageWaitTimeSeconds,
    ContentBasedDeduplication: plain.ContentBasedDeduplication,
    DeduplicationScope: plain.DeduplicationScope,
    FifoThroughputLimit: plain.FifoThroughputLimit,
    RedrivePolicy: RedrivePolicy === undefined ? undefined : JSON.stringify(RedrivePolicy),
  };
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
};

/** Creates the queues, or gives those that are there the attributes that the template now asks for. */
export const createQueues = async (call: AwsCall, queues: QueueSpec[]): Promise<void> => {
  for (const queue of queues) {
    const Attributes = attributesOf(queue);
    const fifo = queue.properties.FifoQueue === true ? { FifoQueue: 'true' } : {};
    try {
      await call(
        'AmazonSQS.CreateQueue',
        { QueueName: queue.name, Attributes: { ...Attributes, ...fifo } },
        z.unknown(),
      );
    } catch (error) {
      if (!(error instanceof AwsRefusal) || !error.code.includes('QueueNameExists')) throw error;
      await call('AmazonSQS.SetQueueAttributes', { QueueUrl: queue.ref(), Attributes }, z.unknown());
    }
  }
};
