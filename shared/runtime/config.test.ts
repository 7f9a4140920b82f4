import { expect, test } from 'vitest';
import * as z from 'zod';
import { ConfigurationUnusable, readConfig } from './config.ts';

const schema = z.object({ CASES_TABLE: z.string().min(1), SITE_URL: z.url(), MAIL_QUEUE_URL: z.url() });

test('a whole environment is read, and what was not asked for is left out', () => {
  const environment = { CASES_TABLE: 'c', SITE_URL: 'https://a.test', MAIL_QUEUE_URL: 'https://q.test', HOME: '/' };
  expect(readConfig(schema, environment)).toEqual({
    CASES_TABLE: 'c',
    SITE_URL: 'https://a.test',
    MAIL_QUEUE_URL: 'https://q.test',
  });
});

test('one sentence names everything that is missing or wrong, and no value', () => {
  const read = () => readConfig(schema, { SITE_URL: 'marked-secret' });
  expect(read).toThrow(ConfigurationUnusable);
  expect(read).toThrow(
    'This function cannot start: CASES_TABLE is missing, SITE_URL is wrong (Invalid URL), MAIL_QUEUE_URL is missing.',
  );
  expect(read).not.toThrow('marked-secret');
});

test('the environment of the process is what is read when no other is given', () => {
  expect(() => readConfig(z.object({ NOBODY_SETS_THIS: z.string() }))).toThrow('NOBODY_SETS_THIS is missing');
});
