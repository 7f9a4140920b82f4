import * as z from 'zod';
import { Instant, Role, TaskId } from '../../events/values.ts';

export const TaskKind = z.enum([
  'confirm-referral',
  'same-day-call',
  'obtain-consent',
  'tell-outcome',
  'call-client',
  'confirm-expired-place',
  'no-therapist-found',
  'set-aside-place',
  'money-blocked',
  'decide-override',
  'unexpected-payment',
  'mail-refused',
  'decide-refund',
  'decide-correction',
  'spend-by-near',
  'spend-by-over',
  'welfare-check',
  'review-session',
  'session-short',
  'therapy-silent',
  'tell-therapist',
  'ledger-difference',
  'payout-difference',
  'balance-difference',
  'answer-dispute',
  'refund-failed',
  'send-bank-refund',
  'deficit-left',
  'renew-credentials',
  'clients-of-therapist',
  'therapist-leaves',
  'safeguarding-concern',
]);
export type TaskKind = z.infer<typeof TaskKind>;

/** Something a person must do. Tasks with a script are calls: the script says what may be said. */
export const Task = z.lazy(() =>
  z.strictObject({
    id: TaskId,
    kind: TaskKind,
    role: Role,
    /** `<entity>/<id>` of what it is about. */
    about: z.string(),
    createdAt: Instant,
    dueAt: Instant,
    state: z.enum(['open', 'done']),
    doneAt: Instant.optional(),
    doneBy: z.string().optional(),
    /** What came of it, chosen from a list or in a few words; no personal data. */
    result: z.string().optional(),
  }),
);
export type Task = z.infer<typeof Task>;

/** One task of a kind about one thing and occasion: asking again finds the same one. */
export const taskIdOf = (kind: TaskKind, about: string, occasion = 1): TaskId =>
  TaskId.parse(`tsk_${kind.replaceAll('-', '')}${about.replaceAll(/[^0-9a-z]/g, '')}x${occasion}`);
