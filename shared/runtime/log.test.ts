import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';

const here = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

/*
 * Marked data is pushed through everything that logs, in a process of its own whose whole output is read: what a person
 * typed stands in bodies, errors of others, names of errors, fields that were mixed up, and refusals.
 */
const script = `
  import { inspect } from 'node:util';
  import { createLog } from ${here('./log.ts')};
  import { createMetrics } from ${here('./metrics.ts')};
  import { consumeQueue } from ${here('./consume-queue.ts')};
  import { handleSchedule } from ${here('./handle-schedule.ts')};
  import { factOf, queueRecord } from ${here('../../test/support/queue-event.ts')};
  import { lambdaContext } from ${here('../../test/support/lambda-context.ts')};

  const marked = 'MARKED person@example.org 1 MARKED Street';
  const log = createLog();
  const metrics = createMetrics();

  log.info('message handled', { factId: marked, factType: 'fact.type', count: marked, reason: marked });
  log.info('message handled', { factId: 'f-1', [marked]: 'x', extra: marked, milliseconds: 12 });
  log.warn('request answered', { route: '/cases/' + marked, reference: 'SP-1', status: 200 });
  log.error('ledger differs', { about: 'hold/hld_1', term: 'held of lot_1', journal: 500, record: 499 });
  log.error('ledger differs', { about: marked, term: marked, journal: marked, record: 1 });
  log.error('invocation failed', { error: marked });
  log.error('invocation failed', { error: Object.assign(new Error(marked, { cause: new Error(marked) }), { item: marked }) });
  log.error('invocation failed', { error: Object.assign(new Error('x'), { name: marked }) });
  log.error('invocation failed', { error: new Error('a\\n    at MARKED (/MARKED/shared/MARKED.ts:1:1)') });

  const fates = {
    good: () => ({ ok: true }),
    refused: () => ({ ok: false, refusal: { code: 'not-found', because: marked, passed: false } }),
    passed: () => ({ ok: false, refusal: { code: 'wrong-state', because: marked, passed: true } }),
    odd: () => ({ ok: false, refusal: { code: marked, because: marked, passed: false } }),
    throws: () => { throw Object.assign(new TypeError(marked), { response: { body: marked } }); },
  };
  const handler = consumeQueue({
    log,
    metrics,
    react: async (fact) => fates[fact.id](),
    recordOvertaken: async () => {},
    quarantine: async () => {},
  });
  const messages = Object.keys(fates).map((id) =>
    queueRecord(id, JSON.stringify(factOf(id, 'uk.sponsored-places.therapist.sought.v1', { referralId: 'ref_aaaaaaaa' }))));
  messages.push(queueRecord('poison', marked), queueRecord('poison-2', JSON.stringify({ [marked]: marked })));
  await handler({ Records: messages }, lambdaContext());

  const failing = handleSchedule({ log, metrics, input: { parse: (said) => said }, run: async () => { throw new Error(marked); } });
  const failure = await failing({ said: marked }, lambdaContext()).catch((error) => error);
  // What Lambda's own runtime would write of an error that left the function.
  console.error(inspect(failure, { depth: null, showHidden: true }), JSON.stringify(failure));
`;

describe('the log', () => {
  let output: string;
  let lines: Record<string, unknown>[];

  beforeAll(() => {
    const ran = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      env: { POWERTOOLS_SERVICE_NAME: 'under-test', POWERTOOLS_METRICS_NAMESPACE: 'SponsoredPlaces' },
    });
    output = ran.stdout + ran.stderr;
    expect(ran.status, output).toBe(0);
    lines = output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line): Record<string, unknown> => JSON.parse(line));
  });

  test('ASVS 16.2.5 shows nothing of what people typed, wherever it stood', () => {
    expect(output).not.toMatch(/MARKED|person@example/);
  });

  test('ASVS 16.2.2 tells the time in UTC', () => {
    for (const { timestamp } of lines.filter(({ message }) => message !== undefined))
      expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('ASVS 16.4.1 says which fields it left out because they were not what their name promises', () => {
    expect(lines).toContainEqual(
      expect.objectContaining({ factType: 'fact.type', unfit: ['factId', 'reason', 'count'] }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ factId: 'f-1', milliseconds: 12 }));
    expect(lines).toContainEqual(expect.objectContaining({ reference: 'SP-1', status: 200, unfit: ['route'] }));
  });

  test('tells a difference in the books to the penny', () => {
    expect(lines.filter(({ message }) => message === 'ledger differs')).toMatchObject([
      { level: 'ERROR', about: 'hold/hld_1', term: 'held of lot_1', journal: 500, record: 499 },
      { record: 1, unfit: ['about', 'term', 'journal'] },
    ]);
  });

  test('ASVS 16.2.4 tells what became of every message, by ids and codes', () => {
    const told = (messageId: string) => lines.filter((line) => line.messageId === messageId);
    const type = 'uk.sponsored-places.therapist.sought.v1';
    expect(told('good')).toMatchObject([{ level: 'INFO', message: 'message handled', factId: 'good', factType: type }]);
    expect(told('refused')).toMatchObject([{ level: 'WARN', message: 'message comes back', reason: 'not-found' }]);
    expect(told('passed')).toMatchObject([{ level: 'INFO', message: 'message overtaken', reason: 'wrong-state' }]);
    expect(told('odd')).toMatchObject([{ level: 'WARN', message: 'message comes back', unfit: ['reason'] }]);
    expect(told('throws')).toMatchObject([{ level: 'ERROR', message: 'message comes back', errorName: 'TypeError' }]);
    expect(told('poison')).toMatchObject([{ level: 'WARN', message: 'message quarantined', reason: 'unreadable' }]);
    expect(told('poison-2')).toMatchObject([{ level: 'WARN', message: 'message quarantined' }]);
  });

  test('ASVS 16.2.1 names the function and the invocation in what a handler writes', () => {
    for (const line of lines.filter(({ messageId }) => messageId !== undefined)) {
      expect(line).toMatchObject({ service: 'under-test', function_request_id: expect.stringMatching(/^6b0f2f0e/) });
    }
  });
});

test('the first line of a function may come late, and names its own invocation, as a cold start only if it is one', () => {
  const late = `
    import { createLog } from ${here('./log.ts')};
    import { lambdaContext } from ${here('../../test/support/lambda-context.ts')};
    for (const quiet of [0, 1, 2]) {
      const log = createLog();
      for (let number = 0; number <= quiet; number += 1) log.begin({ ...lambdaContext(), awsRequestId: 'request-' + number });
      log.info('message handled');
    }
  `;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', late], {
    encoding: 'utf8',
    env: { AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand' },
  });
  const told = stdout
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));
  expect(told).toMatchObject([
    { function_request_id: 'request-0', cold_start: true },
    { function_request_id: 'request-1', cold_start: false },
    { function_request_id: 'request-2', cold_start: false },
  ]);
});
