import { describe, expect, it } from 'vitest';
import { EmailId } from '../../events/values.ts';
import { asFunction } from '../../test/grants/store-of.ts';
import { askForMail, putOfferedCase } from '../../test/support/offered-case.ts';
import { idOf } from '../../test/support/sample-ids.ts';
import { cora, openOffice, refusalOf, whatOf } from '../../test/support/small-office.ts';
import type { MailReport } from '../domain/mail-report.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { recordMailReport } from './mail-report.ts';
import { completeTask } from './manage.ts';
import { sendEmail } from './send-email.ts';

const delivered: MailReport = { kind: 'delivered' };
const complained: MailReport = { kind: 'complained' };
const bounced: MailReport = { kind: 'bounced', forGood: true };
const to = idOf.person(101);

async function openWithMail() {
  const memory = new MemoryStore();
  const office = openOffice(memory);
  await putOfferedCase(office);
  const emailId = await askForMail(office, 'therapist-offer');
  const stateOf = async (id: EmailId) => (await memory.get('email', id))?.value.state;
  const tasks = async () => (await memory.list('task', 'tasks/coordinator', { limit: 9 })).items;
  return { ...office, office, memory, emailId, stateOf, tasks };
}

describe('reports of the mail service', () => {
  it('lead to one end in whatever order they come, and however often', async () => {
    for (const reports of [
      [delivered, complained],
      [complained, delivered],
      [complained, complained, delivered, delivered],
    ]) {
      const { deps, emailId, stateOf, tasks } = await openWithMail();
      whatOf(await sendEmail(asFunction('send-mail', deps), emailId));
      for (const report of reports)
        whatOf(await recordMailReport(asFunction('receive-mail-report', deps), emailId, report));
      expect(await stateOf(emailId)).toBe('complained');
      expect(await tasks()).toHaveLength(1);
    }
  });

  it('of a mail that we have not asked for yet come back', async () => {
    const { deps } = await openWithMail();
    const unknown = EmailId.parse('eml_00000000');
    expect(refusalOf(await recordMailReport(asFunction('receive-mail-report', deps), unknown, delivered))).toEqual({
      code: 'not-found',
      passed: false,
    });
  });

  it('of a refusal keep the next mail from being sent, until the address was put right', async () => {
    const { deps, office, mailer, memory, emailId, stateOf, tasks } = await openWithMail();
    whatOf(await sendEmail(asFunction('send-mail', deps), emailId));
    for (const _ of [1, 2]) whatOf(await recordMailReport(asFunction('receive-mail-report', deps), emailId, bounced));
    expect(await stateOf(emailId)).toBe('bounced');
    expect((await tasks()).map(({ value }) => value.kind)).toEqual(['mail-refused']);
    const next = await askForMail(office, 'therapist-offer-withdrawn');
    whatOf(await sendEmail(asFunction('send-mail', deps), next));
    expect(await stateOf(next)).toBe('overtaken');
    expect(mailer.sent).toHaveLength(1);
    const [first, latest] = await tasks();
    if (first === undefined || latest === undefined) throw new Error('somebody should reach them another way');
    const mended = 'The address was put right';
    const { taskId } = (await memory.get('refused-address', to))?.value ?? {};
    const open = (await tasks()).find(({ id }) => id === taskId);
    if (taskId === undefined || open === undefined) throw new Error('the mark knows of no task');
    whatOf(await completeTask(deps, { taskId, seen: open.version, result: mended }, cora));
    expect(await memory.get('refused-address', to)).toBeUndefined();
    const third = await askForMail(office, 'therapist-answer-confirmed', undefined, 'declined');
    whatOf(await sendEmail(asFunction('send-mail', deps), third));
    expect(await stateOf(third)).toBe('sent');
  });
});
