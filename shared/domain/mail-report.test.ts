import { describe, expect, it } from 'vitest';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { asRead, idOf, now, settings } from '../../test/support/sample-ids.ts';
import { Email, EmailState, emailIdOf, RefusedAddress } from './email.ts';
import { type MailReport, recordMailReport } from './mail-report.ts';
import { taskIdOf } from './task.ts';

const about = `allocation/${idOf.allocation(1)}`;
const id = emailIdOf('therapist-offer', about);
const to = idOf.person(101);
const taskId = taskIdOf('mail-refused', about, 2);

const email = (but: object = {}) =>
  asRead(
    'email',
    id,
    Email.parse({ id, template: 'therapist-offer', to, about, state: 'sent', requestedAt: now, ...but }),
  );
const refused = asRead('refused-address', to, RefusedAddress.parse({ personId: to, emailId: id, taskId, at: now }));

const delivered: MailReport = { kind: 'delivered' };
const complained: MailReport = { kind: 'complained' };
const bounced = (forGood = true): MailReport => ({ kind: 'bounced', forGood });

const report = (what: MailReport, but: object = {}, known?: typeof refused) =>
  recordMailReport({ email: email(but), refused: known }, what, 2, now, settings);

describe('what the mail service reports', () => {
  it('of an arrival is written down, also before our own record that it was sent', () => {
    for (const state of ['sending', 'sent']) {
      expect(wordsOf(report(delivered, { state }))).toEqual([
        'record-mail-report by system',
        `mail therapist-offer to ${to}`,
        'fact email.delivered',
      ]);
    }
    expect(leaves(report(delivered), 'email')).toMatchObject({ state: 'delivered', deliveredAt: now });
  });

  it('of a refusal has somebody reach the person another way, and sends nothing more there', () => {
    for (const state of ['sending', 'sent']) {
      const made = report(bounced(), { state });
      expect(wordsOf(made)).toEqual([
        'record-mail-report by system',
        `mail therapist-offer to ${to}`,
        'task mail-refused for coordinator',
        'new refused-address',
        'fact email.bounced',
      ]);
      expect(leaves(made, 'email').state).toBe('bounced');
      expect(leaves(made, 'task').about).toBe(about);
      expect(leaves(made, 'refused-address')).toEqual({ personId: to, emailId: id, taskId, at: now });
    }
  });

  it('of a full mailbox is a task as well, but the address may be used again', () => {
    expect(wordsOf(report(bounced(false)))).not.toContain('new refused-address');
    expect(wordsOf(report(bounced(false)))).toContain('task mail-refused for coordinator');
  });

  it('of a refusal that comes after the arrival is a task all the same', () => {
    const late = report(bounced(), { state: 'delivered', deliveredAt: now });
    expect(leaves(late, 'email')).toMatchObject({ state: 'delivered', refusedAt: now });
    expect(wordsOf(late)).toContain('task mail-refused for coordinator');
  });

  it('of a complaint, after the arrival, sends nothing more there', () => {
    const made = report(complained, { state: 'delivered', deliveredAt: now });
    expect(leaves(made, 'email').state).toBe('complained');
    expect(wordsOf(made)).toContain('new refused-address');
    const known = report(complained, { state: 'delivered', deliveredAt: now }, refused);
    expect(wordsOf(known)).toEqual([
      'record-mail-report by system',
      `mail therapist-offer to ${to}`,
      'fact email.complained',
    ]);
  });

  it('twice has passed the second time', () => {
    for (const [what, was] of [
      [delivered, { state: 'delivered', deliveredAt: now }],
      [bounced(), { state: 'bounced', refusedAt: now }],
      [complained, { state: 'complained', deliveredAt: now, complainedAt: now }],
    ] as const) {
      expect(wordsOf(report(what, was))).toEqual(['used-already, passed']);
    }
  });

  it('takes the edges of the table and no other', () => {
    const taken = (what: MailReport) => EmailState.options.filter((state) => report(what, { state }).ok);
    expect(taken(delivered)).toEqual(['sending', 'sent']);
    expect(taken(complained)).toEqual(['delivered']);
    // After an arrival the state stays: only the task and the mark are new.
    expect(taken(bounced())).toEqual(['sending', 'sent', 'delivered', 'complained']);
  });
});
