import { recordMailReport } from '../../../shared/commands/mail-report.ts';
import type { MailReport } from '../../../shared/domain/mail-report.ts';
import { type OfficeAct, people } from '../town/act.ts';

const report = people('the mail service reports', 1.5, (town, random) => {
  const state = random.pick(['sending', 'sent', 'sent', 'sent', 'delivered'] as const);
  const email = town.watch.shadow.pick(random, 'email', random.below(10) === 0 ? undefined : state)?.value;
  if (email === undefined || email.state === 'requested') return undefined;
  // Of a mail that is being sent the service can only tell once it has it.
  const hasIt = town.mailer.sent.some(({ messageId }) => messageId === email.messageId);
  if (email.state === 'sending' && !hasIt) return undefined;
  const how = random.below(8);
  const kind = state === 'delivered' || how === 0 ? 'complained' : 'delivered';
  const told: MailReport = how < 3 && how > 0 ? { kind: 'bounced', forGood: random.below(6) === 0 } : { kind };
  return {
    name: 'record-mail-report',
    role: 'receive-mail-report',
    again: true,
    run: (deps) => recordMailReport(deps, email.id, told),
  };
});

/** The mail service, which tells what became of each mail: sooner than we have written down that it is sent, or later. */
export const mailService: readonly OfficeAct[] = [report];
