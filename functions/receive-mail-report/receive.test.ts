import { describe, expect, it } from 'vitest';
import { sendEmail } from '../../shared/commands/send-email.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { asFunction } from '../../test/grants/store-of.ts';
import { askForMail, putOfferedCase } from '../../test/support/offered-case.ts';
import { openOffice, whatOf } from '../../test/support/small-office.ts';
import { watchingObservers } from '../../test/support/watching-observers.ts';
import { receiveMailReports } from './receive.ts';

const message = (body: unknown, n = 1) => ({
  messageId: `message-${n}`,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  eventSourceARN: 'arn:aws:sqs:eu-west-2:000000000000:reports',
  attributes: { ApproximateReceiveCount: '1' },
});

async function openWithSentMail() {
  const memory = new MemoryStore();
  const office = openOffice(memory);
  await putOfferedCase(office);
  const emailId = await askForMail(office, 'therapist-offer');
  whatOf(await sendEmail(office.deps, emailId));
  const quarantined: string[] = [];
  const receiver = {
    ...watchingObservers(),
    deps: asFunction('receive-mail-report', office.deps),
    quarantine: async (_: unknown, reason: string) => {
      quarantined.push(reason);
    },
  };
  const receive = (...bodies: unknown[]) =>
    receiveMailReports(receiver, { Records: bodies.map((body, index) => message(body, index + 1)) });
  return { receive, quarantined, emailId, email: async () => (await memory.get('email', emailId))?.value, memory };
}

describe('a report of the mail service', () => {
  it('is recorded of its mail', async () => {
    const { receive, email, emailId } = await openWithSentMail();
    expect(await receive({ kind: 'delivered', email: [emailId] })).toEqual({ batchItemFailures: [] });
    expect((await email())?.state).toBe('delivered');
  });

  it.each([
    ['Permanent', 1],
    ['Transient', 0],
    ['Undetermined', 0],
  ])('of a refusal that is %s keeps the address from use only if it is for good', async (permanence, marks) => {
    const { receive, email, emailId, memory } = await openWithSentMail();
    await receive({ kind: 'bounced', email: [emailId], permanence });
    expect((await email())?.state).toBe('bounced');
    expect(memory.export().records.filter(({ kind }) => kind === 'refused-address')).toHaveLength(marks);
  });

  it('of no mail of ours is put aside, and keeps no other from being recorded', async () => {
    const { receive, quarantined, email, emailId } = await openWithSentMail();
    const strange = ['nonsense', { kind: 'opened', email: [emailId] }, { kind: 'delivered', email: [] }];
    expect(await receive(...strange, { kind: 'complained', email: [emailId] })).toEqual({ batchItemFailures: [] });
    expect(quarantined).toHaveLength(3);
    expect((await email())?.state).toBe('complained');
  });

  it('of a mail that is not known yet comes back, alone', async () => {
    const { receive, emailId } = await openWithSentMail();
    const answer = await receive(
      { kind: 'delivered', email: ['eml_00000000'] },
      { kind: 'delivered', email: [emailId] },
    );
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
  });
});
