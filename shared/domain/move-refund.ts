import type { Instant, LocalDate, Pence, RefundId } from '../../events/values.ts';
import { type Actor, system } from './actor.ts';
import { change, create, type Decision, type NewFact, type Versioned } from './decision.ts';
import { type GiftBooks, giftAfter, lotOf, valuesOf, withOne } from './gift-books.ts';
import { type GiftTake, returnToGift, takeFromGift } from './gift-money.ts';
import { credit, debit, entry, type JournalEntry } from './journal.ts';
import { accept, type Outcome } from './outcome.ts';
import { type Refund, refundStates, whereaboutsOf } from './refund.ts';
import { step } from './state-table.ts';

/** A step of a refund in the words of the audit trail. */
export interface RefundStep {
  readonly did: string;
  readonly why: string;
  readonly by: Actor;
  readonly at: Instant;
  /** The day on which the bank moved it, when it is not today. */
  readonly effectiveOn?: LocalDate | undefined;
}

const refundFact = ({ id: refundId, donationId, poolId, state }: Refund): readonly NewFact[] => {
  const subject = `donation/${donationId}`;
  const data = { refundId, donationId, poolId };
  switch (state) {
    case 'requested':
      return [{ type: 'uk.sponsored-places.refund.requested.v1', subject, data }];
    case 'declined':
      return [{ type: 'uk.sponsored-places.refund.declined.v1', subject, data }];
    case 'decided':
      return [{ type: 'uk.sponsored-places.refund.decided.v1', subject, data }];
    case 'succeeded':
      return [{ type: 'uk.sponsored-places.refund.succeeded.v1', subject, data }];
    case 'failed':
      return [{ type: 'uk.sponsored-places.refund.failed.v1', subject, data }];
    case 'pending':
      return [];
  }
};

/**
 * Brings a refund to its next state, with the money that follows: set aside when it is decided (what is free of the gift
 * pays, wherever it was moved to, the rest is shortfall and deficit), gone when it succeeded, and back in its lots when
 * it failed. Whether the
 * step is allowed is for the caller to know.
 */
export function moveRefund(
  books: GiftBooks,
  before: Versioned<'refund'> | undefined,
  wanted: Refund,
  { did, why, by, at, effectiveOn }: RefundStep,
): Decision {
  const { donation } = books;
  const { money, takes, entries } = moneyOf(books, before?.value, wanted, at, effectiveOn);
  const after: Refund = { ...wanted, ...takes };
  const refunds = withOne(valuesOf(books.refunds), after);
  return {
    about: `donation/${donation.value.id}`,
    did,
    why,
    by,
    at,
    relies: [],
    changes: [
      before === undefined ? create('refund', after.id, after) : change(before, after),
      change(donation, giftAfter(donation.value, refunds, valuesOf(books.disputes))),
      ...(money?.changes ?? []),
    ],
    entries,
    facts: [...refundFact(after), ...(money?.facts ?? [])],
  };
}

/** What a step of a refund does to its gift's lots, and books. */
function moneyOf(
  books: GiftBooks,
  before: Refund | undefined,
  { id, amount, way, state, takes }: Refund,
  at: Instant,
  effectiveOn: LocalDate | undefined,
) {
  const [from, to] = [whereaboutsOf(before?.state ?? 'requested'), whereaboutsOf(state)];
  const purse = way === 'bank' ? 'bank' : 'clearing';
  const onItsDay = effectiveOn === undefined ? {} : { effectiveOn };
  if (from !== 'in-lot' && to === 'in-lot') {
    const own = lotOf(books).value;
    const back = returnToGift(books, takes ?? [{ lotId: own.id, fundId: own.fundId, amount }]);
    const postings = [debit(from === 'gone' ? purse : 'refunds', amount), ...back.postings];
    return { money: back, takes: {}, entries: [{ ...entry(`refund:${id}:failed`, at, postings), ...onItsDay }] };
  }
  const taken = from === 'in-lot' && to !== 'in-lot' ? takeFromGift(books, amount) : undefined;
  const entries: JournalEntry[] = [];
  if (taken !== undefined) {
    entries.push(entry(`refund:${id}:decided`, at, [...taken.postings, credit('refunds', amount)]));
  }
  if (from !== 'gone' && to === 'gone') {
    const postings = [debit('refunds', amount), credit(purse, amount)];
    entries.push({ ...entry(`refund:${id}:succeeded`, at, postings), ...onItsDay });
  }
  return { money: taken, takes: taken === undefined ? {} : takesOf(books, taken.takes), entries };
}

/** What a refund remembers of where its money came from, unless that is its gift's own lot. */
const takesOf = (books: GiftBooks, takes: readonly GiftTake[]): Pick<Refund, 'takes'> =>
  takes.every(({ lotId }) => lotId === books.lot?.id) ? {} : { takes: [...takes] };

/** What the provider says about one refund; `id` is ours when it was asked for here. */
export interface ReportedRefund {
  readonly id: RefundId;
  readonly providerId: string;
  readonly amount: Pence;
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly at: Instant;
}

/**
 * Books the difference between a refund as we know it and as the provider says it is. One that was made at the provider
 * is a record from the moment we learn of it, whatever became of it.
 * @returns undefined when all is booked; `wrong-state` when the provider moves money for a refund that is over for us:
 * somebody must look.
 */
export function bookReportedRefund(
  books: GiftBooks,
  { id, providerId, amount, status, at }: ReportedRefund,
  now: Instant,
): Outcome<Decision | undefined> {
  const before = books.refunds.find((refund) => refund.id === id);
  const { id: donationId, poolId, fundId } = books.donation.value;
  const ended = status === 'pending' ? {} : { endedAt: now };
  const said = { did: 'book-refund', why: `the provider says ${status}`, by: system, at: now };
  if (before === undefined) {
    const refund: Refund = { id, donationId, poolId, fundId, amount, state: status, way: 'provider', at, ...ended };
    return accept(moveRefund(books, undefined, refund, said));
  }
  if (before.value.state === status) return accept(undefined);
  const next = step(refundStates, before.value.state, status, system);
  if (!next.ok) return next;
  return accept(moveRefund(books, before, { ...before.value, state: next.value, providerId, ...ended }, said));
}
