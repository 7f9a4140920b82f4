import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { CfnWaitCondition } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { awsJsonClient } from './emulators/aws-json.ts';
import { synthesiseFixture } from './fixture/fixture-app.ts';
import { runningProcess } from './processes/pid-file.ts';
import { listenOnLoopback } from './processes/ports.ts';
import { startStack } from './stack.ts';
import type { LocalStack, StackUrls } from './stack-types.ts';

const directory = mkdtempSync(join(tmpdir(), 'stack-'));
const dataDirectory = join(directory, 'data');
const lines: string[] = [];
let assembly: string;

beforeAll(() => {
  assembly = synthesiseFixture(join(directory, 'assembly'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

type Urls = Pick<StackUrls, 'site' | 'data' | 'queues' | 'mailbox'>;

const attribute = z.object({ S: z.string() });
const items = z.object({ Items: z.array(z.object({ text: attribute })) });
const count = z.object({ Attributes: z.object({ ApproximateNumberOfMessages: z.string() }) });

const clientsOf = ({ data, queues }: Urls) => {
  const database = awsJsonClient(data, 'dynamodb', 'eu-west-2');
  const sqs = awsJsonClient(queues, 'sqs', 'eu-west-2');
  const url = (queue: string) => `${queues}/000000000000/${queue}`;
  const tell = (sk: string, text: string) => {
    const Item = { pk: { S: 'fact' }, sk: { S: sk }, text: { S: text } };
    return database('DynamoDB_20120810.PutItem', { TableName: 'fixture-facts', Item }, z.unknown());
  };
  const notes = async (kind: string): Promise<string[]> => {
    const of = { KeyConditionExpression: 'pk = :kind', ExpressionAttributeValues: { ':kind': { S: kind } } };
    const found = await database('DynamoDB_20120810.Query', { TableName: 'fixture-notes', ...of }, items);
    return found.Items.map(({ text }) => text.S);
  };
  const send = (queue: string, MessageBody: string, fifo: object = {}) =>
    sqs('AmazonSQS.SendMessage', { QueueUrl: url(queue), MessageBody, ...fifo }, z.unknown());
  const waiting = async (queue: string): Promise<number> => {
    const AttributeNames = ['ApproximateNumberOfMessages'];
    const found = await sqs('AmazonSQS.GetQueueAttributes', { QueueUrl: url(queue), AttributeNames }, count);
    return Number(found.Attributes.ApproximateNumberOfMessages);
  };
  return { tell, notes, send, waiting };
};

const bodies = (notes: string[]): string[] =>
  notes.map((note) => z.object({ body: z.string() }).parse(JSON.parse(note)).body);

const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await holds())) await delay(50);
};

/** Runs the fixture as a program, as npm start does the real app, up to its ready line. */
const runProgram = async (): Promise<{ child: ChildProcess; urls: Urls }> => {
  const program = fileURLToPath(new URL('./fixture/run-fixture.ts', import.meta.url));
  const child = spawn(process.execPath, [program, assembly, dataDirectory], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) {
      const ready = z.object({
        ready: z.literal(true),
        site: z.string(),
        data: z.string(),
        queues: z.string(),
        mailbox: z.string(),
      });
      return { child, urls: ready.parse(JSON.parse(line)) };
    }
  }
  throw new Error('The program ended before it was ready.');
};

const pidFile = (name: string) => join(dataDirectory, 'run', `${name}.pid`);

describe('a stack that cannot start', () => {
  const start = (options: object = {}) => startStack({ assembly, dataDirectory: join(directory, 'other'), ...options });

  it('names a resource type that it does not know, and leaves nothing running', async () => {
    const spoilt = synthesiseFixture(join(directory, 'spoilt'), ({ work }) => {
      new CfnWaitCondition(work, 'patience');
    });
    const refusal = 'AWS::CloudFormation::WaitCondition "patience" (stack "work"): the resource type is unknown';
    await expect(start({ assembly: spoilt })).rejects.toThrow(refusal);
    expect(runningProcess(join(directory, 'other', 'run', 'database.pid'))).toBeUndefined();
  });

  it('names a role that lacks what AWS itself does with it', async () => {
    const deaf = synthesiseFixture(join(directory, 'deaf'), ({ work }) => {
      const role = work.node.findChild('work-role').node.defaultChild;
      if (role instanceof CfnRole) role.policies = [];
    });
    await expect(start({ assembly: deaf })).rejects.toThrow(
      'the role of fixture-work does not allow sqs:ReceiveMessage on arn:aws:sqs:eu-west-2:000000000000:fixture-plain: the mapping takes messages',
    );
  });

  it('names the port that another program holds', async () => {
    const other = createServer();
    const port = await listenOnLoopback(other, 0, 'the test');
    await expect(start({ port })).rejects.toThrow(`Port ${port} is in use by another program`);
    other.close();
  });
});

