import { createServer, type Server } from 'node:http';
import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../../infra/local/processes/ports.ts';
import type { Random } from '../random.ts';
import { badLuck, type Mischance, messageIdIn } from './bad-luck.ts';
import { startUnluckyProxy, type UnluckyProxy } from './unlucky-proxy.ts';

const common = { region: 'eu-west-2', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 2 };

/** Draws these numbers, one after another, and then none that is unlucky. */
function drawing(...numbers: readonly number[]): Random {
  const left = [...numbers];
  const next = () => left.shift() ?? 0.999;
  return { next, below: () => 0, pick: (from) => from[0] };
}

const unlucky = 0;
const lucky = 0.999;

describe('bad luck before an emulator', () => {
  let emulator: Server;
  let answer: string;
  let received: string[];
  let told: Mischance[];
  let mailed: (string | undefined)[];
  let proxy: UnluckyProxy;

  beforeEach(() => {
    received = [];
    told = [];
    mailed = [];
    emulator = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      received.push(Buffer.concat(parts).toString('utf8'));
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(answer);
    });
  });
  afterEach(() => {
    proxy.close();
    emulator.closeAllConnections();
    emulator.close();
  });

  async function spoilt(what: 'database' | 'queues' | 'mail', random: Random): Promise<string> {
    const port = await listenOnLoopback(emulator, 0, 'an emulator');
    const luck = badLuck(random, (mischance) => told.push(mischance));
    proxy = await startUnluckyProxy(`http://127.0.0.1:${port}`, {
      fateOf: luck[what],
      carriedOut: (call) => mailed.push(messageIdIn(call)),
    });
    return proxy.url;
  }

  const put = { TableName: 'a', Item: { pk: { S: 'a' } } };
  const transaction = new TransactWriteItemsCommand({ TransactItems: [{ Put: put }, { Put: put }] });

  it('cancels a transaction as one that met another', async () => {
    const client = new DynamoDBClient({ ...common, endpoint: await spoilt('database', drawing(unlucky)) });
    await expect(client.send(transaction)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    });
    expect([told, received]).toEqual([['database: conflict'], []]);
  });

  it('loses the answer to what was carried out, once, and cuts off the further attempts', async () => {
    answer = '{}';
    const client = new DynamoDBClient({ ...common, endpoint: await spoilt('database', drawing(lucky, unlucky)) });
    await expect(client.send(transaction)).rejects.toThrow();
    expect([told, received.length]).toEqual([['database: lost reply'], 1]);
  });

  it('refuses as one with too much to do', async () => {
    const client = new DynamoDBClient({ ...common, endpoint: await spoilt('database', drawing(lucky, unlucky)) });
    await expect(client.send(new PutItemCommand(put))).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect([told, received]).toEqual([['database: throttled'], []]);
  });

  it('lets through whatever it does not spoil', async () => {
    answer = '{}';
    const client = new DynamoDBClient({ ...common, endpoint: await spoilt('database', drawing()) });
    await client.send(transaction);
    expect([told, received.length]).toEqual([[], 1]);
  });

  it('takes the first half of a batch of messages and names the rest', async () => {
    answer = JSON.stringify({
      Successful: [{ Id: 'one', MessageId: 'm', MD5OfMessageBody: 'f97c5d29941bfb1b2fdab0874906ab82' }],
    });
    const endpoint = await spoilt('queues', drawing(unlucky));
    const client = new SQSClient({ ...common, endpoint, useQueueUrlAsEndpoint: false });
    const Entries = ['one', 'two'].map((Id) => ({ Id, MessageBody: Id }));
    const sent = await client.send(new SendMessageBatchCommand({ QueueUrl: `${endpoint}/0/q`, Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['one']);
    expect(sent.Failed?.map(({ Id }) => Id)).toEqual(['two']);
    expect(received.join()).not.toContain('two');
  });

  it('says which mail the service took, also when its answer is lost', async () => {
    const client = new SESClient({ ...common, endpoint: await spoilt('mail', drawing(unlucky)) });
    const Data = Buffer.from('From: a@example.org\r\nMessage-ID: <m1@example.org>\r\n\r\nText');
    await expect(client.send(new SendRawEmailCommand({ RawMessage: { Data } }))).rejects.toThrow();
    expect([told, mailed]).toEqual([['mail: lost reply'], ['<m1@example.org>']]);
  });
});
