import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalStack } from '../../infra/local/stack-types.ts';
import { openBrowser } from '../support/browser.ts';
import { factOf } from '../support/queue-event.ts';
import { openWindow, press, says, signIn, until } from './people.ts';
import { openStack } from './stack.ts';

let stack: LocalStack & AsyncDisposable;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack(), openBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

/** A message as if from the relay, about a case that there is not: its worker can never do what it asks. */
async function sendHopeless(): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint: stack.urls.queues, region: 'eu-west-2', credentials });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'sponsored-places-demo-offers' }));
  const fact = factOf('hopeless-0', 'uk.sponsored-places.therapist.sought.v1', { referralId: 'ref_aaaaaaaa' });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(fact) }));
  sqs.destroy();
}

it('a message that fails five times is seen in the console with its reason, and goes back to its queue from there', async () => {
  const cora = await openWindow(browser);
  await signIn(cora, stack.urls, 'Cora Coordinator');
  const path = new URL('/console/dead-letters/offers', stack.urls.site).href;
  const untilGivenUp = () =>
    until(async () => {
      await stack.redeliver();
      await cora.goto(path);
      return (await says(cora)).includes('hopeless-0');
    });
  await sendHopeless();
  await untilGivenUp();
  expect(await says(cora)).toMatch(/Therapist sought\s+hopeless-0[\s\S]*\b5\s+Not-found: /);
  await press(cora, 'Send again');
  expect(await says(cora)).toContain('Nothing lies here.');
  // Its cause is not mended.
  await untilGivenUp();
  await cora.goto(new URL('/console/dead-letters', stack.urls.site).href);
  expect(await says(cora)).toMatch(/Offers to therapists\s+1\s+today/);
  expect(stack.grants.denied()).toEqual([]);
}, 120_000);
