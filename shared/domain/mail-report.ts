import type { Instant } from '../../events/values.ts';
import { system } from './actor.ts';
import { openTask } from './change-task.ts';
import { type Change, change, create, type Decision, type NewFact, nothingElse, type Versioned } from './decision.ts';
import { type Email, emailStates } from './email.ts';
import { officeDeadline } from './office-days.ts';
import { accept, type Outcome, refusePassed } from './outcome.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';
import { taskIdOf } from './task.ts';

/** What the mail service says of one mail. A refusal that is `for-good` means that the address takes no mail at all. */
export type MailReport =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'bounced'; readonly forGood: boolean }
  | { readonly kind: 'complained' };

/** Whom a mail was for, and whether their address is known to take none. */
export interface ReportedMail {
  readonly email: Versioned<'email'>;
  readonly refused: Versioned<'refused-address'> | undefined;
}

/** The outcome of the task that says the address takes mail again. */
export const addressMended = 'The address was put right';

const had = { delivered: 'deliveredAt', bounced: 'refusedAt', complained: 'complainedAt' } as const;

const facts = {
  delivered: 'uk.sponsored-places.email.delivered.v1',
  bounced: 'uk.sponsored-places.email.bounced.v1',
  complained: 'uk.sponsored-places.email.complained.v1',
} as const satisfies Record<MailReport['kind'], NewFact['type']>;

/** Somebody reaches a person another way than by mail, soon. */
export const reachAnotherWay = (about: string, now: Instant, occasion: number, settings: CharitySettings): Change =>
  openTask(
    'mail-refused',
    'coordinator',
    about,
    now,
    officeDeadline(now, settings.deadlines.completeCallTask, settings.office),
    occasion,
  );

/**
 * Writes down what the mail service reports of a mail. Reports come in any order, and more than once: one that says nothing
 * new has *passed*. A refusal becomes a task, for somebody waits for what it said; an address that takes no mail, and one
 * whose reader called our mail unwanted, gets none until somebody has put it right.
 * @param occasion tells the task apart from earlier ones about the same thing
 */
export function recordMailReport(
  { email, refused }: ReportedMail,
  report: MailReport,
  occasion: number,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const before = email.value;
  const { id, about, to } = before;
  if (before[had[report.kind]] !== undefined) return refusePassed('used-already', 'this was reported before');
  // A mail may be refused a while after it was taken: the table knows no way back from `delivered`, the task is due all the same.
  const isLate = report.kind === 'bounced' && (before.state === 'delivered' || before.state === 'complained');
  const next = isLate ? accept(before.state) : step(emailStates, before.state, report.kind, system);
  if (!next.ok) return next;
  const after: Email = { ...before, state: next.value, [had[report.kind]]: now };
  const isUnusable = report.kind === 'complained' || (report.kind === 'bounced' && report.forGood);
  const taskId = taskIdOf('mail-refused', about, occasion);
  const needsTask = report.kind === 'bounced' || (isUnusable && refused === undefined);
  return accept({
    about: `email/${id}`,
    did: 'record-mail-report',
    why: report.kind,
    by: system,
    at: now,
    ...nothingElse,
    changes: [
      change(email, after),
      ...(needsTask ? [reachAnotherWay(about, now, occasion, settings)] : []),
      ...(isUnusable && refused === undefined
        ? [create('refused-address', to, { personId: to, emailId: id, taskId, at: now })]
        : []),
    ],
    facts: [{ type: facts[report.kind], subject: `email/${id}`, data: { emailId: id } }],
  });
}
