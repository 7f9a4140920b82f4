import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { PRIMING_KEY } from '../resources/create-tables.ts';
import { createRecordFilter } from './event-pattern.ts';
import { type EventSource, messageOf, type SourceTools } from './event-source.ts';
import { type BatchSpec, handleStreamBatch } from './stream-batch.ts';
import type { StreamReader, StreamRecord } from './stream-reader.ts';

export type StreamSourceSpec = BatchSpec & { tableName: string };

export type StreamTools = SourceTools & {
  reader: StreamReader;
  /** Sends to the failure destination, where the mapping has one. */
  sendFailure: ((body: string) => Promise<void>) | undefined;
};

const IDLE_MILLISECONDS = 500;
const EVENT_NAMES = ['INSERT', 'MODIFY', 'REMOVE'];

/** Removals by expiry arrive under a name of the emulator's own; the priming write is the runner's. */
const isRealChange = ({ eventName, dynamodb }: StreamRecord): boolean =>
  EVENT_NAMES.includes(eventName) && !Object.values(dynamodb.Keys).some(({ S }) => S === PRIMING_KEY);

/** What Lambda tells a failure destination: where the records were, never what was in them. */
const failureNote = (
  spec: StreamSourceSpec,
  shard: string,
  records: StreamRecord[],
  attempts: number,
  condition: string,
) => {
  const time = (record: StreamRecord | undefined) =>
    new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  return JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn: spec.functionArn,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: shard,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: time(records[0]),
      approximateArrivalOfLastRecord: time(records.at(-1)),
      batchSize: records.length,
      streamArn: spec.sourceArn,
    },
  });
};

/** Reads one table's stream and hands its records to a function in their order, as Lambda does. */
export const createStreamSource = (spec: StreamSourceSpec, tools: StreamTools): EventSource => {
  const { reader, tell } = tools;
  const { properties, tableName } = spec;
  const batchSize = properties.BatchSize ?? 100;
  const passes = createRecordFilter((properties.FilterCriteria?.Filters ?? []).map(({ Pattern }) => Pattern));
  const abort = new AbortController();
  const { signal } = abort;
  let nap = new AbortController();
  let passesBegun = 0;
  let lastPass = { number: 0, found: 0 };
  let reading: Promise<void> = Promise.resolve();

  const gather = async (shard: string): Promise<StreamRecord[]> => {
    const records = await reader.read(shard, batchSize, signal);
    const until = Date.now() + properties.MaximumBatchingWindowInSeconds * 1000;
    while (records.length > 0 && records.length < batchSize && Date.now() < until) {
      await delay(100, undefined, { signal });
      records.push(...(await reader.read(shard, batchSize - records.length, signal)));
    }
    return records;
  };

  const readShard = async (shard: string): Promise<number> => {
    const records = await gather(shard);
    const last = records.at(-1);
    if (last === undefined) return 0;
    const wanted = records.filter((record) => isRealChange(record) && passes(record));
    if (wanted.length > 0) {
      await handleStreamBatch(spec, wanted, {
        ...tools,
        signal,
        advance: (sequenceNumber) => reader.advance(shard, sequenceNumber),
        giveUp: async (given, attempts, condition) => {
          tell(`stream of ${tableName}: ${given.length} records given up after ${attempts} attempts (${condition})`);
          await tools.sendFailure?.(failureNote(spec, shard, given, attempts, condition));
        },
      });
    }
    if (!signal.aborted) reader.advance(shard, last.dynamodb.SequenceNumber);
    return records.length;
  };

  const pass = async (): Promise<number> => {
    let found = 0;
    for (const shard of await reader.openShards(signal)) {
      try {
        found += await readShard(shard);
      } catch (error) {
        reader.rewind(shard);
        throw error;
      }
    }
    return found;
  };

  const sleep = async (milliseconds: number): Promise<void> => {
    await delay(milliseconds, undefined, { signal: AbortSignal.any([signal, nap.signal]) }).catch(() => {});
    nap = new AbortController();
  };

  const read = async (): Promise<void> => {
    while (!signal.aborted) {
      passesBegun += 1;
      const number = passesBegun;
      try {
        const found = await pass();
        lastPass = { number, found };
        if (found === 0) await sleep(IDLE_MILLISECONDS);
      } catch (error) {
        if (signal.aborted) return;
        tell(`stream of ${tableName}: reading failed: ${messageOf(error)}`);
        await sleep(IDLE_MILLISECONDS);
      }
    }
  };

  return {
    description: `stream of ${tableName}`,
    start: () => {
      reading = read();
    },
    stop: async () => {
      abort.abort();
      await reading;
    },
    // A pass that began after the question and found nothing is the only proof of an empty stream.
    isIdle: async () => {
      const asked = passesBegun;
      nap.abort();
      while (lastPass.number <= asked && !signal.aborted) await delay(10);
      return lastPass.found === 0;
    },
    wake: () => nap.abort(),
    redeliver: async () => nap.abort(),
  };
};
