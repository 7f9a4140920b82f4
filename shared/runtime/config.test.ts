import { expect, test } from 'vitest';
import { address, ConfigurationUnusable, name, readConfig, siteAddress } from './config.ts';

const variables = { CASES_TABLE: name, SITE_URL: siteAddress, MAIL_QUEUE_URL: address };

test('a whole environment is read, and what was not asked for is left out', () => {
  const environment = { CASES_TABLE: 'c', SITE_URL: 'https://a.test', MAIL_QUEUE_URL: 'https://q.test', HOME: '/' };
  expect(readConfig(variables, environment)).toEqual({
    CASES_TABLE: 'c',
    SITE_URL: 'https://a.test',
    MAIL_QUEUE_URL: 'https://q.test',
  });
});

test('one sentence names everything that is missing or wrong, and no value', () => {
  const read = () => readConfig(variables, { SITE_URL: 'marked-secret' });
  expect(read).toThrow(ConfigurationUnusable);
  expect(read).toThrow(
    'This function cannot start: CASES_TABLE is missing, SITE_URL is wrong (no address), MAIL_QUEUE_URL is missing.',
  );
  expect(read).not.toThrow('marked-secret');
});

test('the environment of the process is what is read when no other is given', () => {
  expect(() => readConfig({ NOBODY_SETS_THIS: name })).toThrow('NOBODY_SETS_THIS is missing');
});

test.each([
  [{ CASES_TABLE: '' }, 'CASES_TABLE is wrong (empty)'],
  [{ SITE_URL: 'https://a.test/' }, 'SITE_URL is wrong (to be without a slash at its end)'],
  [{ SITE_URL: '' }, 'SITE_URL is wrong (no address)'],
  [{ MAIL_QUEUE_URL: '/mail' }, 'MAIL_QUEUE_URL is wrong (no address)'],
])('%o is not taken', (given, complaint) => {
  const environment = { CASES_TABLE: 'c', SITE_URL: 'https://a.test', MAIL_QUEUE_URL: 'https://q.test/' };
  expect(() => readConfig(variables, { ...environment, ...given })).toThrow(
    `This function cannot start: ${complaint}.`,
  );
});
