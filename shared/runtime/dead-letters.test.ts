import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSendBack, type DeadLetter, type DeadLetters, openDeadLetters } from './dead-letters.ts';

let server: FauxqsServer;
let sqs: SQSClient;
let queues = 0;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  sqs = new SQSClient({ endpoint: server.address, region: 'eu-west-2', credentials });
});

afterAll(async () => {
  sqs.destroy();
  await server.stop();
});

async function makeQueue(fifo = false): Promise<string> {
  queues += 1;
  const QueueName = `queue-${queues}${fifo ? '.fifo' : ''}`;
  const made = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: fifo ? { FifoQueue: 'true' } : {} }));
  return made.QueueUrl ?? '';
}

interface Told {
  readonly reason?: string;
  readonly tries?: string;
}

async function put(QueueUrl: string, body: string, { reason, tries }: Told = {}): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: body,
      MessageAttributes: {
        ...(reason === undefined ? {} : { reason: { DataType: 'String', StringValue: reason } }),
        ...(tries === undefined ? {} : { tries: { DataType: 'Number', StringValue: tries } }),
      },
      ...(QueueUrl.endsWith('.fifo') ? { MessageGroupId: 'pol_aaaaaaaa', MessageDeduplicationId: body } : {}),
    }),
  );
}

const bodiesIn = async (letters: DeadLetters): Promise<readonly string[]> =>
  (await letters.look(100)).map(({ body }) => body).toSorted();

// Each on a queue of its own, and all of them at once: what was looked at is back a second later.
describe.concurrent('dead letters', () => {
  test('are looked at as often as somebody likes, and stay', async () => {
    const url = await makeQueue();
    const letters = openDeadLetters(sqs, url);
    expect([await letters.count(), await letters.look(50)]).toEqual([0, []]);
    for (let n = 1; n <= 13; n += 1) await put(url, `letter ${n}`);
    await put(url, 'the last', { reason: 'not-found: not there yet', tries: '5' });
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await letters.count()).toBe(14);
      const seen = await letters.look(50);
      expect(new Set(seen.map(({ messageId }) => messageId)).size).toBe(14);
      const said = seen.find(({ body }) => body === 'the last');
      expect(said).toMatchObject({ reason: 'not-found: not there yet', tries: 5, group: undefined });
      const silent = seen.find(({ body }) => body === 'letter 1');
      expect(silent).toMatchObject({ reason: undefined, tries: undefined });
    }
    expect(await letters.look(3)).toHaveLength(3);
  });

  test('go, when they are meant and only once they are settled', async () => {
    const url = await makeQueue();
    const letters = openDeadLetters(sqs, url);
    for (const body of ['one', 'two', 'three']) await put(url, body);
    const settled: string[] = [];
    const settle = async ({ body }: DeadLetter): Promise<void> => {
      settled.push(body);
    };
    expect(await letters.takeOff({ most: 1, isMeant: ({ body }) => body === 'two', settle })).toBe(1);
    expect([settled, await bodiesIn(letters)]).toEqual([['two'], ['one', 'three']]);
    expect(await letters.takeOff({ most: 1, isMeant: ({ body }) => body === 'two', settle })).toBe(0);
    const fails = async (): Promise<void> => {
      throw new Error('the queue did not take it');
    };
    await expect(letters.takeOff({ most: 9, isMeant: () => true, settle: fails })).rejects.toThrow();
    expect(await bodiesIn(letters)).toEqual(['one', 'three']);
    expect(await letters.takeOff({ most: 9, isMeant: () => true, settle })).toBe(2);
    expect([await letters.count(), settled.toSorted()]).toEqual([0, ['one', 'three', 'two']]);
  });

  test('of one group leave as many as are asked for, although only ten are to be seen at once', async () => {
    const url = await makeQueue(true);
    const letters = openDeadLetters(sqs, url);
    for (let n = 1; n <= 24; n += 1) await put(url, `letter ${n}`);
    expect((await letters.look(50)).length).toBeGreaterThan(0);
    const settle = async (): Promise<void> => undefined;
    expect(await letters.takeOff({ most: 15, isMeant: () => true, settle })).toBe(15);
    expect(await letters.count()).toBe(9);
    expect(await letters.takeOff({ most: 15, isMeant: () => true, settle })).toBe(9);
  });
});

test('what is sent back is new to its queue each time, without what was said of its failing', async () => {
  const [url, back] = [await makeQueue(true), await makeQueue(true)];
  await put(url, 'a wake-up', { reason: 'Error', tries: '5' });
  const [letter] = await openDeadLetters(sqs, url).look(1);
  if (letter === undefined) throw new Error('it is there');
  const sendBack = createSendBack(sqs, back);
  for (const occasion of ['first', 'second', 'second']) await sendBack(letter, occasion);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: back,
      VisibilityTimeout: 0,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['MessageGroupId'],
    }),
  );
  expect(Messages).toMatchObject([{ Body: 'a wake-up', Attributes: { MessageGroupId: 'pol_aaaaaaaa' } }]);
  expect(Messages[0]?.MessageAttributes ?? {}).toEqual({});
  expect(await openDeadLetters(sqs, back).count()).toBe(2);
});
