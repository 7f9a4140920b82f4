import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../events/catalogue.ts';
import { lambdaContext } from '../../test/support/lambda-context.ts';
import { factOf, queueRecord } from '../../test/support/queue-event.ts';
import { watchingObservers } from '../../test/support/watching-observers.ts';
import { refuse, refusePassed } from '../domain/outcome.ts';
import { atOnce, consumeQueue } from './consume-queue.ts';
import { answerBatch, QueueBatch } from './queue-batch.ts';

/** How a message fares, by itself. */
const fates = [
  'good',
  'refused',
  'throws',
  'overtaken',
  'overtaken-not-recorded',
  'unreadable',
  'unreadable-not-quarantined',
] as const;
type Fate = (typeof fates)[number];

/** Which fates bring a message back. */
const comesBack = (fate: Fate): boolean => fate === 'refused' || fate === 'throws' || fate.includes('-not-');

interface Sent {
  readonly id: string;
  readonly fate: Fate;
  readonly group: string;
  /** How many turns of the loop the reaction takes. */
  readonly turns: number;
}

const batch = (prefix: string) =>
  fc
    .array(fc.record({ fate: fc.constantFrom(...fates), group: fc.constantFrom('a', 'b', 'c'), turns: fc.nat(3) }), {
      maxLength: 10,
    })
    .map((messages) => messages.map((message, index): Sent => ({ ...message, id: `${prefix}-${index}` })));

const unreadableBodies = ['no JSON', '[]', '{"specversion":"1.0"}'];

const bodyOf = ({ id, fate }: Sent): string =>
  fate.startsWith('unreadable')
    ? (unreadableBodies[Number(id.slice(-1)) % unreadableBodies.length] ?? '')
    : JSON.stringify(factOf(id, 'uk.sponsored-places.therapist.sought.v1', { referralId: 'ref_aaaaaaaa' }));

const eventOf = (messages: readonly Sent[], fifo: boolean) => ({
  Records: messages.map((message) => queueRecord(message.id, bodyOf(message), fifo ? message.group : undefined)),
});

/** A consumer whose messages fare as `fateOf` says, and what it was asked to do, in order. */
function consumerOf(messages: readonly Sent[]) {
  const find = (id: string): Sent => {
    const found = messages.find((message) => message.id === id);
    if (found === undefined) throw new Error(`nobody sent ${id}`);
    return found;
  };
  const observers = watchingObservers();
  const reacted: string[] = [];
  const overtaken: string[] = [];
  const quarantined: [string, string][] = [];
  const running = { now: 0, most: 0 };
  const handler = consumeQueue({
    ...observers,
    react: async (fact, { messageId, timesReceived }) => {
      expect([messageId, timesReceived]).toEqual([fact.id, 1]);
      reacted.push(fact.id);
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      const { fate, turns } = find(fact.id);
      for (let left = turns; left > 0; left -= 1) await setImmediate();
      running.now -= 1;
      if (fate === 'throws') throw new Error('as it may');
      if (fate === 'refused') return refuse('not-found', 'not there yet');
      return fate === 'good' ? { ok: true } : refusePassed('wrong-state', 'long past');
    },
    recordOvertaken: async (fact: Fact, refusal) => {
      expect(refusal).toEqual({ code: 'wrong-state', because: 'long past', passed: true });
      if (find(fact.id).fate === 'overtaken-not-recorded') throw new Error('no store');
      overtaken.push(fact.id);
    },
    quarantine: async ({ messageId }, reason) => {
      if (find(messageId).fate === 'unreadable-not-quarantined') throw new Error('no queue');
      quarantined.push([messageId, reason]);
    },
  });
  return { handler, observers, reacted, overtaken, quarantined, running };
}

/** In a first-in-first-out queue a message is tried only if nothing before it in its group comes back. */
const isTried = (messages: readonly Sent[], { id, group }: Sent, fifo: boolean): boolean =>
  !fifo ||
  messages
    .slice(
      0,
      messages.findIndex((message) => message.id === id),
    )
    .every((before) => before.group !== group || !comesBack(before.fate));

