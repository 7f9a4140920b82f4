import type { Fact } from '../../events/catalogue.ts';
import { readFact } from '../../events/catalogue.ts';
import { source } from '../../events/envelope.ts';

/** One message as SQS hands it to a function; with a group it comes from a first-in-first-out queue. */
export const queueRecord = (messageId: string, body: string, group?: string, timesReceived = 1) => ({
  messageId,
  receiptHandle: `receipt of ${messageId}`,
  body,
  attributes: {
    ApproximateReceiveCount: String(timesReceived),
    SentTimestamp: '1795391220804',
    ...(group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: messageId }),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: `arn:aws:sqs:eu-west-2:000000000000:queue${group === undefined ? '' : '.fifo'}`,
  awsRegion: 'eu-west-2',
});

/** A fact in its envelope, as the store would have made it. */
export function factOf(id: string, type: Fact['type'], data: Readonly<Record<string, unknown>>): Fact {
  const reading = readFact({
    specversion: '1.0',
    id,
    source,
    type,
    subject: 'referral/ref_aaaaaaaa',
    time: '2026-11-22T09:30:00.000Z',
    datacontenttype: 'application/json',
    data,
  });
  if (!reading.ok) throw new Error(reading.reason);
  return reading.fact;
}
