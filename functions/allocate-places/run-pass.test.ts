import { describe, expect, it } from 'vitest';
import { createWakePool } from '../../shared/runtime/wake-up.ts';
import { noteUse } from '../../test/grants/note-use.ts';
import { numbers, openSmallOffice, survivors, wait } from '../../test/support/pool-scene.ts';
import { poolId } from '../../test/support/sample-ids.ts';
import { sqsDouble } from '../../test/support/sqs-double.ts';
import { runPass } from './run-pass.ts';

const queue = 'allocation.fifo';

/** A call of the function on a pool of fifty who can all be paid for, with so much time left whenever it looks. */
async function call(millisecondsLeft: () => number) {
  const office = openSmallOffice();
  await wait(office, numbers(1, 50), () => ({ class: survivors }));
  await office.give(1, 50 * 30_000);
  const { sqs, sent } = sqsDouble(() => ({}));
  const wake = createWakePool(sqs, `https://queues.invalid/${queue}`);
  const reply = await runPass(office.deps, wake, poolId, { millisecondsLeft });
  if (sent.length > 0) noteUse({ of: 'allocate-places', action: 'sqs:SendMessage', on: queue });
  return { reply, woken: sent };
}

describe('one call of the allocator', () => {
  it('wakes nobody when it came to its end', async () => {
    expect(await call(() => 30_000)).toEqual({ reply: { ok: true }, woken: [] });
  });

  it('ends in time when its time runs out, has its message done with, and wakes the next', async () => {
    expect(await call(() => 10_000)).toEqual({
      reply: { ok: true },
      woken: [expect.objectContaining({ MessageGroupId: poolId, MessageBody: JSON.stringify({ wakePool: poolId }) })],
    });
  });
});
