import type { Fact } from '../../events/catalogue.ts';
import type { PoolId } from '../../events/values.ts';
import { atOnce } from './consume-queue.ts';
import { bringBackOrGiveUp, whyFailed, whyRefused } from './give-up.ts';
import type { Quarantine } from './quarantine.ts';
import { answerBatch, type BatchResponse, QueueBatch, type QueueMessage, type Verdict } from './queue-batch.ts';
import type { Refusal, Reply } from './reply.ts';
import { runBounded } from './run-bounded.ts';
import { readWakeUp } from './wake-up.ts';
import { type Invocation, type Observers, type WrappedHandler, wrapHandler } from './wrap-handler.ts';

export interface WakeUpConsumer extends Observers {
  /** Looks at one pool and does what the truth asks for, however many wake-ups there were. */
  run(poolId: PoolId, invocation: Invocation): Promise<Reply>;
  /** Records that a fact came too late for what it asked; its message is then done with. */
  recordOvertaken(fact: Fact, refusal: Refusal): Promise<void>;
  readonly quarantine: Quarantine;
}

interface Woken {
  readonly messages: QueueMessage[];
  readonly facts: Fact[];
}

/**
 * Makes the handler of the allocation queue: one run for each pool that a batch names, however many messages name it.
 * A run that fails brings back its pool's messages, and what stands behind them in their groups, or gives up those that
 * were tried often enough.
 */
export function collapseWakeUps(consumer: WakeUpConsumer): WrappedHandler<BatchResponse> {
  return wrapHandler(consumer, async (event, invocation) => {
    const { Records: messages } = QueueBatch.parse(event);
    const verdicts = new Map<string, Verdict>();
    const pools = new Map<PoolId, Woken>();
    for (const message of messages) {
      const reading = readWakeUp(message.body);
      if (reading.ok) {
        const woken = pools.get(reading.poolId) ?? { messages: [], facts: [] };
        woken.messages.push(message);
        if (reading.fact !== undefined) woken.facts.push(reading.fact);
        pools.set(reading.poolId, woken);
      } else {
        verdicts.set(message.messageId, await putAside(consumer, message, reading.reason));
      }
    }
    await runBounded([...pools], atOnce, async ([poolId, woken]) => {
      const { verdict, why } = await runPool(consumer, poolId, woken, invocation);
      for (const message of woken.messages) {
        verdicts.set(message.messageId, why === undefined ? verdict : await bringBackOrGiveUp(consumer, message, why));
      }
    });
    return answerBatch(messages, verdicts, consumer.metrics);
  });
}

async function putAside({ quarantine, log }: WakeUpConsumer, message: QueueMessage, reason: string): Promise<Verdict> {
  const { messageId } = message;
  try {
    await quarantine(message, reason);
    log.warn('message quarantined', { messageId, reason: 'unreadable' });
    return 'quarantined';
  } catch (error) {
    log.error('message comes back', { messageId, reason: 'unreadable', error });
    return 'retried';
  }
}

async function runPool(
  consumer: WakeUpConsumer,
  poolId: PoolId,
  { messages, facts }: Woken,
  invocation: Invocation,
): Promise<{ readonly verdict: Verdict; readonly why?: string }> {
  const { log } = consumer;
  const begun = performance.now();
  try {
    const reply = await consumer.run(poolId, invocation);
    const told = { poolId, count: messages.length, milliseconds: Math.round(performance.now() - begun) };
    if (reply.ok) {
      log.info('message handled', told);
      return { verdict: 'handled' };
    }
    const { refusal } = reply;
    if (refusal.passed) {
      for (const fact of facts) await consumer.recordOvertaken(fact, refusal);
      log.info('message overtaken', { ...told, reason: refusal.code });
      return { verdict: 'overtaken' };
    }
    log.warn('message comes back', { ...told, reason: refusal.code });
    return { verdict: 'retried', why: whyRefused(refusal) };
  } catch (error) {
    log.error('message comes back', { poolId, count: messages.length, error });
    return { verdict: 'retried', why: whyFailed(error) };
  }
}
