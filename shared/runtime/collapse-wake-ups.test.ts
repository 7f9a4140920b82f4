import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../events/catalogue.ts';
import { PoolId } from '../../events/values.ts';
import { lambdaContext } from '../../test/support/lambda-context.ts';
import { factOf, queueRecord } from '../../test/support/queue-event.ts';
import { sqsDouble } from '../../test/support/sqs-double.ts';
import { watchingObservers } from '../../test/support/watching-observers.ts';
import { collapseWakeUps } from './collapse-wake-ups.ts';
import type { Reply } from './reply.ts';
import { createWakePool } from './wake-up.ts';

const pools = ['pol_aaaaaaaa', 'pol_bbbbbbbb', 'pol_cccccccc'] as const;
const says = ['fact', 'wake-up', 'unreadable', 'unreadable-not-quarantined'] as const;
const runsEnd = ['ok', 'refused', 'passed', 'throws'] as const;

interface Sent {
  readonly id: string;
  readonly says: (typeof says)[number];
  readonly pool: (typeof pools)[number];
  /** Almost always the pool; the consumer must not count on it. */
  readonly group: string;
}

const batches = fc
  .array(
    fc.record({
      says: fc.constantFrom(...says),
      pool: fc.constantFrom(...pools),
      group: fc.constantFrom(undefined, undefined, 'pol_stray000'),
    }),
    { maxLength: 10 },
  )
  .map((messages) =>
    messages.map(
      ({ group, ...message }, index): Sent => ({ ...message, group: group ?? message.pool, id: `m${index}` }),
    ),
  );

const bodyOf = ({ id, says, pool }: Sent): string => {
  if (says === 'wake-up') return JSON.stringify({ wakePool: pool });
  if (says !== 'fact') return '{"wakePool":"everyone"}';
  return JSON.stringify(
    factOf(id, 'uk.sponsored-places.donation.cleared.v1', { donationId: 'don_aaaaaaaa', poolId: pool }),
  );
};

const replies: Record<(typeof runsEnd)[number], () => Reply> = {
  ok: () => ({ ok: true }),
  refused: () => ({ ok: false, refusal: { code: 'changed-meanwhile', because: 'busy', passed: false } }),
  passed: () => ({ ok: false, refusal: { code: 'closed', because: 'closed for good', passed: true } }),
  throws: () => {
    throw new Error('as it may');
  },
};

test('each pool runs once, and exactly the right messages come back', async () => {
  const ends = fc.record({
    a: fc.constantFrom(...runsEnd),
    b: fc.constantFrom(...runsEnd),
    c: fc.constantFrom(...runsEnd),
  });
  await fc.assert(
    fc.asyncProperty(batches, ends, async (messages, { a, b, c }) => {
      const endOf = (pool: string) => ({ [pools[0]]: a, [pools[1]]: b, [pools[2]]: c })[pool] ?? 'ok';
      const observers = watchingObservers();
      const runs: string[] = [];
      const overtaken: string[] = [];
      const quarantined: string[] = [];
      const handler = collapseWakeUps({
        ...observers,
        run: async (poolId) => {
          runs.push(poolId);
          await setImmediate();
          return replies[endOf(poolId)]();
        },
        recordOvertaken: async ({ id }) => {
          overtaken.push(id);
        },
        quarantine: async ({ messageId }) => {
          const sent = messages.find(({ id }) => id === messageId);
          if (sent?.says !== 'unreadable') throw new Error('no queue');
          quarantined.push(messageId);
        },
      });
      const event = { Records: messages.map((message) => queueRecord(message.id, bodyOf(message), message.group)) };
      const { batchItemFailures } = await handler(event, lambdaContext());

      const isRead = ({ says }: Sent) => says === 'fact' || says === 'wake-up';
      const fails = (message: Sent) =>
        isRead(message)
          ? ['refused', 'throws'].includes(endOf(message.pool))
          : message.says === 'unreadable-not-quarantined';
      const comesBack = (message: Sent, index: number) =>
        fails(message) || messages.slice(0, index).some((before) => before.group === message.group && fails(before));

      expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(
        messages.filter(comesBack).map(({ id }) => id),
      );
      expect(runs.toSorted()).toEqual([...new Set(messages.filter(isRead).map(({ pool }) => pool))].sort());
      expect(overtaken.toSorted()).toEqual(
        messages.filter(({ says, pool }) => says === 'fact' && endOf(pool) === 'passed').map(({ id }) => id),
      );
      expect(quarantined).toEqual(messages.filter(({ says }) => says === 'unreadable').map(({ id }) => id));
      const counted = Object.values(observers.published[0] ?? {}).reduce((sum, amount) => sum + amount, 0);
      expect(counted).toBe(messages.length);
    }),
    { numRuns: 200 },
  );
});

test('a fact that names no pool is quarantined', async () => {
  const reasons: string[] = [];
  const handler = collapseWakeUps({
    ...watchingObservers(),
    run: async () => ({ ok: true }),
    recordOvertaken: async () => {},
    quarantine: async (_message, reason) => {
      reasons.push(reason);
    },
  });
  const fact = factOf('f', 'uk.sponsored-places.therapist.sought.v1', { referralId: 'ref_aaaaaaaa' });
  const event = { Records: [queueRecord('m', JSON.stringify(fact), 'g'), queueRecord('n', 'no JSON', 'g')] };
  expect(await handler(event, lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(reasons).toEqual(['uk.sponsored-places.therapist.sought.v1 names no pool', 'not JSON']);
});

test('every fact that the allocation queue hears names its pool', () => {
  const heard = Object.values(catalogue).filter(({ heardBy }) => heardBy.some((queue) => queue === 'allocation'));
  expect(heard.length).toBeGreaterThan(0);
  for (const { data } of heard) expect(Object.keys(data.unwrap().shape)).toContain('poolId');
});

test('a wake-up goes into its pool’s group, is new for each occasion, and is understood', async () => {
  const { sqs, sent } = sqsDouble(() => ({}));
  const wakePool = createWakePool(sqs, 'https://queues.test/allocation.fifo');
  await wakePool(PoolId.parse(pools[0]), '2026-11-22T09:30:00.000Z');
  expect(sent).toEqual([
    {
      QueueUrl: 'https://queues.test/allocation.fifo',
      MessageBody: JSON.stringify({ wakePool: pools[0] }),
      MessageGroupId: pools[0],
      MessageDeduplicationId: `wake.${pools[0]}.2026-11-22T09:30:00.000Z`,
    },
  ]);
});
