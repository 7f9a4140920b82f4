import { setTimeout } from 'node:timers/promises';
import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs';
import { catalogue, type Fact, type QueueName, queues } from '../../events/catalogue.ts';
import type { Log } from './log.ts';
import { poolOf } from './wake-up.ts';

export interface RelaySettings {
  readonly sqs: SQSClient;
  readonly queueUrls: Readonly<Record<QueueName, string>>;
  readonly log: Log;
  /** Waits between attempts; tests do not. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Sends each fact to every queue that hears it, in their order; a fact that no queue hears is delivered at once.
 * Sending a fact again is harmless.
 * @param again names a deliberate second sending: first-in-first-out queues forget what they saw in the last five
 * minutes otherwise.
 * @returns the ids of the facts that some queue did not take.
 */
export type Relay = (facts: readonly Fact[], again?: string) => Promise<ReadonlySet<string>>;

interface Parcel {
  readonly factId: string;
  readonly entry: Omit<SendMessageBatchRequestEntry, 'Id'>;
}

/** The most that SendMessageBatch takes. */
const mostAtOnce = 10;
const mostAttempts = 3;

export function createRelay({ sqs, queueUrls, log, pause = setTimeout }: RelaySettings): Relay {
  /** One call. @returns what was not taken. */
  async function send(queue: QueueName, parcels: readonly Parcel[]): Promise<readonly Parcel[]> {
    try {
      const { Successful = [] } = await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrls[queue],
          Entries: parcels.map(({ entry }, index) => ({ ...entry, Id: String(index) })),
        }),
      );
      const taken = new Set(Successful.map(({ Id }) => Id));
      return parcels.filter((_, index) => !taken.has(String(index)));
    } catch (error) {
      log.warn('facts not relayed', { queue, count: parcels.length, error });
      return parcels;
    }
  }

  async function sendPersistently(queue: QueueName, parcels: readonly Parcel[]): Promise<readonly Parcel[]> {
    let left = await send(queue, parcels);
    for (let attempt = 2; left.length > 0 && attempt <= mostAttempts; attempt += 1) {
      await pause(50 * 2 ** attempt);
      left = await send(queue, left);
    }
    return left;
  }

  return async (facts, again) => {
    const failed = new Set<string>();
    const deliver = async (queue: QueueName): Promise<void> => {
      const parcels = facts.filter((fact) => hears(queue, fact)).map((fact) => parcelOf(fact, queueUrls[queue], again));
      for (let start = 0; start < parcels.length; start += mostAtOnce) {
        const left = await sendPersistently(queue, parcels.slice(start, start + mostAtOnce));
        for (const { factId } of left) failed.add(factId);
      }
    };
    await Promise.all(queues.map(deliver));
    return failed;
  };
}

const hears = (queue: QueueName, { type }: Fact): boolean => catalogue[type].heardBy.some((heard) => heard === queue);

/** First-in-first-out: one group a pool. A fact without one goes by its subject, and its worker quarantines it. */
const parcelOf = (fact: Fact, queueUrl: string, again: string | undefined): Parcel => ({
  factId: fact.id,
  entry: {
    MessageBody: JSON.stringify(fact),
    ...(queueUrl.endsWith('.fifo')
      ? {
          MessageGroupId: poolOf(fact) ?? fact.subject,
          MessageDeduplicationId: again === undefined ? fact.id : `${fact.id}.${again}`,
        }
      : {}),
  },
});
