import type { Instant, LocalDate, Pence, RefundId } from '../../events/values.ts';
import { type Actor, hasRole, system } from './actor.ts';
import { closeTask, openTask } from './change-task.ts';
import type { Change, Decision, Versioned } from './decision.ts';
import { type GiftBooks, leftOfGift, valuesOf } from './gift-books.ts';
import { occasionOf, withGiftTasks } from './gift-tasks.ts';
import { moveRefund } from './move-refund.ts';
import { localDay, officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { type Refund, type RefundReason, refundStates } from './refund.ts';
import { requestEmail } from './send-mail.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';

/** Who may ask for a gift to be given back. */
export const refundAskers = ['coordinator', 'coordinator-deputy', 'finance-maker', 'finance-checker'] as const;

export interface AskedRefund {
  readonly id: RefundId;
  readonly amount: Pence;
  readonly reason: RefundReason;
}

/** What of a gift may still be asked back, in pence: less what others wait for, or have asked for already. */
export function mayBeAskedBack({ donation, refunds, disputes }: GiftBooks): Pence {
  const waiting = refunds.reduce((sum, { value }) => sum + (value.state === 'requested' ? value.amount : 0), 0);
  const left = leftOfGift(donation.value, valuesOf(refunds), valuesOf(disputes));
  return Math.max(0, left - waiting) as Pence;
}

/** A bank that questions a payment settles it itself: giving it back as well would give it back twice. */
export const isQuestioned = ({ disputes }: GiftBooks): boolean =>
  disputes.some(({ value }) => !value.notice && (value.state === 'open' || value.state === 'withdrawn'));

/**
 * Somebody asks for a gift, or part of it, to be given back. Nothing moves until a second person has decided.
 * @returns refusals: `not-allowed`; `wrong-state` for a gift that never came, or that its bank questions; `invalid` for
 * a sum of nothing, or more than is left of the gift
 */
export function askRefund(
  books: GiftBooks,
  { id, amount, reason }: AskedRefund,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { donation } = books;
  if (!hasRole(by, refundAskers)) return refuse('not-allowed', 'a coordinator or finance asks for a refund');
  if (donation.value.state !== 'collected') return refuse('wrong-state', 'the gift did not come');
  if (isQuestioned(books)) return refuse('wrong-state', 'the bank questions this payment, and settles it itself');
  if (amount === 0 || amount > mayBeAskedBack(books)) return refuse('invalid', 'there is not so much left of the gift');
  const { poolId, fundId, id: donationId, collected } = donation.value;
  const refund: Refund = {
    id,
    donationId,
    poolId,
    fundId,
    amount,
    state: 'requested',
    way: collected?.paymentId === undefined ? 'bank' : 'provider',
    asked: { by: by.id, reason },
    at: now,
  };
  const asking = moveRefund(books, undefined, refund, { did: 'ask-refund', why: reason, by, at: now });
  const about = `donation/${donationId}`;
  const dueAt = officeDeadline(now, settings.deadlines.completeCallTask, settings.office);
  const task = openTask('decide-refund', 'finance-checker', about, now, dueAt, occasionOf(donation.value, id));
  return accept({ ...asking, changes: [...asking.changes, task] });
}

/**
 * A second person decides. Agreed, the money is set aside at once and goes back the way it came, and the donor is told.
 * @returns refusals: `same-person` for whoever asked; `not-allowed`; `wrong-state` when its bank questions the payment by
 * now; *passed* when it was decided before
 */
export function decideRefund(
  books: GiftBooks,
  refund: Versioned<'refund'>,
  task: Versioned<'task'> | undefined,
  agrees: boolean,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  if (refund.value.state !== 'requested') return refusePassed('wrong-state', 'this was decided already');
  const next = step(refundStates, refund.value.state, agrees ? 'decided' : 'declined', by);
  if (!next.ok) return next;
  if (refund.value.asked?.by === by.id) return refuse('same-person', 'whoever asked does not decide');
  if (agrees && isQuestioned(books)) return refuse('wrong-state', 'the bank questions this payment by now');
  if (
    agrees &&
    refund.value.amount > leftOfGift(books.donation.value, valuesOf(books.refunds), valuesOf(books.disputes))
  )
    return refuse('invalid', 'by now there is not so much left of the gift');
  const after = { ...refund.value, state: next.value, decided: { by: by.id, at: now } };
  const why = agrees ? 'a second person agreed' : 'a second person said no';
  const moved = moveRefund(books, refund, after, { did: 'decide-refund', why, by, at: now });
  const decision = withGiftTasks(books, moved, now, settings);
  const done: readonly Change[] =
    task?.value.state === 'open' ? [closeTask(task, by, now, agrees ? 'agreed' : 'declined')] : [];
  const { id, donorId } = books.donation.value;
  const told =
    agrees && donorId !== undefined
      ? [requestEmail('donor-refund', donorId, `donation/${id}`, now, refund.value.id)]
      : [];
  return accept({
    ...decision,
    changes: [...decision.changes, ...done, ...told.map((email) => email.change)],
    facts: [...decision.facts, ...told.map((email) => email.fact)],
  });
}

/** The provider will not make a refund that was decided: its money returns to its lot. */
export function failRefund(
  books: GiftBooks,
  refund: Versioned<'refund'>,
  because: string,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  // Sent twice at once, it may be refused the second time because the first has made it: what it said then stands.
  if (refund.value.state !== 'decided') return refusePassed('wrong-state', 'the provider has told what became of it');
  const next = step(refundStates, refund.value.state, 'failed', system);
  if (!next.ok) return next;
  const after = { ...refund.value, state: next.value, endedAt: now };
  const why = `the provider refused: ${because}`;
  const failed = moveRefund(books, refund, after, { did: 'fail-refund', why, by: system, at: now });
  return accept(withGiftTasks(books, failed, now, settings));
}

/**
 * Finance records what became of a refund that goes back from our bank: it was sent on a day, or it was not, or came back.
 * @returns refusals: `invalid` for a day to come, one before it was decided or sent, or a refund that goes through the provider; those of the table
 */
export function recordBankRefund(
  books: GiftBooks,
  refund: Versioned<'refund'>,
  became: { readonly state: 'succeeded' | 'failed'; readonly on: LocalDate },
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  if (refund.value.way !== 'bank') return refuse('invalid', 'the provider says what becomes of this one');
  if (became.on > localDay(now, settings.office)) return refuse('invalid', 'that day is still to come');
  const next = step(refundStates, refund.value.state, became.state, by);
  if (!next.ok) return next;
  const { sentOn, decided } = refund.value;
  const earliest = sentOn ?? (decided === undefined ? undefined : localDay(decided.at, settings.office));
  if (earliest !== undefined && became.on < earliest) {
    return refuse('invalid', 'that day is before the refund was decided or sent');
  }
  const sent = became.state === 'succeeded';
  const after: Refund = {
    ...refund.value,
    state: next.value,
    endedAt: now,
    ...(sent ? { sentOn: became.on } : {}),
  };
  const recorded = moveRefund(books, refund, after, {
    did: 'record-bank-refund',
    why: sent ? 'sent from the bank' : 'not sent, or came back to the bank',
    by,
    at: now,
    effectiveOn: became.on,
  });
  return accept(withGiftTasks(books, recorded, now, settings));
}
