import type { Fact } from '../../events/catalogue.ts';
import { type MailDeps, sendEmail } from '../../shared/commands/send-email.ts';
import { accept, type Outcome } from '../../shared/domain/outcome.ts';

/** A mail was asked for: send it, if it may still be sent. */
export const react = async (fact: Fact, deps: MailDeps): Promise<Outcome<unknown>> =>
  fact.type === 'uk.sponsored-places.email.requested.v1' ? sendEmail(deps, fact.data.emailId) : accept(undefined);
