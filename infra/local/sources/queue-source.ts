import { setTimeout as delay } from 'node:timers/promises';
import type { MappingProperties } from '../template/known/functions.ts';
import { readBatchFailures } from './batch-failures.ts';
import { type EventSource, messageOf, type SourceTools } from './event-source.ts';
import { eventRecord, type QueueClient, type QueueMessage } from './queue-client.ts';

export type QueueSourceSpec = {
  queueName: string;
  queueArn: string;
  functionArn: string;
  properties: MappingProperties;
};

/** Lambda begins with five concurrent batches; a machine with few cores has no use for more unless told so. */
const CONCURRENCY = 5;
const POLL_SECONDS = 20;

/**
 * Polls one queue and hands batches to a function, as Lambda does: what the function handled is deleted, what failed
 * comes back after its visibility, and after too many receipts the queue itself moves it to the dead letters. The
 * groups of a FIFO queue are kept in line by the queue: it gives out nothing of a group that is in flight.
 */
export const createQueueSource = (
  spec: QueueSourceSpec,
  queue: QueueClient,
  { invoke, tell }: SourceTools,
): EventSource => {
  const { properties, functionArn, queueArn, queueName } = spec;
  const batchSize = properties.BatchSize ?? 10;
  const concurrency = properties.ScalingConfig?.MaximumConcurrency ?? CONCURRENCY;
  const reportsFailures = properties.FunctionResponseTypes.includes('ReportBatchItemFailures');
  const abort = new AbortController();
  const handled = new Set<string>();
  const running = new Set<Promise<void>>();
  let polling: Promise<void> = Promise.resolve();

  const gather = async (): Promise<QueueMessage[]> => {
    const batch = await queue.receive(batchSize, POLL_SECONDS, abort.signal);
    const until = Date.now() + properties.MaximumBatchingWindowInSeconds * 1000;
    while (batch.length > 0 && batch.length < batchSize && Date.now() < until) {
      const wait = Math.min(POLL_SECONDS, Math.ceil((until - Date.now()) / 1000));
      batch.push(...(await queue.receive(batchSize - batch.length, wait, abort.signal)));
    }
    return batch;
  };

  const handle = async (batch: QueueMessage[]): Promise<void> => {
    const invocation = await invoke(functionArn, { Records: batch.map((message) => eventRecord(message, queueArn)) });
    if (!invocation.ok) return;
    const identifiers = batch.map(({ MessageId }) => MessageId);
    const failed = reportsFailures ? readBatchFailures(invocation.result, identifiers) : new Set<string>();
    if (failed === 'all') {
      return tell(`${queueName}: the function's answer is no list of failures, so the whole batch comes back`);
    }
    if (failed.size > 0) tell(`${queueName}: ${failed.size} of ${batch.length} messages failed and come back`);
    await queue.remove(batch.filter(({ MessageId }) => !failed.has(MessageId)));
  };

  const deliver = async (batch: QueueMessage[]): Promise<void> => {
    for (const { ReceiptHandle } of batch) handled.add(ReceiptHandle);
    try {
      await handle(batch);
    } catch (error) {
      tell(`${queueName}: handled messages could not be deleted and come back: ${messageOf(error)}`);
    } finally {
      for (const { ReceiptHandle } of batch) handled.delete(ReceiptHandle);
    }
  };

  const pollOnce = async (): Promise<void> => {
    if (running.size >= concurrency) await Promise.race(running);
    const batch = await gather();
    if (batch.length === 0) return;
    const delivery: Promise<void> = deliver(batch).finally(() => running.delete(delivery));
    running.add(delivery);
  };

  const poll = async (): Promise<void> => {
    while (!abort.signal.aborted) {
      try {
        await pollOnce();
      } catch (error) {
        if (abort.signal.aborted) return;
        tell(`${queueName}: polling failed: ${messageOf(error)}`);
        await delay(1000);
      }
    }
  };

  return {
    description: `queue ${queueName}`,
    start: () => {
      polling = poll();
    },
    stop: async () => {
      abort.abort();
      await polling;
      await Promise.allSettled(running);
    },
    isIdle: async () => running.size === 0 && (await queue.count()) === 0,
    wake: () => {},
    redeliver: () => queue.release((receiptHandle) => handled.has(receiptHandle)),
  };
};
