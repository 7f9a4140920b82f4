import * as z from 'zod';
import { EmailId } from '../../events/values.ts';
import type { Deps } from '../../shared/commands/deps.ts';
import { recordMailReport } from '../../shared/commands/mail-report.ts';
import type { MailReport } from '../../shared/domain/mail-report.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import { bringBackOrGiveUp, whyFailed, whyRefused } from '../../shared/runtime/give-up.ts';
import type { Quarantine } from '../../shared/runtime/quarantine.ts';
import {
  answerBatch,
  type BatchResponse,
  QueueBatch,
  type QueueMessage,
  type Verdict,
} from '../../shared/runtime/queue-batch.ts';
import { parseJson } from '../../shared/runtime/read-body.ts';
import type { Observers } from '../../shared/runtime/wrap-handler.ts';

/**
 * What the rules let through of a report: which mail, and what became of it. The address that the service names stays with
 * the service.
 */
const Report = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('delivered'), email: z.tuple([EmailId]) }),
    z.strictObject({ kind: z.literal('complained'), email: z.tuple([EmailId]) }),
    z.strictObject({ kind: z.literal('bounced'), email: z.tuple([EmailId]), permanence: z.string() }),
  ]),
);

/** A mailbox that was full, say, may take the next mail; one that does not exist never will. */
const reportOf = (read: z.infer<typeof Report>): MailReport =>
  read.kind === 'bounced' ? { kind: 'bounced', forGood: read.permanence === 'Permanent' } : { kind: read.kind };

export interface ReportReceiver extends Observers {
  readonly deps: Deps;
  readonly quarantine: Quarantine;
}

/** Records one report. What nobody can understand is put aside; what does not fit yet comes back. */
async function settle(receiver: ReportReceiver, message: QueueMessage): Promise<Verdict> {
  const { deps, log, quarantine } = receiver;
  const { messageId } = message;
  const read = Report.safeParse(parseJson(message.body));
  try {
    if (!read.success) {
      await quarantine(message, 'no report of a mail of ours');
      log.warn('message quarantined', { messageId, reason: 'unreadable' });
      return 'quarantined';
    }
    const outcome: Outcome<undefined> = await recordMailReport(deps, read.data.email[0], reportOf(read.data));
    if (outcome.ok) return 'handled';
    log.warn('message comes back', { messageId, reason: outcome.refusal.code });
    return bringBackOrGiveUp(receiver, message, whyRefused(outcome.refusal));
  } catch (error) {
    log.error('message comes back', { messageId, error });
    return bringBackOrGiveUp(receiver, message, whyFailed(error));
  }
}

/** Records a batch of reports, one after the other: they are small, and two may be about one mail. */
export async function receiveMailReports(receiver: ReportReceiver, event: unknown): Promise<BatchResponse> {
  const { Records: messages } = QueueBatch.parse(event);
  const verdicts = new Map<string, Verdict>();
  for (const message of messages) verdicts.set(message.messageId, await settle(receiver, message));
  return answerBatch(messages, verdicts, receiver.metrics);
}
