import { createServer } from 'node:http';
import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Credentials, credentialsOf, RUNNER_CREDENTIALS } from '../functions/credentials.ts';
import { listenOnLoopback } from '../processes/ports.ts';
import { type Front, startFront } from './front.ts';
import { createGate } from './gate.ts';
import { readMailCall } from './mail-calls.ts';
import { readQueueCall } from './queue-calls.ts';
import { inJson, inXml } from './refusals.ts';
import { readTableCall } from './table-calls.ts';

const place = { region: 'eu-west-2', account: '000000000000' };
const cases = 'arn:aws:dynamodb:eu-west-2:000000000000:table/cases';
const line = 'arn:aws:sqs:eu-west-2:000000000000:line';
const told: string[] = [];
const gate = createGate(
  [
    {
      functionName: 'adds',
      roleName: 'role-of-adds',
      statements: [{ Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'], Resource: [cases] }],
    },
    {
      functionName: 'barred',
      roleName: 'role-of-barred',
      statements: [
        { Effect: 'Allow', Action: ['*'], Resource: ['*'] },
        { Effect: 'Deny', Action: ['dynamodb:PutItem'], Resource: [cases] },
      ],
    },
  ],
  place.account,
  (said) => told.push(said),
);

/** A service that does whatever reaches it. */
const reached: string[] = [];
const service = createServer(async (incoming, outgoing) => {
  let body = '';
  for await (const part of incoming) body += part;
  reached.push(body);
  outgoing.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
});
const fronts: Front[] = [];
const clients: { destroy: () => void }[] = [];

const configured = (front: Front | undefined, credentials: Credentials) => ({
  region: place.region,
  endpoint: front?.url ?? '',
  credentials,
  maxAttempts: 1,
});
const keep = <C extends { destroy: () => void }>(client: C): C => {
  clients.push(client);
  return client;
};
const databaseAs = (credentials: Credentials) => keep(new DynamoDBClient(configured(fronts[0], credentials)));
const adds = credentialsOf('adds', 3);
const put = new PutItemCommand({ TableName: 'cases', Item: { pk: { S: 'a' } } });

beforeAll(async () => {
  const url = `http://127.0.0.1:${await listenOnLoopback(service, 0, 'the test')}`;
  fronts.push(
    await startFront(url, gate, readTableCall(place, new Map()), inJson(400)),
    await startFront(url, gate, readQueueCall(place), inJson(403)),
    await startFront(url, gate, readMailCall(place), inXml),
  );
});
afterAll(() => {
  for (const client of clients) client.destroy();
  for (const { stop } of fronts) stop();
  service.closeAllConnections();
  service.close();
});

describe('the gate, met by the unmodified SDK', () => {
  it('hands on what the caller’s role allows, and remembers it', async () => {
    await databaseAs(adds).send(put);
    expect(reached.at(-1)).toContain('"TableName":"cases"');
    expect(gate.used()).toEqual([{ functionName: 'adds', action: 'dynamodb:PutItem', resource: cases }]);
  });

  it('refuses a transaction for its one part that the role does not allow; nothing of it reaches the service', async () => {
    const before = reached.length;
    const TransactItems = [
      { Put: { TableName: 'cases', Item: { pk: { S: 'a' } } } },
      { Delete: { TableName: 'cases', Key: { pk: { S: 'b' } } } },
    ];
    const words = `User: arn:aws:sts::000000000000:assumed-role/role-of-adds/adds is not authorized to perform: dynamodb:DeleteItem on resource: ${cases} because no identity-based policy allows the dynamodb:DeleteItem action`;
    await expect(databaseAs(adds).send(new TransactWriteItemsCommand({ TransactItems }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: words,
    });
    expect(reached).toHaveLength(before);
    expect(gate.denied()).toContain(words);
    expect(told).toContain(`adds: AccessDenied: ${words}`);
  });

  it('says when a statement denies, which is another thing than none that allows', async () => {
    await expect(databaseAs(credentialsOf('barred', 1)).send(put)).rejects.toThrow(
      'with an explicit deny in an identity-based policy',
    );
  });

  it('refuses in the way of each service', async () => {
    const queues = keep(new SQSClient({ ...configured(fronts[1], adds), md5: false }));
    const Entries = [{ Id: '1', MessageBody: 'x' }];
    const QueueUrl = `${fronts[1]?.url}/000000000000/line`;
    await expect(queues.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`perform: sqs:SendMessage on resource: ${line} because`),
      $metadata: { httpStatusCode: 403 },
    });
    const mail = keep(new SESClient(configured(fronts[2], adds)));
    const letter = { Source: 'us@a.example', RawMessage: { Data: Buffer.from('x') } };
    await expect(mail.send(new SendRawEmailCommand(letter))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('perform: ses:SendRawEmail on resource: arn:aws:ses:'),
    });
  });

  it('lets the runner do everything, and whoever it does not know nothing', async () => {
    await expect(databaseAs(RUNNER_CREDENTIALS).send(put)).resolves.toBeDefined();
    await expect(databaseAs({ ...adds, accessKeyId: 'LOCALstranger0001' }).send(put)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    const unsigned = await fetch(fronts[0]?.url ?? '', { method: 'POST', body: '{}' });
    expect(unsigned.status).toBe(400);
  });

  it('lets nothing by that it cannot read', async () => {
    const before = reached.length;
    const answer = await fetch(fronts[0]?.url ?? '', {
      method: 'POST',
      headers: {
        'x-amz-target': 'DynamoDB_20120810.ExecuteStatement',
        authorization: `AWS4-HMAC-SHA256 Credential=${credentialsOf('barred', 1).accessKeyId}/20260101/eu-west-2/dynamodb/aws4_request`,
      },
      body: '{"Statement":"DELETE FROM cases"}',
    });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('ValidationException')]);
    expect(reached).toHaveLength(before);
  });
});

it('tells what the roles allow, each action on each resource', () => {
  expect(gate.granted()).toEqual([
    { functionName: 'adds', action: 'dynamodb:PutItem', resource: cases },
    { functionName: 'adds', action: 'dynamodb:ConditionCheckItem', resource: cases },
    { functionName: 'barred', action: '*', resource: '*' },
  ]);
});

describe('a grant that is withheld', () => {
  const grant = { functionName: 'adds', action: 'dynamodb:PutItem', resource: cases };

  it('is denied while it is, even where it passed before, and passes again when it is given back', async () => {
    const client = databaseAs(adds);
    await client.send(put);
    const giveBack = gate.withhold(grant);
    await expect(client.send(put)).rejects.toThrow('perform: dynamodb:PutItem');
    giveBack();
    await expect(client.send(put)).resolves.toBeDefined();
  });

  it('is still among those that were used, and takes none from another function', async () => {
    await databaseAs(adds).send(put);
    const giveBack = gate.withhold({ functionName: 'barred', action: '*', resource: '*' });
    await expect(databaseAs(adds).send(put)).resolves.toBeDefined();
    giveBack();
    expect(gate.used()).toContainEqual(grant);
  });

  it('is one that the template has', () => {
    expect(() => gate.withhold({ ...grant, action: 'dynamodb:Scan' })).toThrow(
      `No role grants adds dynamodb:Scan on ${cases}.`,
    );
  });
});
