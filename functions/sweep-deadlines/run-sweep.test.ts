import { describe, expect, it } from 'vitest';
import { composeWake } from '../../shared/compose/compose-wake.ts';
import { noteUse } from '../../test/grants/note-use.ts';
import { asFunction } from '../../test/grants/store-of.ts';
import { askForMail, putOfferedCase } from '../../test/support/offered-case.ts';
import { idOf, poolId } from '../../test/support/sample-ids.ts';
import { openOffice } from '../../test/support/small-office.ts';
import { sqsDouble } from '../../test/support/sqs-double.ts';
import { watchingObservers } from '../../test/support/watching-observers.ts';
import { runSweep } from './run-sweep.ts';

const urls = {
  ALLOCATION_QUEUE_URL: 'https://queues.invalid/allocation.fifo',
  OFFERS_QUEUE_URL: 'https://queues.invalid/offers',
  MAIL_QUEUE_URL: 'https://queues.invalid/mail',
};

/** An office in which a therapist is sought, and a mail was asked for that nobody has sent. */
async function openForgotten() {
  const office = openOffice();
  await putOfferedCase(office, { allocation: { state: 'declined' }, search: { state: 'seeking', live: undefined } });
  const emailId = await askForMail(office, 'therapist-offer');
  office.pass({ minutes: 15 });
  const { sqs, sent } = sqsDouble(() => ({}));
  const deps = {
    ...asFunction('sweep-deadlines', office.deps),
    wake: composeWake(sqs, urls, office.deps.now),
  };
  /** Who is woken by a sweep, and about what. */
  const sweep = async (which: Parameters<typeof runSweep>[0]) => {
    sent.length = 0;
    await runSweep(which, deps, watchingObservers().metrics);
    return sent.map((message) => {
      if (!('QueueUrl' in message) || !('MessageBody' in message)) throw new Error('a message says where it goes');
      const on = String(message.QueueUrl).split('/').at(-1) ?? '';
      noteUse({ of: 'sweep-deadlines', action: 'sqs:SendMessage', on });
      return [on, String(message.MessageBody)] as const;
    });
  };
  return { sweep, emailId };
}

describe('a sweep', () => {
  it('of the pools wakes the allocator, and who looks for therapists', async () => {
    const { sweep } = await openForgotten();
    const woken = new Map(await sweep('pools'));
    expect([...woken.keys()].toSorted()).toEqual(['allocation.fifo', 'offers']);
    expect(woken.get('allocation.fifo')).toContain(poolId);
    expect(woken.get('offers')).toContain(idOf.referral(1));
  });

  it('of the mail wakes the sender for what nobody has sent', async () => {
    const { sweep, emailId } = await openForgotten();
    expect(await sweep('mail')).toEqual([['mail', expect.stringContaining(emailId)]]);
  });

  it('of the deadlines does what ran out of time itself, and wakes nobody', async () => {
    const { sweep } = await openForgotten();
    expect(await sweep('deadlines')).toEqual([]);
  });
});
