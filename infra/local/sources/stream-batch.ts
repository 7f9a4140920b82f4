import { setTimeout as delay } from 'node:timers/promises';
import type { MappingProperties } from '../template/known/functions.ts';
import { readBatchFailures } from './batch-failures.ts';
import type { SourceTools } from './event-source.ts';
import type { StreamRecord } from './stream-reader.ts';

export type BatchSpec = { functionArn: string; sourceArn: string; properties: MappingProperties };

export type BatchTools = SourceTools & {
  /** Everything up to this record is done with. */
  advance: (sequenceNumber: string) => void;
  /** Keeps the whereabouts of records that are given up. */
  giveUp: (records: StreamRecord[], attempts: number, condition: string) => Promise<void>;
  signal: AbortSignal;
};

const FIRST_WAIT_MILLISECONDS = 100;
const LONGEST_WAIT_MILLISECONDS = 10_000;

const sequenceOf = (record: StreamRecord | undefined): string => record?.dynamodb.SequenceNumber ?? '';

/**
 * Hands a batch of stream records to a function until it is done with: handled, or given up after the retries that
 * the mapping allows. A failing batch is split in two when the mapping says so, so that one bad record ends alone.
 */
export const handleStreamBatch = async (spec: BatchSpec, records: StreamRecord[], tools: BatchTools): Promise<void> => {
  const { properties, functionArn, sourceArn } = spec;
  const reportsFailures = properties.FunctionResponseTypes.includes('ReportBatchItemFailures');

  /** How many records, from the first, were handled. */
  const attempt = async (batch: StreamRecord[]): Promise<number> => {
    const Records = batch.map((record) => ({ ...record, eventSourceARN: sourceArn }));
    const invocation = await tools.invoke(functionArn, { Records });
    if (!invocation.ok) return 0;
    const failed = reportsFailures ? readBatchFailures(invocation.result, batch.map(sequenceOf)) : new Set<string>();
    if (failed === 'all') return 0;
    const first = batch.findIndex((record) => failed.has(sequenceOf(record)));
    return first === -1 ? batch.length : first;
  };

  const tooOld = (record: StreamRecord): boolean => {
    const age = Date.now() / 1000 - (record.dynamodb.ApproximateCreationDateTime ?? Number.POSITIVE_INFINITY);
    return properties.MaximumRecordAgeInSeconds >= 0 && age > properties.MaximumRecordAgeInSeconds;
  };

  const exhausted = (rest: StreamRecord[], attempts: number): string | undefined => {
    if (properties.MaximumRetryAttempts >= 0 && attempts > properties.MaximumRetryAttempts)
      return 'RetryAttemptsExhausted';
    return rest.every(tooOld) ? 'RecordAgeExceeded' : undefined;
  };

  const backOff = (attempts: number): Promise<void> => {
    const wait = Math.min(FIRST_WAIT_MILLISECONDS * 2 ** Math.min(attempts - 1, 10), LONGEST_WAIT_MILLISECONDS);
    return delay(wait, undefined, { signal: tools.signal }).catch(() => {});
  };

  /** New batches to go on with, or none when the same one is to be tried again. */
  const goOnWith = (rest: StreamRecord[], someHandled: boolean): StreamRecord[][] => {
    if (someHandled) return [rest];
    if (!properties.BisectBatchOnFunctionError || rest.length === 1) return [];
    const middle = Math.ceil(rest.length / 2);
    return [rest.slice(0, middle), rest.slice(middle)];
  };

  const handle = async (batch: StreamRecord[]): Promise<void> => {
    for (let attempts = 1; !tools.signal.aborted; attempts += 1) {
      const done = await attempt(batch);
      if (done > 0) tools.advance(sequenceOf(batch[done - 1]));
      if (done === batch.length) return;
      const rest = batch.slice(done);
      const condition = exhausted(rest, attempts);
      if (condition !== undefined) {
        await tools.giveUp(rest, attempts, condition);
        return tools.advance(sequenceOf(rest.at(-1)));
      }
      await backOff(attempts);
      const parts = goOnWith(rest, done > 0);
      for (const part of parts) await handle(part);
      if (parts.length > 0) return;
    }
  };

  await handle(records);
};
