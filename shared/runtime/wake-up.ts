import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { type Fact, readFact, type Unreadable } from '../../events/catalogue.ts';
import { PoolId } from '../../events/values.ts';
import { parseJson } from './read-body.ts';

/** Nothing happened, but look again at this pool: what sweeps send, and a pass that could not finish. No fact. */
const WakeUp = z.lazy(() => z.strictObject({ wakePool: PoolId }));

/** Which pool a fact concerns, if it says. */
export const poolOf = ({ data }: Fact): PoolId | undefined => ('poolId' in data ? data.poolId : undefined);

type WakeUpReading = { readonly ok: true; readonly poolId: PoolId; readonly fact: Fact | undefined } | Unreadable;

/** Reads what wakes the allocator: a fact that names a pool, or a plain wake-up. */
export function readWakeUp(body: string): WakeUpReading {
  const parsed = parseJson(body);
  if (parsed === undefined) return { ok: false, reason: 'not JSON' };
  const wakeUp = WakeUp.safeParse(parsed);
  if (wakeUp.success) return { ok: true, poolId: wakeUp.data.wakePool, fact: undefined };
  const reading = readFact(parsed);
  if (!reading.ok) return reading;
  const poolId = poolOf(reading.fact);
  return poolId === undefined
    ? { ok: false, reason: `${reading.fact.type} names no pool` }
    : { ok: true, poolId, fact: reading.fact };
}

/**
 * Wakes the allocator for a pool.
 * @param occasion what this wake-up is for, the same for the same occasion: a sweep's scheduled time, or a new random
 * id for a pass that wakes itself. SQS forgets repeats of one occasion for five minutes.
 */
export type WakePool = (poolId: PoolId, occasion: string) => Promise<void>;

export function createWakePool(sqs: SQSClient, allocationQueueUrl: string): WakePool {
  return async (poolId, occasion) => {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: allocationQueueUrl,
        MessageBody: JSON.stringify({ wakePool: poolId } satisfies z.input<typeof WakeUp>),
        MessageGroupId: poolId,
        // Named apart from the ids of facts, and by pool, whatever the queue's scope of deduplication.
        MessageDeduplicationId: `wake.${poolId}.${occasion}`,
      }),
    );
  };
}
