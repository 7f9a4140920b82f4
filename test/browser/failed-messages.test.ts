import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { boxNames } from '../../functions/web-oversight/dead-letter-boxes.ts';
import { boxWords } from '../../functions/web-oversight/words/dead-letters.ts';
import type { LocalStack } from '../../infra/local/stack-types.ts';
import { openBrowser } from '../support/browser.ts';
import { assemblyOfRun } from '../support/one-of-a-run.ts';
import { factOf } from '../support/queue-event.ts';
import { openWindow, press, says, signIn, until } from './people.ts';
import { openStack } from './stack.ts';

let stack: LocalStack & AsyncDisposable;
let browser: Browser;
let cora: BrowserContext;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ assembly: assemblyOfRun }), openBrowser()]);
  const window = await openWindow(browser);
  await signIn(window, stack.urls, 'Cora Coordinator');
  cora = window.context();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

/** One more window of hers. */
async function openBeside(): Promise<Page> {
  const window = await cora.newPage();
  window.setDefaultTimeout(30_000);
  return window;
}

/** A message as if from whoever feeds the queue. */
async function send(queue: string, MessageBody: string): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint: stack.urls.queues, region: 'eu-west-2', credentials });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `sponsored-places-demo-${queue}` }));
  const inOrder = queue.endsWith('.fifo') ? { MessageGroupId: 'one', MessageDeduplicationId: 'one' } : {};
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...inOrder }));
  sqs.destroy();
}

/** About a case that there is not: its worker can never do what it asks. */
const sendHopeless = () =>
  send(
    'offers',
    JSON.stringify(factOf('hopeless-0', 'uk.sponsored-places.therapist.sought.v1', { referralId: 'ref_aaaaaaaa' })),
  );

/** What AWS itself puts aside: when the facts came that the relay gave up; the call that a schedule could not make. */
const byAws = ['facts-not-relayed', 'sweeps-not-started'];
const [first, last] = [new Date(0), new Date(60_000)];
const DDBStreamBatchInfo = { approximateArrivalOfFirstRecord: first, approximateArrivalOfLastRecord: last };

// Each in a window of its own, and all of them at once: what was looked at is back a second later, in every queue.
it.concurrent.each(boxNames.filter((name) => name !== 'offers'))(
  'what is put aside among %s is seen in the console, and has its way back from there',
  async (name) => {
    const window = await openBeside();
    const path = new URL(`/console/dead-letters/${name}`, stack.urls.site).href;
    const lies = () =>
      until(async () => {
        await window.goto(path);
        return !(await says(window)).includes('Nothing lies here.');
      });
    await send(name === 'allocation' ? 'allocation.fifo' : name, JSON.stringify({ DDBStreamBatchInfo }));
    await lies();
    await press(window, boxWords[name].again);
    // Nobody can read it, so its worker puts it aside once more.
    if (!byAws.includes(name)) await lies();
    else expect(await says(window)).toContain('Nothing lies here.');
    expect(stack.grants.denied()).toEqual([]);
    await window.close();
  },
  120_000,
);

it.concurrent('a message that fails five times is seen in the console with its reason, and goes back to its queue from there', async () => {
  const window = await openBeside();
  const path = new URL('/console/dead-letters/offers', stack.urls.site).href;
  const untilGivenUp = () =>
    until(async () => {
      await stack.redeliver();
      await window.goto(path);
      return (await says(window)).includes('hopeless-0');
    });
  await sendHopeless();
  await untilGivenUp();
  expect(await says(window)).toMatch(/Therapist sought\s+hopeless-0[\s\S]*\b5\s+Not-found: /);
  await press(window, 'Send again');
  expect(await says(window)).toContain('Nothing lies here.');
  // Its cause is not mended.
  await untilGivenUp();
  await window.goto(new URL('/console/dead-letters', stack.urls.site).href);
  expect(await says(window)).toMatch(/Offers to therapists\s+1\s+today/);
  expect(stack.grants.denied()).toEqual([]);
}, 120_000);