describe.each([
  ['a standard queue', false],
  ['a first-in-first-out queue', true],
])('%s', (_name, fifo) => {
  test('of any batch exactly the right messages come back, in one invocation as in the next', async () => {
    await fc.assert(
      fc.asyncProperty(batch('one'), batch('two'), async (...batches) => {
        const consumer = consumerOf(batches.flat());
        for (const messages of batches) {
          const { batchItemFailures } = await consumer.handler(eventOf(messages, fifo), lambdaContext());
          const expected = messages.filter((message) => comesBack(message.fate) || !isTried(messages, message, fifo));
          expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(
            expected.map(({ id }) => id).sort(),
          );
        }
        const tried = batches.flatMap((messages) => messages.filter((message) => isTried(messages, message, fifo)));
        const idsOf = (...wanted: Fate[]) => tried.filter(({ fate }) => wanted.includes(fate)).map(({ id }) => id);
        expect(consumer.reacted.toSorted()).toEqual(
          idsOf('good', 'refused', 'throws', 'overtaken', 'overtaken-not-recorded').sort(),
        );
        expect(consumer.overtaken.toSorted()).toEqual(idsOf('overtaken').sort());
        expect(consumer.quarantined.map(([id]) => id).sort()).toEqual(idsOf('unreadable').sort());
        expect(consumer.running.most).toBeLessThanOrEqual(atOnce);
      }),
      { numRuns: 150 },
    );
  });

  test('every message is counted once, as what became of it', async () => {
    await fc.assert(
      fc.asyncProperty(batch('one'), async (messages) => {
        const { handler, observers } = consumerOf(messages);
        const { batchItemFailures } = await handler(eventOf(messages, fifo), lambdaContext());
        const tried = messages.filter((message) => isTried(messages, message, fifo));
        const amount = (fate: Fate) => tried.filter((message) => message.fate === fate).length;
        const [counts = {}] = observers.published;
        expect({
          handled: counts.MessagesHandled ?? 0,
          overtaken: counts.MessagesOvertaken ?? 0,
          quarantined: counts.MessagesQuarantined ?? 0,
          retried: counts.MessagesRetried ?? 0,
        }).toEqual({
          handled: amount('good'),
          overtaken: amount('overtaken'),
          quarantined: amount('unreadable'),
          retried: batchItemFailures.length,
        });
      }),
      { numRuns: 50 },
    );
  });
});

test('within a group facts are reacted to one after the other, in their order', async () => {
  await fc.assert(
    fc.asyncProperty(batch('one'), async (sent) => {
      const messages = sent.map((message): Sent => ({ ...message, fate: 'good' }));
      const { handler, reacted } = consumerOf(messages);
      await handler(eventOf(messages, true), lambdaContext());
      for (const group of ['a', 'b', 'c']) {
        const ids = messages.filter((message) => message.group === group).map(({ id }) => id);
        expect(reacted.filter((id) => ids.includes(id))).toEqual(ids);
      }
    }),
    { numRuns: 50 },
  );
});

test('a standard queue whose messages name a group is handled side by side all the same', async () => {
  const messages = ['refused', 'good', 'good'].map(
    (fate, index): Sent => ({ id: `one-${index}`, fate: fate === 'good' ? 'good' : 'refused', group: 'a', turns: 1 }),
  );
  const { handler, running } = consumerOf(messages);
  const event = {
    Records: messages.map((message) => ({
      ...queueRecord(message.id, bodyOf(message), 'a'),
      eventSourceARN: 'arn:aws:sqs:eu-west-2:000000000000:queue',
    })),
  };
  expect(await handler(event, lambdaContext())).toEqual({ batchItemFailures: [{ itemIdentifier: 'one-0' }] });
  expect(running.most).toBe(3);
});

test('the reason of a quarantined message says what was wrong with it', async () => {
  const messages = [0, 1, 2].map((index): Sent => ({ id: `one-${index}`, fate: 'unreadable', group: 'a', turns: 0 }));
  const { handler, quarantined } = consumerOf(messages);
  await handler(eventOf(messages, false), lambdaContext());
  expect(quarantined).toEqual([
    ['one-0', 'not JSON'],
    ['one-1', expect.stringMatching(/^not an envelope/)],
    ['one-2', expect.stringMatching(/^not an envelope/)],
  ]);
});

test('a message that was not tried comes back', () => {
  const { Records } = QueueBatch.parse({ Records: [queueRecord('one', ''), queueRecord('two', '')] });
  const { metrics } = watchingObservers();
  expect(answerBatch(Records, new Map([['one', 'handled']]), metrics)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'two' }],
  });
});

test('an event that is no batch of messages fails as a whole, so that nothing of it is lost', async () => {
  const { handler } = consumerOf([]);
  await expect(handler({ Records: [{ messageId: 'one' }] }, lambdaContext())).rejects.toThrow('ZodError');
});
