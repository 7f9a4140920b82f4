import type { EmailId } from '../../events/values.ts';
import { recordMailReport as decideReport, type MailReport } from '../domain/mail-report.ts';
import type { Outcome } from '../domain/outcome.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { missing, nextOccasion } from './load-case.ts';

const record = (deps: Deps, emailId: EmailId, report: MailReport): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { store } = deps;
    const email = await store.get('email', emailId);
    if (email === undefined) return missing('mail');
    const [refused, occasion] = await Promise.all([
      store.get('refused-address', email.value.to),
      report.kind === 'delivered' ? 1 : nextOccasion(store, 'mail-refused', email.value.about),
    ]);
    const decision = decideReport({ email, refused }, report, occasion, deps.now(), deps.settings);
    // Reports come more than once, and a claim to have arrived after a refusal changes nothing any more.
    return !decision.ok && decision.refusal.passed ? settled(undefined) : decided(decision, undefined);
  });

/** Records what the mail service reports. Whoever calls a mail unwanted has received it: that report may come first. */
export async function recordMailReport(deps: Deps, emailId: EmailId, report: MailReport): Promise<Outcome<undefined>> {
  if (report.kind !== 'complained') return record(deps, emailId, report);
  const arrived = await record(deps, emailId, { kind: 'delivered' });
  return arrived.ok ? record(deps, emailId, report) : arrived;
}
