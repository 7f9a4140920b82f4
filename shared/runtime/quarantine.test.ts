import { expect, test } from 'vitest';
import { queueRecord } from '../../test/support/queue-event.ts';
import { sqsDouble } from '../../test/support/sqs-double.ts';
import { createQuarantine } from './quarantine.ts';
import { QueueBatch } from './queue-batch.ts';

const messageOf = (body: string, group?: string) => {
  const [message] = QueueBatch.parse({ Records: [queueRecord('m', body, group)] }).Records;
  if (message === undefined) throw new Error('no message');
  return message;
};

test('poison is sent on unchanged, with its reason beside it', async () => {
  const { sqs, sent } = sqsDouble(() => ({}));
  await createQuarantine(sqs, 'https://queues.test/dead')(messageOf('{"not":"a fact"}'), 'not an envelope');
  expect(sent).toEqual([
    {
      QueueUrl: 'https://queues.test/dead',
      MessageBody: '{"not":"a fact"}',
      MessageAttributes: { reason: { DataType: 'String', StringValue: 'not an envelope' } },
    },
  ]);
});

test('poison of a first-in-first-out queue keeps its group, and is one message however often it is sent', async () => {
  const { sqs, sent } = sqsDouble(() => ({}));
  await createQuarantine(sqs, 'https://queues.test/dead.fifo')(messageOf('x', 'pol_aaaaaaaa'), 'not JSON');
  expect(sent).toMatchObject([{ MessageGroupId: 'pol_aaaaaaaa', MessageDeduplicationId: 'm' }]);
});

test('a message that was tried often enough says how often', async () => {
  const { sqs, sent } = sqsDouble(() => ({}));
  await createQuarantine(sqs, 'https://queues.test/dead')(messageOf('x'), 'not-found: not there yet', 5);
  expect(sent).toMatchObject([{ MessageAttributes: { tries: { DataType: 'Number', StringValue: '5' } } }]);
});

test('a reason is cut and cleaned to what SQS takes', async () => {
  const { sqs, sent } = sqsDouble(() => ({}));
  const reason = `a\u0000b\ud800c\n${'d'.repeat(2000)}`;
  await createQuarantine(sqs, 'https://queues.test/dead')(messageOf('x'), reason);
  expect(sent).toMatchObject([{ MessageAttributes: { reason: { StringValue: `a b c\n${'d'.repeat(994)}` } } }]);
});

test('a queue that does not answer is an error, so that the message is not lost', async () => {
  const { sqs } = sqsDouble(() => {
    throw new Error('ServiceUnavailable');
  });
  await expect(createQuarantine(sqs, 'https://queues.test/dead')(messageOf('x'), 'r')).rejects.toThrow();
});
