import type { Instant, Pence } from '../../events/values.ts';
import { system } from './actor.ts';
import { bookDispute, disputeAfter, type ReportedDispute } from './book-dispute.ts';
import { type Change, change, create, type Decision, nothingElse, type Versioned } from './decision.ts';
import { type Donation, donationStates, type PaymentReport, receiptNumberOf } from './donation.ts';
import { lotIdOf } from './fund.ts';
import { afterwards, changedFund, deficitFacts, type GiftBooks, lotOf } from './gift-books.ts';
import { withGiftTasks } from './gift-tasks.ts';
import { credit, debit, entry } from './journal.ts';
import { takeFree } from './lot-money.ts';
import { bookReportedRefund, type ReportedRefund } from './move-refund.ts';
import { collectedFact, newLot } from './new-lot.ts';
import { later } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { requestEmail } from './send-mail.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';

/** Stores what the provider told us, in one write with the fact that queues it. Told again, it has *passed*. */
export function storeReport(report: PaymentReport, known: Versioned<'payment-report'> | undefined): Outcome<Decision> {
  if (known !== undefined) return refusePassed('used-already', 'this report is stored already');
  const { id, donationId, type, receivedAt } = report;
  return accept({
    about: `donation/${donationId}`,
    did: 'store-payment-report',
    why: type,
    by: system,
    at: receivedAt,
    ...nothingElse,
    changes: [create('payment-report', id, report)],
    facts: [
      {
        type: 'uk.sponsored-places.payment.reported.v1',
        subject: `donation/${donationId}`,
        data: { donationId, reportId: id },
      },
    ],
  });
}

/** No money came of it. */
export function endDonation(
  donation: Versioned<'donation'>,
  state: 'failed' | 'expired',
  why: string,
  now: Instant,
): Decision {
  const { id } = donation.value;
  return {
    about: `donation/${id}`,
    did: 'close-donation',
    why,
    by: system,
    at: now,
    ...nothingElse,
    changes: [change(donation, { ...donation.value, state })],
    facts: [
      state === 'failed'
        ? { type: 'uk.sponsored-places.donation.failed.v1', subject: `donation/${id}`, data: { donationId: id } }
        : { type: 'uk.sponsored-places.donation.expired.v1', subject: `donation/${id}`, data: { donationId: id } },
    ],
  };
}

/** What the provider says about one payment, as far as the books care. Sums in pence. */
export interface PaymentTruth {
  readonly status: 'open' | 'pending' | 'paid' | 'failed' | 'expired';
  readonly amount: Pence;
  /** Absent while the provider does not know it yet. */
  readonly fee: Pence | undefined;
  readonly paymentId: string | undefined;
  /** A large first gift from a card never seen before waits: stolen cards are tried on charities. */
  readonly newCard: boolean;
  readonly checkoutId: string;
  readonly refunds: readonly ReportedRefund[];
  readonly disputes: readonly ReportedDispute[];
}

/** How many decisions one transaction takes; what the provider says beyond them is booked in the next. */
const decisionsATransaction = 8;

/**
 * Books the difference between what the provider says and what we have: level-triggered, so that doubled, late and
 * reordered reports have one effect. `open` and `pending` change nothing yet.
 * @returns as many decisions as one transaction takes, each on what the one before leaves; none when all is booked.
 * Refusals: `wrong-state`, when the provider says of a payment or a refund what cannot follow from what we know.
 */
export function settleGift(
  books: GiftBooks,
  payment: PaymentTruth,
  now: Instant,
  settings: CharitySettings,
): Outcome<readonly Decision[]> {
  const { donation } = books;
  if (payment.status === 'open' || payment.status === 'pending') return accept([]);
  const wanted = payment.status === 'paid' ? 'collected' : payment.status;
  if (donation.value.state === wanted)
    return wanted === 'collected' ? bookRest(books, [], payment, now, settings) : accept([]);
  const next = step(donationStates, donation.value.state, wanted, system);
  if (!next.ok) return next;
  if (wanted !== 'collected')
    return accept([endDonation(donation, wanted, `the provider says ${payment.status}`, now)]);
  const underReview = payment.newCard && payment.amount >= settings.giving.reviewFrom;
  const reviewUntil = underReview ? later(now, { days: settings.giving.reviewDays }) : undefined;
  const collecting = collect(books, payment, reviewUntil, now);
  return bookRest(afterwards(books, collecting), [collecting], payment, now, settings);
}

function bookRest(
  books: GiftBooks,
  before: readonly Decision[],
  payment: PaymentTruth,
  now: Instant,
  settings: CharitySettings,
): Outcome<readonly Decision[]> {
  const decisions = [...before];
  let current = books;
  for (const book of differences(payment, now, settings)) {
    if (decisions.length === decisionsATransaction) break;
    const decision = book(current);
    if (!decision.ok) return decision;
    if (decision.value === undefined) continue;
    const told = withGiftTasks(current, decision.value, now, settings);
    decisions.push(told);
    current = afterwards(current, told);
  }
  return accept(decisions);
}

