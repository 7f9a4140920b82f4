import type { DisputeId, Instant, RefundId, TaskId } from '../../events/values.ts';
import { system } from './actor.ts';
import { closeTask, openTask } from './change-task.ts';
import { type Change, change, type Decision } from './decision.ts';
import type { Dispute } from './dispute.ts';
import type { Donation } from './donation.ts';
import type { GiftBooks } from './gift-books.ts';
import { officeDeadline } from './office-days.ts';
import type { Refund } from './refund.ts';
import type { CharitySettings } from './settings.ts';
import { type TaskKind, taskIdOf } from './task.ts';

/*
 * What happens to a gift's payment and needs a person: money that has to be sent by hand, money that did not arrive, and
 * a bank that waits for an answer. Each refund and each dispute is an occasion of its own.
 */

type GiftTaskKind = Extract<TaskKind, 'answer-dispute' | 'refund-failed' | 'send-bank-refund'>;

const occasionIn = (ids: readonly string[] | undefined, id: string): number => {
  const at = (ids ?? []).indexOf(id);
  return at < 0 ? (ids ?? []).length + 1 : at + 1;
};

/** Refunds of one gift are told apart by their place among them: the tasks about one are named after it. */
export const occasionOf = ({ refunds }: Pick<Donation, 'refunds'>, id: RefundId): number => occasionIn(refunds, id);

const disputeOccasion = ({ disputes }: Pick<Donation, 'disputes'>, id: DisputeId): number => occasionIn(disputes, id);

const idOfTask = (kind: GiftTaskKind, { id }: Pick<Donation, 'id'>, occasion: number): TaskId =>
  taskIdOf(kind, `donation/${id}`, occasion);

/** All tasks that there may be about a gift's refunds and disputes. */
export const giftTaskIds = (donation: Pick<Donation, 'id' | 'refunds' | 'disputes'>): readonly TaskId[] => [
  ...(donation.refunds ?? []).flatMap((_, at) =>
    (['refund-failed', 'send-bank-refund'] as const).map((kind) => idOfTask(kind, donation, at + 1)),
  ),
  ...(donation.disputes ?? []).map((_, at) => idOfTask('answer-dispute', donation, at + 1)),
];

const dayAhead = (now: Instant, { deadlines, office }: CharitySettings): Instant =>
  officeDeadline(now, deadlines.completeCallTask, office);

/** The tasks that a step of a refund opens and closes: one to send it by hand, one when it did not arrive. */
function refundTasks(
  { donation, tasks }: GiftBooks,
  { id, state, way }: Refund,
  now: Instant,
  settings: CharitySettings,
): readonly Change[] {
  const { value } = donation;
  const [about, occasion] = [`donation/${value.id}`, occasionOf(value, id)];
  const known = (kind: GiftTaskKind) => tasks.find((task) => task.id === idOfTask(kind, value, occasion));
  const open = (kind: GiftTaskKind) =>
    known(kind) === undefined ? [openTask(kind, 'finance-maker', about, now, dayAhead(now, settings), occasion)] : [];
  const toSend = known('send-bank-refund');
  const isOver = state === 'succeeded' || state === 'failed';
  return [
    ...(state === 'decided' && way === 'bank' ? open('send-bank-refund') : []),
    ...(isOver && toSend?.value.state === 'open'
      ? [closeTask(toSend, system, now, state === 'succeeded' ? 'sent' : 'not sent')]
      : []),
    ...(state === 'failed' ? open('refund-failed') : []),
  ];
}

/** The task to answer a dispute: open while an answer may help, due when the bank stops listening. */
function disputeTasks(
  { donation, tasks }: GiftBooks,
  { id, state, notice, evidenceDueAt }: Dispute,
  now: Instant,
  settings: CharitySettings,
): readonly Change[] {
  const { value } = donation;
  const occasion = disputeOccasion(value, id);
  const known = tasks.find((task) => task.id === idOfTask('answer-dispute', value, occasion));
  const hasEnded = state === 'won' || state === 'lost';
  const dueAt = evidenceDueAt ?? known?.value.dueAt ?? dayAhead(now, settings);
  if (known === undefined) {
    if (hasEnded || notice) return [];
    return [openTask('answer-dispute', 'finance-maker', `donation/${value.id}`, now, dueAt, occasion)];
  }
  if (known.value.state !== 'open') return [];
  if (hasEnded || notice) return [closeTask(known, system, now, hasEnded ? state : 'the bank only asks')];
  return known.value.dueAt === dueAt ? [] : [change(known, { ...known.value, dueAt })];
}

/** The decision, with the tasks that its refunds and disputes open and close. */
export function withGiftTasks(books: GiftBooks, decision: Decision, now: Instant, settings: CharitySettings): Decision {
  const made = decision.changes.flatMap((one): readonly Change[] => {
    if (one.after === undefined) return [];
    if (one.kind === 'refund') return refundTasks(books, one.after, now, settings);
    return one.kind === 'dispute' ? disputeTasks(books, one.after, now, settings) : [];
  });
  return made.length === 0 ? decision : { ...decision, changes: [...decision.changes, ...made] };
}