describe('a stack that cannot be filled', () => {
  it('says so once, and starts empty: nothing half done stays', async () => {
    const said: string[] = [];
    const half = join(directory, 'half');
    const stack = await startStack({
      assembly,
      dataDirectory: half,
      log: (line) => said.push(line),
      schedules: 'manual',
      prepare: async (environment) => {
        const database = awsJsonClient(environment.AWS_ENDPOINT_URL_DYNAMODB ?? '', 'dynamodb', 'eu-west-2');
        const Item = { pk: { S: 'worked' }, sk: { S: '1' }, text: { S: 'half of a story' } };
        await database('DynamoDB_20120810.PutItem', { TableName: 'fixture-notes', Item }, z.unknown());
        throw new Error('The story broke off.');
      },
    });
    expect(await clientsOf(stack.urls).notes('worked')).toEqual([]);
    expect(said.filter((line) => line.includes('The story broke off.'))).toEqual([
      'The story broke off.\nThe stack starts empty instead. Everything works; there is only nothing in it yet.',
    ]);
    await stack.stop();
    expect(existsSync(join(half, 'unfinished'))).toBe(false);
  }, 120_000);
});

describe('a stack whose runner is killed', () => {
  it('leaves nothing running, and the next start has every row, message and mail', async () => {
    const { child, urls } = await runProgram();
    const before = clientsOf(urls);
    await before.tell('1', 'told before');
    await until(async () => bodies(await before.notes('worked')).includes('told before'));
    const ses = new SESClient({
      region: 'eu-west-2',
      endpoint: urls.mailbox,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    const Message = { Subject: { Data: 'Thank you' }, Body: { Text: { Data: 'for your gift' } } };
    await ses.send(
      new SendEmailCommand({ Source: 'a@example.org', Destination: { ToAddresses: ['b@example.org'] }, Message }),
    );
    ses.destroy();
    // In the hands of a function when the runner is killed: handled by nobody, and so handed out again.
    await before.send('fixture-plain', 'slow');
    await until(async () => (await before.waiting('fixture-plain')) === 0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await until(
      () => runningProcess(pidFile('database')) === undefined && runningProcess(pidFile('host')) === undefined,
    );

    const again = await runProgram();
    const after = clientsOf(again.urls);
    await until(async () => bodies(await after.notes('worked')).includes('slow'));
    expect(bodies(await after.notes('worked')).sort()).toEqual(['slow', 'told before']);
    expect(await (await fetch(`${again.urls.mailbox}/store`)).json()).toMatchObject({
      emails: [{ subject: 'Thank you' }],
    });

    await expect(startStack({ assembly, dataDirectory })).rejects.toThrow(
      `already runs on ${dataDirectory}, as process ${again.child.pid}`,
    );
    again.child.kill('SIGINT');
    expect(await once(again.child, 'exit')).toEqual([0, null]);
    expect(existsSync(pidFile('runner')) || existsSync(pidFile('database'))).toBe(false);
  }, 120_000);
});

describe('a running stack', () => {
  let stack: LocalStack;
  let { tell, notes, send, waiting } = clientsOf({ site: '', data: '', queues: '', mailbox: '' });

  beforeAll(async () => {
    stack = await startStack({
      assembly,
      dataDirectory,
      log: (line) => lines.push(line),
      schedules: 'manual',
      fresh: true,
    });
    ({ tell, notes, send, waiting } = clientsOf(stack.urls));
  }, 120_000);
  afterAll(() => stack.stop());

  it('was emptied by a fresh start', async () => {
    expect(await notes('worked')).toEqual([]);
  });

  it('answers pages through its routes, with cookies, redirects and bytes', async () => {
    const room = await fetch(`${stack.urls.site}rooms/blue/chairs/2?light=on`, { headers: { cookie: 'a=1' } });
    expect(await room.json()).toMatchObject({
      routeKey: 'ANY /rooms/{room}/{proxy+}',
      pathParameters: { room: 'blue', proxy: 'chairs/2' },
      queryStringParameters: { light: 'on' },
      cookies: ['a=1'],
    });
    const signIn = await fetch(`${stack.urls.site}sign-in`, { redirect: 'manual' });
    expect([signIn.status, signIn.headers.getSetCookie()]).toEqual([302, ['a=1; Path=/', 'b=2; HttpOnly']]);
    const picture = await fetch(`${stack.urls.site}picture`);
    expect(Buffer.from(await picture.arrayBuffer()).toString('base64')).toBe('iVBORw==');
  });

  it('shows a page that fails in one line, without telling the visitor', async () => {
    const failing = await fetch(`${stack.urls.site}failing`);
    const told = await failing.text();
    expect([failing.status, failing.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
    expect(told).toContain('Please try again in a few minutes.');
    expect(told).not.toContain('this page always fails');
    expect(lines).toContain('fixture-echo failed: TypeError: this page always fails');
    const log = () => readFileSync(join(dataDirectory, 'logs', 'fixture-echo.log'), 'utf8');
    await expect.poll(log, { timeout: 10_000 }).toContain('this page always fails');
  });

  it('carries a new row through its stream and a queue to the next function', async () => {
    await tell('1', 'hello');
    await tell('2', 'there');
    await stack.idle();
    expect(bodies(await notes('worked')).sort()).toEqual(['hello', 'there']);
  });

  it('keeps the whereabouts of a record that cannot be relayed, and relays those around it', async () => {
    await Promise.all([tell('3', 'before'), tell('4', 'cannot be relayed'), tell('5', 'behind')]);
    await stack.idle();
    expect(bodies(await notes('worked'))).toEqual(expect.arrayContaining(['before', 'behind']));
    expect(await waiting('fixture-lost')).toBe(1);
    expect(lines.join('\n')).toContain('stream of fixture-facts: 1 records given up');
  });

  it('handles the rest of a batch when one message fails, and moves that one to the dead letters', async () => {
    const lostBefore = await waiting('fixture-lost');
    await Promise.all(['poison', 'fine 1', 'fine 2'].map((body) => send('fixture-plain', body)));
    await until(async () => bodies(await notes('worked')).includes('fine 2'));
    await until(async () => {
      await stack.redeliver();
      await delay(500);
      return (await waiting('fixture-lost')) > lostBefore;
    });
    await stack.idle();
    expect(bodies(await notes('worked')).filter((body) => body.startsWith('fine'))).toHaveLength(2);
    expect(lines.join('\n')).toMatch(/fixture-plain: 1 of \d messages failed and come back/);
  });

  it('compares deduplication ids within a group where the queue says so', async () => {
    const sweep = (group: string) =>
      send('fixture-in-line.fifo', `wake ${group}`, { MessageGroupId: group, MessageDeduplicationId: 'sweep-1' });
    await sweep('north');
    await sweep('south');
    await sweep('north');
    await stack.idle();
    const worked = (await notes('worked')).filter((note) => note.includes('wake'));
    expect(worked.sort()).toEqual(['north', 'south'].map((group) => JSON.stringify({ body: `wake ${group}`, group })));
  });

  it('runs a schedule with its input', async () => {
    await stack.runSchedule('fixture-hourly');
    expect(await notes('ticked')).toEqual([expect.stringMatching(/^\{"at":"20\d\d-/)]);
    await expect(stack.runSchedule('fixture-daily')).rejects.toThrow('there is fixture-hourly');
  });

  it('gives functions the environment of the template, and this machine as AWS', async () => {
    const variables = await stack.invoke('fixture-echo', { rawPath: '/environment' });
    expect(variables).toMatchObject({
      names: {
        KEY_ID: expect.stringMatching(/^arn:aws:kms:eu-west-2:000000000000:key\//),
        SECRET_ARN: expect.stringMatching(/:secret:fixture-payments-/),
        AWS_ENDPOINT_URL_DYNAMODB: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      },
    });
    await expect(stack.invoke('fixture-absent', {})).rejects.toThrow('There is no function "fixture-absent"');
    await expect(stack.invoke('fixture-echo', { rawPath: '/failing' })).rejects.toThrow('this page always fails');
  });

  it('lets a function do what its role allows, and refuses all else in AWS’s words', async () => {
    const denied = await stack.invoke('fixture-echo', { rawPath: '/forbidden' });
    const words =
      /User: arn:aws:sts::000000000000:assumed-role\/\S+\/fixture-echo is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-west-2:000000000000:table\/fixture-notes because no identity-based policy allows the dynamodb:PutItem action/;
    expect(denied).toEqual({ denied: expect.stringMatching(words) });
    expect(stack.grants.denied()).toEqual([expect.stringMatching(words)]);
    expect(lines.join('\n')).toMatch(/fixture-echo: AccessDenied: User: /);
    expect(await notes('echoed')).toEqual([]);
    const key = expect.stringMatching(/^arn:aws:kms:/);
    const used = stack.grants.used();
    const notesTable = 'arn:aws:dynamodb:eu-west-2:000000000000:table/fixture-notes';
    for (const functionName of ['fixture-work', 'fixture-tick']) {
      expect(used).toContainEqual({ functionName, action: 'dynamodb:PutItem', resource: notesTable });
      expect(used).toContainEqual({ functionName, action: 'kms:Decrypt', resource: key });
    }
    const queue = 'arn:aws:sqs:eu-west-2:000000000000:fixture-plain';
    expect(used).toContainEqual({ functionName: 'fixture-relay', action: 'sqs:SendMessage', resource: queue });
    expect(used.filter(({ functionName }) => functionName === 'fixture-echo')).toEqual([]);
  });

  it('says what is still busy when it does not become idle', async () => {
    const slow = stack.invoke('fixture-tick', { slow: true }).catch(() => {});
    await expect(stack.idle(100)).rejects.toThrow('1 running functions');
    await slow;
  });
});
