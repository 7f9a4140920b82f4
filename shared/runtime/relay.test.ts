import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { catalogue, type Fact, queues, readFact } from '../../events/catalogue.ts';
import { factOf } from '../../test/support/queue-event.ts';
import { sqsDouble } from '../../test/support/sqs-double.ts';
import { watchingObservers } from '../../test/support/watching-observers.ts';
import { createRelay } from './relay.ts';

const queueUrls = {
  referral: 'https://queues.test/referral',
  assessment: 'https://queues.test/assessment',
  donation: 'https://queues.test/donation',
  allocation: 'https://queues.test/allocation.fifo',
  offers: 'https://queues.test/offers',
  mail: 'https://queues.test/mail',
} as const;

const Call = z.object({
  QueueUrl: z.string(),
  Entries: z.array(
    z.object({
      Id: z.string(),
      MessageBody: z.string(),
      MessageGroupId: z.string().optional(),
      MessageDeduplicationId: z.string().optional(),
    }),
  ),
});

const takeAll = (input: object) => ({ Successful: Call.parse(input).Entries.map(({ Id }) => ({ Id })), Failed: [] });

const makers: readonly ((id: string) => Fact)[] = [
  (id) => factOf(id, 'uk.sponsored-places.referral.submitted.v1', { referralId: 'ref_aaaaaaaa' }),
  (id) => factOf(id, 'uk.sponsored-places.email.requested.v1', { emailId: 'eml_aaaaaaaa' }),
  (id) => factOf(id, 'uk.sponsored-places.email.sent.v1', { emailId: 'eml_aaaaaaaa' }),
  (id) =>
    factOf(id, 'uk.sponsored-places.place.requested.v1', {
      placeId: 'plc_aaaaaaaa',
      referralId: 'ref_aaaaaaaa',
      poolId: 'pol_aaaaaaaa',
    }),
];

const someFacts = fc
  .array(fc.constantFrom(...makers, ...makers.slice(0, 1), ...makers.slice(0, 1)), { maxLength: 45, size: 'max' })
  .map((chosen) => chosen.map((make, index) => make(`fact-${index}`)));

const relayOf = (answer: (input: object) => object) => {
  const { sqs, sent } = sqsDouble(answer);
  const pauses: number[] = [];
  const { log, lines } = watchingObservers();
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds);
  };
  return {
    relay: createRelay({ sqs, queueUrls, log, pause }),
    calls: () => sent.map((call) => Call.parse(call)),
    pauses,
    lines,
  };
};

test('every fact reaches exactly the queues that hear it, in order, ten at most in a call', async () => {
  await fc.assert(
    fc.asyncProperty(someFacts, async (facts) => {
      const { relay, calls } = relayOf(takeAll);
      expect(await relay(facts)).toEqual(new Set());
      for (const { Entries } of calls()) {
        expect(Entries.length).toBeLessThanOrEqual(10);
        expect(new Set(Entries.map(({ Id }) => Id)).size).toBe(Entries.length);
      }
      for (const queue of queues) {
        const received = calls()
          .filter(({ QueueUrl }) => QueueUrl === queueUrls[queue])
          .flatMap(({ Entries }) => Entries.map(({ MessageBody }) => readFact(JSON.parse(MessageBody))));
        const heard = facts.filter(({ type }) => catalogue[type].heardBy.some((name) => name === queue));
        expect(received).toEqual(heard.map((fact) => ({ ok: true, fact })));
      }
    }),
    { numRuns: 60 },
  );
});

test('what SQS did not take is tried again, and what it never takes is told', async () => {
  const stubborn = fc.constantFrom(0, 1, 2, 3);
  await fc.assert(
    fc.asyncProperty(someFacts, fc.array(stubborn, { minLength: 45, maxLength: 45 }), async (facts, refusals) => {
      const times = new Map<string, number>();
      const isTaken = (body: string): boolean => {
        const id = z.object({ id: z.string() }).parse(JSON.parse(body)).id;
        const before = times.get(id) ?? 0;
        times.set(id, before + 1);
        return before >= (refusals[Number(id.slice('fact-'.length))] ?? 0);
      };
      const { relay } = relayOf((input) => {
        const { Entries } = Call.parse(input);
        const Successful = Entries.filter(({ MessageBody }) => isTaken(MessageBody)).map(({ Id }) => ({ Id }));
        return { Successful };
      });
      const failed = await relay(facts);
      const heard = facts.filter(({ type }) => catalogue[type].heardBy.length > 0);
      const expected = heard.filter(({ id }) => (refusals[Number(id.slice('fact-'.length))] ?? 0) >= 3);
      expect(failed).toEqual(new Set(expected.map(({ id }) => id)));
    }),
    { numRuns: 60 },
  );
});

test('a queue that does not answer fails its own facts only, after three attempts with longer and longer pauses', async () => {
  const { relay, calls, pauses, lines } = relayOf((input) => {
    if (Call.parse(input).QueueUrl === queueUrls.mail) throw new Error('marked message');
    return takeAll(input);
  });
  expect(await relay(makers.map((make, index) => make(`fact-${index}`)))).toEqual(new Set(['fact-1']));
  expect(calls().filter(({ QueueUrl }) => QueueUrl === queueUrls.mail)).toHaveLength(3);
  expect(pauses).toEqual([200, 400]);
  expect(lines[0]).toMatchObject({ message: 'facts not relayed', queue: 'mail', count: 1 });
});

test('facts of one pool stand in its group, and are new to the queue only when sent again on purpose', async () => {
  const { relay, calls } = relayOf(takeAll);
  const facts = [makers[3], makers[0]].flatMap((make) => (make === undefined ? [] : [make('fact')]));
  await relay(facts);
  await relay(facts, 'again-1');
  const keys = calls().flatMap(({ Entries }) =>
    Entries.map(({ MessageGroupId, MessageDeduplicationId }) => [MessageGroupId, MessageDeduplicationId]),
  );
  expect(keys).toEqual([
    [undefined, undefined],
    ['pol_aaaaaaaa', 'fact'],
    [undefined, undefined],
    ['pol_aaaaaaaa', 'fact.again-1'],
  ]);
});

test('nothing is sent for facts that no queue hears', async () => {
  const { relay, calls } = relayOf(takeAll);
  const unheard = makers[2]?.('fact');
  expect(await relay(unheard === undefined ? [] : [unheard])).toEqual(new Set());
  expect(calls()).toEqual([]);
});
