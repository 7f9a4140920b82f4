import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { fetchSecret } from './compose-secrets.ts';

const schema = z.object({ apiKey: z.string() });
let service: Server;
/** What the store of secrets answers next; the last one for good. */
let answers: (string | undefined)[];
let asked: number;

beforeEach(async () => {
  asked = 0;
  service = createServer((request, response) => {
    request.resume();
    asked += 1;
    const secret = answers.length > 1 ? answers.shift() : answers[0];
    response.statusCode = secret === undefined ? 400 : 200;
    response.setHeader('content-type', 'application/x-amz-json-1.1').end(JSON.stringify({ SecretString: secret }));
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  const address = service.address();
  if (address === null || typeof address === 'string') throw new Error('the machine gave no port');
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${address.port}`);
  vi.stubEnv('AWS_REGION', 'eu-west-2');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'anid');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'asecret');
});
afterEach(() => {
  vi.unstubAllEnvs();
  service.close();
  service.closeAllConnections();
});

test('a secret is fetched once, however many ask and however they read it', async () => {
  answers = ['{"apiKey":"one"}', '{"apiKey":"two"}'];
  const both = await Promise.all([fetchSecret('arn:once', schema), fetchSecret('arn:once', z.unknown())]);
  expect([...both, await fetchSecret('arn:once', schema)]).toEqual(Array(3).fill({ apiKey: 'one' }));
  expect(asked).toBe(1);
});

test('two secrets are two', async () => {
  answers = ['{"apiKey":"one"}', '{"apiKey":"two"}'];
  expect(await fetchSecret('arn:first', schema)).toEqual({ apiKey: 'one' });
  expect(await fetchSecret('arn:second', schema)).toEqual({ apiKey: 'two' });
});

test('a secret that could not be had, or is none of ours, is asked for again', async () => {
  answers = [undefined, '{"title":"no key"}', '{"apiKey":"mended"}'];
  await expect(fetchSecret('arn:again', schema)).rejects.toThrow();
  await expect(fetchSecret('arn:again', schema)).rejects.toThrow(z.ZodError);
  expect(await fetchSecret('arn:again', schema)).toEqual({ apiKey: 'mended' });
});
