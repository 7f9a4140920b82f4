import type { Fact } from '../../events/catalogue.ts';
import { bringBackOrGiveUp, whyFailed, whyRefused } from './give-up.ts';
import type { Quarantine } from './quarantine.ts';
import {
  answerBatch,
  type BatchResponse,
  lanesOf,
  QueueBatch,
  type QueueMessage,
  type Verdict,
} from './queue-batch.ts';
import { readBody } from './read-body.ts';
import type { Refusal, Reply } from './reply.ts';
import { runBounded } from './run-bounded.ts';
import { type Invocation, type Observers, type WrappedHandler, wrapHandler } from './wrap-handler.ts';

/** What a reaction may know of the message that brought the fact. */
interface Delivery extends Invocation {
  readonly messageId: string;
  /** 1 the first time. */
  readonly timesReceived: number;
}

export interface QueueConsumer extends Observers {
  /**
   * Reacts to one fact. May see the same fact again, and facts out of order.
   * A refusal that has not passed, or an error, brings the message back.
   */
  react(fact: Fact, delivery: Delivery): Promise<Reply>;
  /** Records that a fact came too late for what it asked; the message is then done with. */
  recordOvertaken(fact: Fact, refusal: Refusal): Promise<void>;
  readonly quarantine: Quarantine;
}

/** At most this many messages of a batch are in hand at once: an instance has one database client and one processor. */
export const atOnce = 5;

/**
 * Makes the handler of one queue, standard or first-in-first-out. Every message ends in exactly one way: handled;
 * recorded as overtaken; quarantined with its reason; given up with it after the last try; or it comes back, with all that
 * stands behind it in its group.
 */
export function consumeQueue(consumer: QueueConsumer): WrappedHandler<BatchResponse> {
  return wrapHandler(consumer, async (event, invocation) => {
    const { Records: messages } = QueueBatch.parse(event);
    const verdicts = new Map<string, Verdict>();
    await runBounded(lanesOf(messages), atOnce, async (lane) => {
      for (const message of lane) {
        const verdict = await settle(consumer, message, invocation);
        verdicts.set(message.messageId, verdict);
        if (verdict === 'retried') break;
      }
    });
    return answerBatch(messages, verdicts, consumer.metrics);
  });
}

async function settle(consumer: QueueConsumer, message: QueueMessage, invocation: Invocation): Promise<Verdict> {
  const { log } = consumer;
  const begun = performance.now();
  const { messageId } = message;
  const timesReceived = message.attributes.ApproximateReceiveCount;
  const reading = readBody(message.body);
  try {
    if (!reading.ok) {
      await consumer.quarantine(message, reading.reason);
      log.warn('message quarantined', { messageId, reason: 'unreadable' });
      return 'quarantined';
    }
    const { fact } = reading;
    const named = { messageId, timesReceived, factId: fact.id, factType: fact.type };
    const reply = await consumer.react(fact, { ...invocation, messageId, timesReceived });
    const told = { ...named, milliseconds: Math.round(performance.now() - begun) };
    if (reply.ok) {
      log.info('message handled', told);
      return 'handled';
    }
    const { refusal } = reply;
    if (refusal.passed) {
      await consumer.recordOvertaken(fact, refusal);
      log.info('message overtaken', { ...told, reason: refusal.code });
      return 'overtaken';
    }
    log.warn('message comes back', { ...told, reason: refusal.code });
    return bringBackOrGiveUp(consumer, message, whyRefused(refusal));
  } catch (error) {
    const fact = reading.ok ? { factId: reading.fact.id, factType: reading.fact.type } : {};
    log.error('message comes back', { messageId, timesReceived, ...fact, error });
    return bringBackOrGiveUp(consumer, message, whyFailed(error));
  }
}
