import * as z from 'zod';
import { EmailId, Instant, PersonId, TaskId } from '../../events/values.ts';
import { edges, type StateTable } from './state-table.ts';

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
  'donor-refund',
  'therapist-offer',
  'therapist-accepted',
  'therapist-offer-withdrawn',
  'therapist-case-ended',
  'client-therapist-found',
  'referrer-signal',
  'therapist-answer-confirmed',
  'therapist-new-link',
  'safeguarding-alert',
]);
export type EmailTemplate = z.infer<typeof EmailTemplate>;

export const Email = z.lazy(() =>
  z.strictObject({
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
    /** What the mail service reported of it: that it arrived, was refused, or was called unwanted. */
    deliveredAt: Instant.optional(),
    refusedAt: Instant.optional(),
    complainedAt: Instant.optional(),
    /** Why it was closed unsent. */
    because: z.string().optional(),
  }),
);
export type Email = z.infer<typeof Email>;

/** A claim that has stood this long belongs to a sender that died: decide again. */
export const claimMinutes = 15;

/** One mail of a template about one thing: a repeated decision requests the same one. */
export const emailIdOf = (template: EmailTemplate, about: string, detail = ''): EmailId =>
  EmailId.parse(`eml_${`${template}${about}${detail}`.replaceAll(/[^0-9a-z]/g, '')}`);

/** A person whose address takes no mail of ours: nothing is sent to them until somebody has put it right. */
export const RefusedAddress = z.lazy(() =>
  z.strictObject({
    personId: PersonId,
    /** The mail that told us, and the task that asks somebody to look into it. */
    emailId: EmailId,
    taskId: TaskId,
    at: Instant,
  }),
);
export type RefusedAddress = z.infer<typeof RefusedAddress>;
