import { describe, expect, test } from 'vitest';
import type { Fact } from '../../events/catalogue.ts';
import { Instant, ReferralId } from '../../events/values.ts';
import { system } from '../../shared/domain/actor.ts';
import { nothingElse } from '../../shared/domain/decision.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { relayAgain } from './relay-again.ts';

/** A trail with one decision, and its fact, at each of these times. */
async function trailOf(...times: readonly string[]): Promise<MemoryStore> {
  const store = new MemoryStore();
  for (const [index, at] of times.entries()) {
    const referralId = ReferralId.parse(`ref_aaaaaaa${index}`);
    const fact = { type: 'uk.sponsored-places.therapist.sought.v1', subject: `referral/${referralId}` } as const;
    await store.commit([
      {
        about: `referral/${referralId}`,
        did: 'seek-again',
        why: '',
        by: system,
        at: Instant.parse(at),
        changes: [],
        ...nothingElse,
        facts: [{ ...fact, data: { referralId } }],
      },
    ]);
  }
  return store;
}

const letterOf = (first: string, last: string): string =>
  JSON.stringify({
    DDBStreamBatchInfo: { approximateArrivalOfFirstRecord: first, approximateArrivalOfLastRecord: last },
  });

async function timesSentOn(store: MemoryStore, letter: string, refused: readonly string[] = []) {
  const sent: string[] = [];
  const relay = async (facts: readonly Fact[], again?: string) => {
    sent.push(...facts.map(({ time }) => `${time} ${again}`));
    return new Set(refused);
  };
  await relayAgain(store, relay, letter, 'then');
  return sent.toSorted();
}

describe('what the relay gave up', () => {
  test('is sent on, with what was decided up to five minutes before and after it, over midnight too', async () => {
    const [tooEarly, before, after, tooLate] = [
      '2027-02-28T23:49:59.000Z',
      '2027-02-28T23:50:30.000Z',
      '2027-03-01T00:06:00.000Z',
      '2027-03-01T00:07:01.000Z',
    ];
    const store = await trailOf(tooEarly, before, after, tooLate);
    const letter = letterOf('2027-02-28T23:55:00Z', '2027-03-01T00:02:00Z');
    expect(await timesSentOn(store, letter)).toEqual([`${before} again-then`, `${after} again-then`]);
  });

  test('of a busy time is sent on whole', async () => {
    const times = Array.from({ length: 250 }, (_, n) => new Date(Date.UTC(2027, 2, 1, 9, 0, n)).toISOString());
    const sent = await timesSentOn(await trailOf(...times), letterOf('2027-03-01T09:00:00Z', '2027-03-01T09:02:00Z'));
    expect(new Set(sent).size).toBe(250);
  });

  test('stays when a queue does not take it, or when it does not say when it was', async () => {
    const store = await trailOf('2027-03-01T09:00:00.000Z');
    const letter = letterOf('2027-03-01T09:00:00Z', '2027-03-01T09:00:00Z');
    await expect(timesSentOn(store, letter, ['a fact'])).rejects.toThrow('did not take');
    await expect(timesSentOn(store, '{}')).rejects.toThrow('does not say when');
  });
});
