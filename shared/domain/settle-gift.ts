import type { Instant, Pence } from '../../events/values.ts';
import { system } from './actor.ts';
import { type Change, change, create, type Decision, nothingElse, type Versioned } from './decision.ts';
import { donationStates, type PaymentReport, receiptNumberOf } from './donation.ts';
import { lotIdOf } from './fund.ts';
import { credit, debit, entry } from './journal.ts';
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
  readonly fee: Pence;
  readonly paymentId: string | undefined;
  /** A large first gift from a card never seen before waits: stolen cards are tried on charities. */
  readonly newCard: boolean;
  readonly checkoutId: string;
}

/**
 * Books the difference between what the provider says and what we have: level-triggered, so that doubled, late and
 * reordered reports have one effect. `open` and `pending` change nothing yet.
 */
export function settleDonation(
  donation: Versioned<'donation'>,
  fund: Versioned<'fund'>,
  payment: PaymentTruth,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision | undefined> {
  if (payment.status === 'open' || payment.status === 'pending') return accept(undefined);
  const wanted = payment.status === 'paid' ? 'collected' : payment.status;
  if (donation.value.state === wanted) return accept(undefined);
  const next = step(donationStates, donation.value.state, wanted, system);
  if (!next.ok) return next;
  if (wanted !== 'collected') return accept(endDonation(donation, wanted, `the provider says ${payment.status}`, now));
  const underReview = payment.newCard && payment.amount >= settings.giving.reviewFrom;
  const reviewUntil = underReview ? later(now, { days: settings.giving.reviewDays }) : undefined;
  return accept(collect(donation, fund, payment, reviewUntil, now));
}

function collect(
  donation: Versioned<'donation'>,
  fund: Versioned<'fund'>,
  payment: PaymentTruth,
  reviewUntil: Instant | undefined,
  now: Instant,
): Decision {
  const { id, fundId, donorId } = donation.value;
  const lotId = lotIdOf(id);
  const told = donorId === undefined ? undefined : requestEmail('donor-thank-you', donorId, `donation/${id}`, now);
  const source = payment.paymentId ?? id;
  return {
    about: `donation/${id}`,
    did: 'collect-donation',
    why: 'the provider says paid',
    by: system,
    at: now,
    relies: [],
    changes: [
      change(donation, {
        ...donation.value,
        amount: payment.amount,
        state: 'collected',
        collected: {
          at: now,
          fee: payment.fee,
          lotId,
          receiptNumber: receiptNumberOf(id),
          ...(payment.paymentId === undefined ? {} : { paymentId: payment.paymentId }),
        },
        ...(reviewUntil === undefined ? {} : { reviewUntil }),
      }),
      create(
        'lot',
        lotId,
        newLot(donation.value, fund.value, { id: lotId, origin: 'gift', amount: payment.amount, at: now, reviewUntil }),
      ),
      ...(told === undefined ? [] : [told.change]),
    ],
    entries: [
      entry(`donation:${source}`, now, [
        debit('clearing', payment.amount),
        credit(`fund:${fundId}:free`, payment.amount, { lotId }),
      ]),
      ...(payment.fee > 0
        ? [entry(`fee:${source}`, now, [debit('fees', payment.fee), credit('clearing', payment.fee)])]
        : []),
    ],
    facts: [collectedFact(donation.value, payment.amount), ...(told === undefined ? [] : [told.fact])],
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
    why: 'the days of review are over and nothing was disputed',
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
