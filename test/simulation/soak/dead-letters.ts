import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

const clientOf = (endpoint: string): SQSClient =>
  new SQSClient({
    endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'soak', secretAccessKey: 'soak' },
    useQueueUrlAsEndpoint: false,
  });

async function queueUrls(sqs: SQSClient): Promise<readonly string[]> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  return QueueUrls;
}

async function replayQueue(sqs: SQSClient, from: string, to: string): Promise<number> {
  for (let sent = 0; ; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
    );
    if (Messages.length === 0) return sent;
    for (const { Body, ReceiptHandle, Attributes, MessageId } of Messages) {
      const group = Attributes?.MessageGroupId;
      // A new deduplication id: the five minutes of the old one must not swallow it.
      const inGroup =
        group === undefined
          ? {}
          : { MessageGroupId: group, MessageDeduplicationId: `again-${MessageId}-${Date.now()}` };
      await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: Body, ...inGroup }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
      sent += 1;
    }
  }
}

/** Sends every dead letter to its queue again. @returns how many there were */
export async function replayDeadLetters(endpoint: string): Promise<number> {
  const sqs = clientOf(endpoint);
  let sent = 0;
  for (const from of await queueUrls(sqs))
    if (from.includes('-dead-letters')) sent += await replayQueue(sqs, from, from.replace('-dead-letters', ''));
  sqs.destroy();
  return sent;
}

/** Messages that are in any queue, dead letters among them: at rest there is none. */
export async function messagesLeft(endpoint: string): Promise<readonly string[]> {
  const sqs = clientOf(endpoint);
  const left: string[] = [];
  for (const QueueUrl of await queueUrls(sqs)) {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    const count = Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    if (count > 0) left.push(`${count} messages in ${QueueUrl.split('/').at(-1)}`);
  }
  sqs.destroy();
  return left;
}
