import type { Instant, PersonId } from '../../events/values.ts';
import { system } from './actor.ts';
import { type Change, change, create, type Decision, type NewFact, nothingElse, type Versioned } from './decision.ts';
import { claimMinutes, type Email, type EmailTemplate, emailIdOf, emailStates } from './email.ts';
import { later } from './office-days.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import { step } from './state-table.ts';

/** Asks for a mail as part of a decision: the record that will be claimed, and the fact that wakes the sender. */
export function requestEmail(
  template: EmailTemplate,
  to: PersonId,
  about: string,
  now: Instant,
  detail?: string,
): { readonly change: Change; readonly fact: NewFact } {
  const id = emailIdOf(template, about, detail);
  const email: Email = {
    id,
    template,
    to,
    about,
    state: 'requested',
    requestedAt: now,
    ...(detail === undefined ? {} : { detail }),
  };
  return {
    change: create('email', id, email),
    fact: { type: 'uk.sponsored-places.email.requested.v1', subject: `email/${id}`, data: { emailId: id } },
  };
}

/** Whether a claim has stood so long that its sender must have died. */
export const isStale = (email: Email, now: Instant): boolean =>
  email.state === 'sending' &&
  email.claimedAt !== undefined &&
  later(email.claimedAt, { minutes: claimMinutes }) <= now;

/** Claims a mail before it is sent, so that two senders do not both send it. */
export function claimEmail(email: Versioned<'email'>, messageId: string, now: Instant): Outcome<Decision> {
  const next = step(emailStates, email.value.state, 'sending', system);
  if (!next.ok) return next;
  if (email.value.state === 'sending' && !isStale(email.value, now))
    return refuse('wrong-state', 'being sent just now');
  return accept(
    about(email, 'claim-email', `to be sent: ${email.value.template}`, now, {
      ...email.value,
      state: next.value,
      claimedAt: now,
      messageId,
    }),
  );
}

/** The mail service took the mail. */
export function sentEmail(email: Versioned<'email'>, now: Instant): Outcome<Decision> {
  const next = step(emailStates, email.value.state, 'sent', system);
  if (!next.ok) return next;
  const sent = about(email, 'send-email', email.value.template, now, {
    ...email.value,
    state: next.value,
    sentAt: now,
  });
  const { id } = email.value;
  return accept({
    ...sent,
    facts: [{ type: 'uk.sponsored-places.email.sent.v1', subject: `email/${id}`, data: { emailId: id } }],
  });
}

/**
 * The reason for the mail no longer holds, or it may not be mailed: closed unsent, and why.
 * @param instead the task that somebody reaches the person another way, and the mark that knows of it
 */
export function overtakeEmail(
  email: Versioned<'email'>,
  because: string,
  now: Instant,
  instead: readonly Change[] = [],
): Outcome<Decision> {
  const next = step(emailStates, email.value.state, 'overtaken', system);
  if (!next.ok) return next;
  const closed = about(email, 'overtake-email', because, now, { ...email.value, state: next.value, because });
  const { id } = email.value;
  return accept({
    ...closed,
    changes: [...closed.changes, ...instead],
    facts: [{ type: 'uk.sponsored-places.email.overtaken.v1', subject: `email/${id}`, data: { emailId: id } }],
  });
}

const about = (email: Versioned<'email'>, did: string, why: string, now: Instant, after: Email): Decision => ({
  about: `email/${email.value.id}`,
  did,
  why,
  by: system,
  at: now,
  ...nothingElse,
  changes: [change(email, after)],
});