type Book = (books: GiftBooks) => Outcome<Decision | undefined>;

/** What there is to compare of a payment that was collected: its fee, each refund and each dispute. */
function differences(payment: PaymentTruth, now: Instant, settings: CharitySettings): readonly Book[] {
  return [
    (books) => accept(bookFee(books, payment, now, settings)),
    ...payment.refunds.map(
      (refund): Book =>
        (books) =>
          bookReportedRefund(books, refund, now),
    ),
    // Each of its movements is booked by itself.
    ...payment.disputes.flatMap((reported) =>
      Array.from(
        { length: Math.max(1, reported.movements.length) },
        (): Book => (books) => {
          const before = books.disputes.find(({ id }) => id === reported.id);
          const after = disputeAfter(books.donation.value, before?.value, reported, now);
          return accept(after === undefined ? undefined : bookDispute(books, before, after, now));
        },
      ),
    ),
  ];
}

function collect(
  { donation, fund }: GiftBooks,
  payment: PaymentTruth,
  reviewUntil: Instant | undefined,
  now: Instant,
): Decision {
  const { id, fundId, donorId } = donation.value;
  const { amount, paymentId } = payment;
  const lotId = lotIdOf(id);
  const told = donorId === undefined ? undefined : requestEmail('donor-thank-you', donorId, `donation/${id}`, now);
  const after: Donation = {
    ...donation.value,
    amount,
    state: 'collected',
    collected: {
      at: now,
      lotId,
      receiptNumber: receiptNumberOf(id),
      ...(paymentId === undefined ? {} : { paymentId }),
    },
    ...(reviewUntil === undefined ? {} : { reviewUntil }),
  };
  return {
    about: `donation/${id}`,
    did: 'collect-donation',
    why: 'the provider says paid',
    by: system,
    at: now,
    relies: [],
    changes: [
      change(donation, after),
      create('lot', lotId, newLot(after, fund.value, { id: lotId, origin: 'gift', amount, at: now, reviewUntil })),
      ...(told === undefined ? [] : [told.change]),
    ],
    entries: [
      entry(`donation:${paymentId ?? id}`, now, [
        debit('clearing', amount),
        credit(`fund:${fundId}:free`, amount, { lotId }),
      ]),
    ],
    facts: [collectedFact(after, amount), ...(told === undefined ? [] : [told.fact])],
  };
}

/**
 * The provider's fee, once it is known: borne by core, so that a gift of one person's therapy buys one person's
 * therapy; or, when gifts are credited net, by the gift's own lot, which then was never larger.
 */
function bookFee(
  books: GiftBooks,
  payment: PaymentTruth,
  now: Instant,
  settings: CharitySettings,
): Decision | undefined {
  const { donation, fund } = books;
  const { collected, id } = donation.value;
  const { fee } = payment;
  if (collected === undefined || collected.fee !== undefined || fee === undefined) return undefined;
  const lot = lotOf(books);
  const isNet = settings.giving.crediting === 'net';
  const paid = takeFree(lot.value, fund.value, fee);
  const postings = isNet ? paid.postings : [debit('fees', fee)];
  return {
    about: `donation/${id}`,
    did: 'book-fee',
    why: isNet ? 'the gift bears what the provider kept' : 'core bears what the provider kept',
    by: system,
    at: now,
    relies: [],
    changes: [
      change(donation, { ...donation.value, collected: { ...collected, fee } }),
      ...(isNet && fee > 0
        ? [change(lot, { ...paid.lot, amount: (lot.value.amount - fee) as Pence }), ...changedFund(fund, paid.fund)]
        : []),
    ],
    entries: fee === 0 ? [] : [entry(`fee:${collected.paymentId ?? id}`, now, [...postings, credit('clearing', fee)])],
    facts: isNet ? deficitFacts(fund.value, paid.fund) : [],
  };
}

/** The review of a large first gift is over: its lot may be allocated. */
export function clearReview(lot: Versioned<'lot'>, donation: Versioned<'donation'>, now: Instant): Outcome<Decision> {
  const { reviewUntil, ...cleared } = lot.value;
  if (reviewUntil === undefined) return refusePassed('wrong-state', 'the gift is not under review');
  if (now < reviewUntil) return refuse('wrong-state', 'the review is not over');
  const { reviewUntil: _, ...donated } = donation.value;
  const { id, poolId } = donation.value;
  const changes: Change[] = [change(lot, cleared), change(donation, donated)];
  return accept({
    about: `donation/${id}`,
    did: 'clear-review',
    why: 'the days of review are over',
    by: system,
    at: now,
    ...nothingElse,
    changes,
    facts: [
      {
        type: 'uk.sponsored-places.donation.cleared.v1',
        subject: `donation/${id}`,
        data: { donationId: id, poolId },
      },
    ],
  });
}
