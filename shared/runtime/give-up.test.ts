import { describe, expect, test } from 'vitest';
import { lambdaContext } from '../../test/support/lambda-context.ts';
import { factOf, queueRecord } from '../../test/support/queue-event.ts';
import { watchingObservers } from '../../test/support/watching-observers.ts';
import { refuse } from '../domain/outcome.ts';
import { collapseWakeUps } from './collapse-wake-ups.ts';
import { consumeQueue } from './consume-queue.ts';
import { mostTries } from './give-up.ts';
import type { Reply } from './reply.ts';

const typed = 'What Markedclient Quentin typed';
const fail = async (): Promise<Reply> => {
  throw new TypeError(typed);
};
const notYet = async (): Promise<Reply> => refuse('not-found', 'there is no such place yet');

/** One message, handed out so many times before, at a worker whose reaction ends like this. */
async function handOut(timesReceived: number, react: () => Promise<Reply>, canPutAside = true) {
  const aside: [string, number | undefined][] = [];
  const common = {
    ...watchingObservers(),
    recordOvertaken: async () => {},
    quarantine: async (_: unknown, reason: string, tries?: number) => {
      if (!canPutAside) throw new Error('no queue');
      aside.push([reason, tries]);
    },
  };
  const fact = factOf('f', 'uk.sponsored-places.donation.cleared.v1', {
    donationId: 'don_aaaaaaaa',
    poolId: 'pol_aaaaaaaa',
  });
  const event = { Records: [queueRecord('m', JSON.stringify(fact), 'pol_aaaaaaaa', timesReceived)] };
  const answers = await Promise.all(
    [consumeQueue({ ...common, react }), collapseWakeUps({ ...common, run: react })].map((handler) =>
      handler(event, lambdaContext()),
    ),
  );
  return { aside, comesBack: answers.map(({ batchItemFailures }) => batchItemFailures.length), common };
}

describe('a message that fails', () => {
  test('comes back until its last try', async () => {
    expect(await handOut(mostTries - 1, fail)).toMatchObject({ comesBack: [1, 1], aside: [] });
  });

  test('is put aside at its last try with the refusal it met', async () => {
    const { comesBack, aside } = await handOut(mostTries, notYet);
    expect(comesBack).toEqual([0, 0]);
    expect(aside).toEqual(Array(2).fill(['not-found: there is no such place yet', mostTries]));
  });

  test('is put aside with the name and place of an error, and nothing that somebody typed', async () => {
    const { aside } = await handOut(mostTries, fail);
    expect(aside).toHaveLength(2);
    for (const [reason] of aside) {
      expect(reason).toMatch(/^TypeError at shared\/runtime\/give-up\.test\.ts:\d+:\d+$/);
      expect(reason).not.toContain('Quentin');
    }
  });

  test('comes back all the same when it cannot be put aside: SQS does that then', async () => {
    expect(await handOut(mostTries, notYet, false)).toMatchObject({ comesBack: [1, 1], aside: [] });
  });

  test('is counted as given up, by each', async () => {
    const { common } = await handOut(mostTries, notYet);
    expect(common.published).toEqual([{ MessagesGivenUp: 2 }, {}]);
  });
});
