import { describe, expect, it } from 'vitest';
import { FunctionFailed, type Invocation } from '../functions/pool.ts';
import { EVENT_SOURCE_MAPPING } from '../template/known/functions.ts';
import { readBatchFailures } from './batch-failures.ts';
import { createRecordFilter } from './event-pattern.ts';
import { handleStreamBatch } from './stream-batch.ts';
import type { StreamRecord } from './stream-reader.ts';

describe('what a function says of its batch', () => {
  it.each([
    ['nothing', null, []],
    ['no failures', { batchItemFailures: [] }, []],
    ['null failures', { batchItemFailures: null }, []],
    ['one failure', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['b']],
  ])('%s', (_what, result, failed) => {
    expect(readBatchFailures(result, ['a', 'b'])).toEqual(new Set(failed));
  });

  it.each([
    ['an identifier that is not in the batch', { batchItemFailures: [{ itemIdentifier: 'c' }] }],
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['an answer of another form', { batchItemFailures: 'b' }],
    ['text', 'done'],
  ])('fails whole with %s', (_what, result) => {
    expect(readBatchFailures(result, ['a', 'b'])).toBe('all');
  });
});

describe('filters', () => {
  const record = { eventName: 'INSERT', dynamodb: { NewImage: { kind: { S: 'fact' }, size: { N: '3' } } } };

  it.each([
    [{ eventName: ['INSERT', 'MODIFY'] }, true],
    [{ eventName: ['REMOVE'] }, false],
    [{ eventName: ['INSERT'], dynamodb: { NewImage: { kind: { S: [{ prefix: 'fa' }] } } } }, true],
    [{ dynamodb: { NewImage: { kind: { S: [{ 'anything-but': ['fact'] }] } } } }, false],
    [{ dynamodb: { NewImage: { gone: { S: [{ exists: false }] } } } }, true],
    [{ dynamodb: { NewImage: { gone: { S: ['x'] } } } }, false],
  ])('%j lets the record through: %s', (pattern, through) => {
    expect(createRecordFilter([JSON.stringify(pattern)])(record)).toBe(through);
  });

  it('let everything through when there are none, and what any of several lets through', () => {
    expect(createRecordFilter([])(record)).toBe(true);
    expect(createRecordFilter(['{"eventName":["REMOVE"]}', '{"eventName":["INSERT"]}'])(record)).toBe(true);
  });

  it('refuse an operator that they do not know before any record is lost to it', () => {
    expect(() => createRecordFilter(['{"eventName":[{"wildcard":"I*"}]}'])).toThrow('wildcard');
  });
});

describe('a batch of stream records', () => {
  const sequences = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));
  const recordOf = (SequenceNumber: string): StreamRecord => ({
    eventName: 'INSERT',
    dynamodb: { SequenceNumber, Keys: {} },
  });
  const failure: Invocation = {
    ok: false,
    failure: new FunctionFailed('relay', { errorType: 'Error', errorMessage: 'no', stackTrace: [] }),
  };

  /** Runs a batch through a function that answers as told; returns what it was given and what became of the records. */
  const run = async (count: number, properties: object, answer: (batch: string[]) => Invocation) => {
    const [given, advanced, givenUp]: [string[], string[], string[]] = [[], [], []];
    const mapping = EVENT_SOURCE_MAPPING.schema.parse({ EventSourceArn: 's', FunctionName: 'f', ...properties });
    await handleStreamBatch({ functionArn: 'f', sourceArn: 's', properties: mapping }, sequences(count).map(recordOf), {
      invoke: async (_arn, payload) => {
        const { Records } = payload as { Records: StreamRecord[] };
        const batch = Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
        given.push(batch.join());
        return answer(batch);
      },
      tell: () => {},
      advance: (sequence) => advanced.push(sequence),
      giveUp: async (records, attempts, condition) => {
        givenUp.push(`${records.map(({ dynamodb }) => dynamodb.SequenceNumber).join()} ${attempts} ${condition}`);
      },
      signal: new AbortController().signal,
    });
    return { given, advanced, givenUp };
  };

  const allBut =
    (bad: string) =>
    (batch: string[]): Invocation =>
      batch.includes(bad) ? failure : { ok: true, result: null };

  it('goes on behind its last record when it was handled', async () => {
    expect(await run(3, {}, () => ({ ok: true, result: null }))).toMatchObject({
      given: ['1,2,3'],
      advanced: ['3'],
      givenUp: [],
    });
  });

  it('is halved until the bad record stands alone, which is given up after its retries', async () => {
    const { given, givenUp, advanced } = await run(
      4,
      { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1 },
      allBut('3'),
    );
    expect(given).toEqual(['1,2,3,4', '1,2', '3,4', '3', '3', '4']);
    expect(givenUp).toEqual(['3 2 RetryAttemptsExhausted']);
    expect(advanced).toEqual(['2', '3', '4']);
  });

  it('without halving is retried and given up whole', async () => {
    const { given, givenUp } = await run(2, { MaximumRetryAttempts: 1 }, allBut('2'));
    expect(given).toEqual(['1,2', '1,2']);
    expect(givenUp).toEqual(['1,2 2 RetryAttemptsExhausted']);
  });

  it('goes on from the first record that the function reports as failed', async () => {
    let failures = 0;
    const { given, advanced } = await run(3, { FunctionResponseTypes: ['ReportBatchItemFailures'] }, (batch) => {
      failures += 1;
      return {
        ok: true,
        result:
          failures > 1 ? null : { batchItemFailures: batch.slice(1).map((itemIdentifier) => ({ itemIdentifier })) },
      };
    });
    expect(given).toEqual(['1,2,3', '2,3']);
    expect(advanced).toEqual(['1', '3']);
  });
});
