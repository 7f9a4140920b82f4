import type { EmailId, Instant } from '../../events/values.ts';
import { type Change, change } from '../domain/decision.ts';
import type { Email } from '../domain/email.ts';
import { reachAnotherWay } from '../domain/mail-report.ts';
import type { Outcome } from '../domain/outcome.ts';
import { claimEmail, isStale, overtakeEmail, sentEmail } from '../domain/send-mail.ts';
import { taskIdOf } from '../domain/task.ts';
import type { LetterContent, Mailer } from '../mail/interface.ts';
import type { Secrets } from '../vault/interface.ts';
import { addressRefused, composeLetter } from './compose-letter.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import { missing, nextOccasion } from './load-case.ts';
import type { VaultDeps } from './read-identity.ts';

export interface MailDeps extends VaultDeps {
  readonly mailer: Mailer;
  readonly secrets: Secrets;
  readonly siteUrl: string;
}

const isReported = ({ state }: Email): boolean =>
  state === 'delivered' || state === 'bounced' || state === 'complained';

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
  await deps.mailer.send({ ...letter, messageId, emailId });
  return decideAndCommit(deps, async () => {
    const email = await deps.store.get('email', emailId);
    if (email === undefined) return missing('email');
    // What the service reported of it came before its answer to us.
    if (isReported(email.value)) return settled(undefined);
    return decided(sentEmail(email, deps.now()), undefined);
  });
}

const claim = (deps: MailDeps, emailId: EmailId): Promise<Outcome<Claim>> =>
  decideAndCommit<Claim>(deps, async () => {
    const email = await deps.store.get('email', emailId);
    if (email === undefined) return missing('email');
    if (!isOpen(email.value, deps.now())) return settled({ send: false });
    const composed = await composeLetter(deps, email.value);
    // Nobody paused is mailed; the mail waits, and the sweep asks for it again.
    if (!composed.ok && !composed.refusal.passed) return settled({ send: false });
    if (!composed.ok) {
      const instead = composed === addressRefused ? await reachInstead(deps, email.value) : [];
      return decided(overtakeEmail(email, composed.refusal.because, deps.now(), instead), { send: false });
    }
    const messageId = messageIdOf(deps, email.value);
    return decided(claimEmail(email, messageId, deps.now()), { send: true, letter: composed.value, messageId });
  });

/** The task to reach somebody another way whose address takes no mail; the mark of the address knows of the latest. */
async function reachInstead({ store, settings, now }: MailDeps, { about, to }: Email): Promise<readonly Change[]> {
  const [refused, occasion] = await Promise.all([
    store.get('refused-address', to),
    nextOccasion(store, 'mail-refused', about),
  ]);
  const taskId = taskIdOf('mail-refused', about, occasion);
  return [
    reachAnotherWay(about, now(), occasion, settings),
    ...(refused === undefined ? [] : [change(refused, { ...refused.value, taskId })]),
  ];
}

const isOpen = (email: Email, now: Instant): boolean => email.state === 'requested' || isStale(email, now);

/** The same for the same mail, and telling nothing of what it is: headers are read by whoever has the inbox. */
const messageIdOf = ({ secrets, settings }: MailDeps, email: Email): string => {
  const domain = /@([^>\s]+)/.exec(settings.mail.neutralFrom)?.[1] ?? 'localhost';
  return `<${secrets.hashToken(email.id).slice(0, 32)}@${domain}>`;
};
