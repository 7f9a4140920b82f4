import type { EmailId, Instant } from '../../events/values.ts';
import type { Versioned } from '../domain/decision.ts';
import { claimEmail, type Email, isStale, overtakeEmail, sentEmail } from '../domain/email.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { CharitySettings } from '../domain/settings.ts';
import type { LetterContent, Mailer } from '../mail/interface.ts';
import type { Secrets } from '../vault/interface.ts';
import { composeLetter } from './compose-letter.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import { missing } from './load-case.ts';
import type { VaultDeps } from './read-identity.ts';

export interface MailDeps extends VaultDeps {
  readonly mailer: Mailer;
  readonly secrets: Secrets;
  readonly siteUrl: string;
}

type Claim =
  | { readonly send: false }
  | { readonly send: true; readonly letter: LetterContent; readonly messageId: string };

/**
 * Sends one mail, if its reason still holds and the person allows it. The mail service has no idempotency: the mail is
 * claimed first, and a claim that was never finished is decided again after 15 minutes with the same Message-ID. The
 * window that is left: a crash between the service's answer and our `sent` sends it twice, recognisable as one.
 */
export async function sendEmail(deps: MailDeps, emailId: EmailId): Promise<Outcome<undefined>> {
  const claimed = await claim(deps, emailId);
  if (!claimed.ok) return claimed;
  if (!claimed.value.send) return { ok: true, value: undefined };
  const { letter, messageId } = claimed.value;
  await deps.mailer.send({ ...letter, messageId });
  return decideAndCommit(deps, async () => {
    const email = await deps.store.get('email', emailId);
    if (email === undefined) return missing('email');
    return decided(sentEmail(email, deps.now()), undefined);
  });
}

const claim = (deps: MailDeps, emailId: EmailId): Promise<Outcome<Claim>> =>
  decideAndCommit<Claim>(deps, async () => {
    const email = await deps.store.get('email', emailId);
    if (email === undefined) return missing('email');
    if (!isOpen(email.value, deps.now())) return settled({ send: false });
    const composed = await composeLetter(deps, email.value);
    if (!composed.ok) {
      return decided(overtakeEmail(email, composed.refusal.because, deps.now()), { send: false });
    }
    const messageId = messageIdOf(email, deps.settings);
    return decided(claimEmail(email, messageId, deps.now()), { send: true, letter: composed.value, messageId });
  });

const isOpen = (email: Email, now: Instant): boolean => email.state === 'requested' || isStale(email, now);

const messageIdOf = (email: Versioned<'email'>, { mail }: CharitySettings): string => {
  const domain = /@([^>\s]+)/.exec(mail.neutralFrom)?.[1] ?? 'localhost';
  return `<${email.value.id}@${domain}>`;
};
