import * as z from 'zod';
import { EmailId, Instant, PersonId } from '../../events/values.ts';
import {
  type Change,
  change,
  create,
  type Decision,
  type NewFact,
  nothingElse,
  system,
  type Versioned,
} from './decision.ts';
import { later } from './office-days.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import { edges, type StateTable, step } from './state-table.ts';

export const EmailState = z.enum(['requested', 'sending', 'sent', 'delivered', 'complained', 'bounced', 'overtaken']);
export type EmailState = z.infer<typeof EmailState>;

/** One mail to one person. A delivery report may come before our own `sent`. */
export const emailStates: StateTable<EmailState> = {
  entity: 'email',
  states: EmailState.options,
  initial: 'requested',
  edges: [
    ...edges(['requested'], 'sending', ['system'], 'claimed before it is sent'),
    ...edges(['sending'], 'sending', ['system'], 'a claim older than 15 minutes, decided again; same Message-ID'),
    ...edges(['sending'], 'sent', ['system']),
    ...edges(['sending', 'sent'], 'delivered', ['system'], 'the provider’s report'),
    ...edges(['sending', 'sent'], 'bounced', ['system'], 'the provider’s report'),
    ...edges(['delivered'], 'complained', ['system'], 'the provider’s report'),
    ...edges(['requested', 'sending'], 'overtaken', ['system'], 'its reason no longer holds, or it may not be mailed'),
  ],
};

/** Every mail there is. The text stands in the template of the same name. */
export const EmailTemplate = z.enum([
  'donor-thank-you',
  'therapist-offer',
  'therapist-accepted',
  'therapist-offer-withdrawn',
  'client-therapist-found',
  'referrer-signal',
  'therapist-answer-confirmed',
]);
export type EmailTemplate = z.infer<typeof EmailTemplate>;

export const Email = z.strictObject({
  id: EmailId,
  template: EmailTemplate,
  to: PersonId,
  /** `<entity>/<id>` of what it is about: the sender reads the rest, and whether the reason still holds. */
  about: z.string(),
  /** What tells two mails of one template about one thing apart: which signal, say. */
  detail: z.string().optional(),
  state: EmailState,
  requestedAt: Instant,
  claimedAt: Instant.optional(),
  messageId: z.string().optional(),
  sentAt: Instant.optional(),
  /** Why it was closed unsent. */
  because: z.string().optional(),
});
export type Email = z.infer<typeof Email>;

/** A claim that has stood this long belongs to a sender that died: decide again. */
export const claimMinutes = 15;

/** One mail of a template about one thing: a repeated decision requests the same one. */
export const emailIdOf = (template: EmailTemplate, about: string, detail = ''): EmailId =>
  EmailId.parse(`eml_${`${template}${about}${detail}`.replaceAll(/[^0-9a-z]/g, '')}`);

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

/** The reason for the mail no longer holds, or it may not be mailed: closed unsent, and why. */
export function overtakeEmail(email: Versioned<'email'>, because: string, now: Instant): Outcome<Decision> {
  const next = step(emailStates, email.value.state, 'overtaken', system);
  if (!next.ok) return next;
  const closed = about(email, 'overtake-email', because, now, { ...email.value, state: next.value, because });
  const { id } = email.value;
  return accept({
    ...closed,
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
