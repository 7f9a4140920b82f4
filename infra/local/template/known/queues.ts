import * as z from 'zod';
import { identity, LABELS, type ResourceType, withoutEffect } from './resource-type.ts';

const ENCRYPTION = withoutEffect('nothing is encrypted at rest on one machine; it holds no real data');

const queue = z.strictObject({
  QueueName: z.string().optional(),
  FifoQueue: z.boolean().optional(),
  ContentBasedDeduplication: z.boolean().optional(),
  DeduplicationScope: z.string().optional(),
  FifoThroughputLimit: z.string().optional(),
  DelaySeconds: z.number().optional(),
  MaximumMessageSize: z.number().optional(),
  // Set on the emulated queue, which shows it but never forgets a message.
  MessageRetentionPeriod: z.number().optional(),
  ReceiveMessageWaitTimeSeconds: z.number().optional(),
  VisibilityTimeout: z.number().default(30),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
  RedriveAllowPolicy: withoutEffect('who may name a queue as its dead letters is a permission'),
  SqsManagedSseEnabled: ENCRYPTION,
  KmsMasterKeyId: ENCRYPTION,
  KmsDataKeyReusePeriodSeconds: ENCRYPTION,
  Tags: LABELS,
});

export type QueueProperties = z.infer<typeof queue>;

export const QUEUE: ResourceType<QueueProperties> = {
  type: 'AWS::SQS::Queue',
  schema: queue,
  nameProperty: 'QueueName',
  identify: ({ name, region, account, places }) => {
    const url = () => `${places.queueOrigin()}/${account}/${name}`;
    return identity(url, { Arn: `arn:aws:sqs:${region}:${account}:${name}`, QueueName: name, QueueUrl: url });
  },
};
