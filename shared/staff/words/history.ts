import { AllocationId, type Role, TherapistId } from '../../../events/values.ts';
import { TaskKind } from '../../domain/task.ts';
import type { AuditEntry } from '../../store/interface.ts';
import { isPurpose, purposeWords } from './case.ts';
import { therapistReference } from './references.ts';
import { roleWords, staffMark } from './roles.ts';
import { taskWords } from './tasks.ts';

/** What each command did, as a case's history tells it. */
const did: Readonly<Record<string, string>> = {
  'submit-referral': 'Asked for help',
  'receive-referral': 'Received; a call was planned',
  'confirm-referral': 'Confirmed with the person',
  'give-own-code': 'Gave the person a code of their own',
  'close-referral': 'Closed the referral',
  'withdraw-referral': 'Withdrew the referral',
  'start-assessment': 'Took it for assessment',
  'record-assessment': 'Recorded the assessment',
  'record-readiness': 'Took a second look',
  'reopen-referral': 'Opened the referral again',
  'request-place': 'Put the place on the waiting list',
  'seek-therapist': 'Began to look for a therapist',
  'reserve-place': 'Reserved money for the place',
  'gather-hold': 'Gathered money for the place',
  'release-hold': 'Gave money back to its gifts',
  'approve-place': 'Approved the place',
  'reject-place': 'Rejected the place',
  'expire-reservation': 'Gave the reserved money back: nobody approved in time',
  'confirm-waiting': 'Confirmed that the place waits on',
  'return-place': 'Put the place back on the waiting list: no therapist was found in time',
  'set-aside-entry': 'Set it aside: money could not be reserved for it',
  'note-blocking': 'Noted whether money is held back for it',
  'report-blocking': 'Told the office that it holds money back from others',
  'ask-precedence': 'Asked for an override',
  'grant-precedence': 'Granted the override',
  'decline-precedence': 'Declined the override',
  'withdraw-precedence': 'Withdrew the override',
  'shrink-block': 'Agreed a smaller block',
  'shrink-next-block': 'Agreed a smaller next block',
  'request-next-block': 'Asked for the next block',
  'lower-contribution': 'Agreed a lower contribution',
  'reserve-request': 'Reserved money for what the place asks',
  'approve-request': 'Approved what the place asks',
  'reject-request': 'Rejected what the place asks',
  'expire-request': 'Gave the money of a request back: nobody approved in time',
  'confirm-request': 'Confirmed that the request waits on',
  'cancel-request': 'Cancelled what the place asked',
  'offer-case': 'Offered the case to a therapist',
  'find-nobody': 'Found nobody left to ask',
  'seek-again': 'Asked to look again',
  'acknowledge-offer': 'Opened the offer, and will decide later',
  'answer-offer': 'Answered the offer: it becomes true in a few minutes',
  'take-answer-back': 'Took the answer back in time',
  'accept-offer': 'Accepted the case',
  'open-own-pages': 'Opened their own pages',
  'decline-offer': 'Declined the case',
  'ask-again-after': 'Asked to be offered nothing new for a while',
  'be-asked-again': 'May be asked again',
  'expire-offer': 'Moved on to the next therapist: no answer in time',
  'give-back-case': 'Gave the case back',
  'record-session': 'Recorded a session',
  'record-late-session': 'Recorded a session after therapy had ended',
  'correct-session': 'Corrected a session',
  'review-session': 'Decided on a session held for review',
  'pay-session': 'Paid a session that had waited for its money',
  'note-silence': 'Noted that nothing was recorded for some weeks',
  'pause-place': 'Let therapy rest',
  'resume-place': 'Let therapy go on',
  'end-therapy': 'Ended therapy',
  'change-therapist': 'Asked for another therapist',
  'reduce-block': 'Made the block smaller',
  'return-money': 'Gave money back to its gifts',
  'record-death': 'Recorded that the person has died',
  'erase-person': 'Erased who it was: the time to keep it was over',
  'pause-referral': 'Paused the case',
  'resume-referral': 'Lifted a pause',
  'unwind-referral': 'Undid what was under way',
  'withdraw-offer': 'Took an offer back',
  'read-identity': 'Read contact details',
  'overtake-fact': 'Found that a message came too late',
};

/** Whose reason is worth reading: what a person gave, not the rule that the line itself already says. */
const withReason = new Set([
  'close-referral',
  'record-readiness',
  'suspend-therapist',
  'change-practice',
  'correct-credential',
  'record-leaving',
  'announce-leaving',
  'reopen-referral',
  'reject-place',
  'pause-referral',
  'approve-place',
  'reserve-place',
]);

export interface HistoryLine {
  readonly at: AuditEntry['at'];
  readonly who: string;
  readonly what: string;
  readonly why: string | undefined;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Who decided, as a page for staff names them: `Coordinator 3F2A`. */
export function whoDid({ id, roles }: AuditEntry['by'], viewer: string): string {
  if (id === viewer) return 'You';
  const therapist = TherapistId.safeParse(id);
  if (therapist.success) return `Therapist ${therapistReference(therapist.data)}`;
  const [role]: readonly Role[] = roles;
  if (role === undefined) return 'Somebody';
  const isStaff = !['client', 'referrer', 'donor', 'system'].includes(role);
  return capital(isStaff ? `${roleWords[role]} ${staffMark(id)}` : roleWords[role]);
}

/** The task that `complete-task <kind>` ended. */
function taskOf(done: string): string | undefined {
  const [, kind] = /^complete-task (\S+)$/.exec(done) ?? [];
  const known = TaskKind.safeParse(kind);
  return known.success ? `Did the task: ${taskWords[known.data].title}` : undefined;
}

function whyOf({ did: done, why }: AuditEntry): string | undefined {
  if (done === 'read-identity') return isPurpose(why) ? purposeWords[why] : undefined;
  return withReason.has(done) || done.startsWith('complete-task ') ? capital(why) : undefined;
}

/** The therapist an offer went to is among the records it wrote. */
function toWhom({ did: done, records }: AuditEntry): string {
  const therapist = done === 'offer-case' ? records.find(({ kind }) => kind === 'therapist') : undefined;
  const offered = records.some(({ id }) => AllocationId.safeParse(id).success);
  const id = TherapistId.safeParse(therapist?.id);
  return offered && id.success ? ` (${therapistReference(id.data)})` : '';
}

/** What was done, in words; undefined of what no case’s history tells. */
export const whatDid = (entry: Pick<AuditEntry, 'did'>): string | undefined => did[entry.did] ?? taskOf(entry.did);

/**
 * One decision of the audit trail as a line of a history.
 * @param tell the words of what was done; those of a case when not said
 */
export const historyLine = (entry: AuditEntry, viewer: string, tell = whatDid): HistoryLine => ({
  at: entry.at,
  who: whoDid(entry.by, viewer),
  what: `${tell(entry) ?? 'Changed the record'}${toWhom(entry)}`,
  why: whyOf(entry),
});
