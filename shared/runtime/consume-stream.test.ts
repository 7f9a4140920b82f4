import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fact } from '../../events/catalogue.ts';
import { lambdaContext } from '../../test/support/lambda-context.ts';
import { factOf } from '../../test/support/queue-event.ts';
import { watchingObservers } from '../../test/support/watching-observers.ts';
import { consumeStream, type ImageReading } from './consume-stream.ts';

const fact = (id: string): Fact =>
  factOf(id, 'uk.sponsored-places.therapist.sought.v1', { referralId: 'ref_aaaaaaaa' });

interface Change {
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE' | 'UNKNOWN_TO_SDK_VERSION';
  readonly readable: boolean;
  /** One a fact: whether it is taken. */
  readonly taken: readonly boolean[];
}

const changes = fc.array(
  fc.record<Change>({
    eventName: fc.constantFrom('INSERT', 'INSERT', 'INSERT', 'MODIFY', 'REMOVE', 'UNKNOWN_TO_SDK_VERSION'),
    readable: fc.boolean().chain((sure) => (sure ? fc.constant(true) : fc.boolean())),
    taken: fc.array(
      fc.integer({ max: 8, min: 0 }).map((chance) => chance > 0),
      { maxLength: 3 },
    ),
  }),
  { maxLength: 8 },
);

const factsOf = ({ taken }: Change, index: number): Fact[] =>
  taken.map((isTaken, number) => fact(`${index}-${number}-${isTaken ? 'taken' : 'refused'}`));

test('new entries’ facts are delivered in order, and the answer names the first record that failed', async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (sent) => {
      const observers = watchingObservers();
      const delivered: string[] = [];
      const handler = consumeStream({
        ...observers,
        read: (image): ImageReading => {
          const index = Number(image);
          const change = sent[index];
          if (change?.eventName !== 'INSERT') throw new Error('only new entries are read');
          return change.readable
            ? { ok: true, entry: { facts: factsOf(change, index) } }
            : { ok: false, reason: 'marked reason' };
        },
        deliver: async (facts) => {
          delivered.push(...facts.map(({ id }) => id));
          return new Set(facts.map(({ id }) => id).filter((id) => id.endsWith('refused')));
        },
      });
      const Records = sent.map(({ eventName }, index) => ({
        eventID: `event ${index}`,
        eventName,
        dynamodb: {
          SequenceNumber: `${1000 + index}`,
          Keys: {},
          ...(eventName === 'REMOVE' ? {} : { NewImage: index }),
        },
      }));
      const answer = await handler({ Records }, lambdaContext());

      const unreadable = sent.findIndex(({ eventName, readable }) => eventName === 'INSERT' && !readable);
      const read = sent
        .slice(0, unreadable === -1 ? undefined : unreadable)
        .map((change, index) => (change.eventName === 'INSERT' ? factsOf(change, index) : []));
      expect(delivered).toEqual(read.flat().map(({ id }) => id));
      const refused = read.findIndex((facts) => facts.some(({ id }) => id.endsWith('refused')));
      const first = refused === -1 ? unreadable : refused;
      expect(answer).toEqual({ batchItemFailures: first === -1 ? [] : [{ itemIdentifier: `${1000 + first}` }] });
      expect(JSON.stringify(observers.lines)).not.toContain('marked');
      // What is removed by its expiry is told under a name of its own, by the emulator; the trail has no expiry.
      const tampered = sent
        .slice(0, unreadable === -1 ? undefined : unreadable)
        .filter(({ eventName }) => eventName === 'MODIFY' || eventName === 'REMOVE');
      expect(observers.published[0]?.TrailTampered ?? 0).toBe(tampered.length);
    }),
    { numRuns: 300 },
  );
});

test('a delivery that throws fails the batch as a whole', async () => {
  const handler = consumeStream({
    ...watchingObservers(),
    read: () => ({ ok: true, entry: { facts: [fact('f')] } }),
    deliver: async () => {
      throw new Error('marked');
    },
  });
  const Records = [{ eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage: {} } }];
  await expect(handler({ Records }, lambdaContext())).rejects.toThrow(/^Error at/);
});
