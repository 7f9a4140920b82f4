import type { DonationId, GiftWay, Instant, LocalDate, Pence, PersonId } from '../../events/values.ts';
import { type Actor, hasRole, system } from './actor.ts';
import {
  type Change,
  change,
  create,
  type Decision,
  type NewFact,
  nothingElse,
  rely,
  type Versioned,
} from './decision.ts';
import { type Donation, donationStates, type PaymentReport, receiptNumberOf } from './donation.ts';
import { type Fund, type Lot, lotIdOf } from './fund.ts';
import { credit, debit, entry, type JournalEntry } from './journal.ts';
import { later, localDay } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { requestEmail } from './send-mail.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';

export interface Pledge {
  readonly id: DonationId;
  readonly amount: Pence;
  readonly donorId: PersonId;
  readonly giftAid: { readonly declared: boolean; readonly noBenefit: boolean };
}

/**
 * A donor begins to give online: no money yet.
 * @returns refusals: `invalid` outside the least and greatest online gift; `closed` for a closed fund. A Gift Aid
 * declaration without "no benefit" is kept as not declared, and no reason is stored.
 */
export function pledge(
  fund: Versioned<'fund'>,
  gift: Pledge,
  link: Versioned<'giving-link'> | undefined,
  now: Instant,
  settings: CharitySettings,
): Outcome<{ readonly decision: Decision; readonly donation: Donation }> {
  const { leastGift, greatestOnlineGift } = settings.giving;
  if (fund.value.state !== 'open') return refuse('closed', 'the fund is closed');
  if (gift.amount < leastGift || gift.amount > greatestOnlineGift)
    return refuse('invalid', 'the sum is outside the limits');
  if (link !== undefined && now > link.value.expiresAt) return refuse('expired', 'the link has run out');
  const declared = gift.giftAid.declared && gift.giftAid.noBenefit;
  const donation: Donation = {
    id: gift.id,
    poolId: fund.value.poolId,
    fundId: fund.value.id,
    way: 'checkout',
    amount: gift.amount,
    state: 'pledged',
    donorId: gift.donorId,
    giftAid: declared
      ? { state: 'declared', noBenefit: true, declaredAt: now }
      : { state: 'not-declared', noBenefit: gift.giftAid.noBenefit },
    pledgedAt: now,
  };
  const decision: Decision = {
    about: `donation/${gift.id}`,
    did: 'pledge-donation',
    why: 'the donor chose to give',
    by: { id: gift.donorId, roles: ['donor'] },
    at: now,
    entries: [],
    relies: [rely(fund), ...(link === undefined ? [] : [rely(link)])],
    changes: [create('donation', gift.id, donation)],
    facts: [
      {
        type: 'uk.sponsored-places.donation.pledged.v1',
        subject: `donation/${gift.id}`,
        data: { donationId: gift.id },
      },
    ],
  };
  return accept({ decision, donation });
}

/** The checkout link is made: the donation is pending until the provider says what became of it. */
export function awaitPayment(
  donation: Versioned<'donation'>,
  checkout: NonNullable<Donation['checkout']>,
  now: Instant,
): Outcome<Decision> {
  const next = step(donationStates, donation.value.state, 'pending', system);
  if (!next.ok) return next;
  return accept({
    about: `donation/${donation.value.id}`,
    did: 'open-checkout',
    why: 'the checkout link is made',
    by: system,
    at: now,
    ...nothingElse,
    changes: [change(donation, { ...donation.value, state: next.value, checkout })],
  });
}

/** How long a checkout link stays open: the provider allows at most a day. */
export const checkoutHours = 23;

/**
 * A pledge whose checkout link was never made has expired. What became of one that came to its link the provider says: a
 * slow payment may take longer than the link is open.
 */
export function expirePledge(donation: Versioned<'donation'>, now: Instant): Outcome<Decision> {
  const { pledgedAt, state } = donation.value;
  if (state !== 'pledged') return refusePassed('wrong-state', 'the gift came to its checkout link, or is over');
  if (later(pledgedAt, { hours: checkoutHours }) > now) {
    return refuse('wrong-state', 'its checkout link can still be made');
  }
  const next = step(donationStates, state, 'expired', system);
  if (!next.ok) return next;
  return accept(endDonation(donation, 'expired', 'no checkout link was made', now));
}

function endDonation(
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
      create('lot', lotId, newLot(donation.value, fund.value, payment.amount, now, reviewUntil)),
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

const newLot = (
  donation: Donation,
  fund: Fund,
  amount: Pence,
  now: Instant,
  reviewUntil: Instant | undefined,
): Lot => ({
  id: lotIdOf(donation.id),
  fundId: donation.fundId,
  poolId: donation.poolId,
  donationId: donation.id,
  amount,
  free: amount,
  shortfall: 0 as Pence,
  refunded: 0 as Pence,
  transferred: 0 as Pence,
  givenToDeficit: 0 as Pence,
  origin: 'gift',
  ...(fund.spendBy === undefined ? {} : { spendBy: fund.spendBy }),
  receivedAt: now,
  ...(reviewUntil === undefined ? {} : { reviewUntil }),
});

const collectedFact = ({ id, poolId, fundId, way }: Donation, amount: Pence): NewFact => ({
  type: 'uk.sponsored-places.donation.collected.v1',
  subject: `donation/${id}`,
  data: { donationId: id, poolId, fundId, amount, way },
});

export interface RecordedGift {
  readonly id: DonationId;
  readonly amount: Pence;
  readonly way: Exclude<GiftWay, 'checkout'>;
  readonly receivedOn: LocalDate;
  readonly donorId: PersonId | undefined;
}

/** Finance records a gift that came another way: it is in the bank already. */
export function recordGift(
  fund: Versioned<'fund'>,
  gift: RecordedGift,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  if (fund.value.state !== 'open') return refuse('closed', 'the fund is closed');
  if (gift.amount < settings.giving.leastGift) return refuse('invalid', 'the sum is below the least gift');
  if (gift.receivedOn > localDay(now, settings.office)) return refuse('invalid', 'a gift is recorded after it came');
  const next = step(donationStates, 'pledged', 'collected', by);
  if (!next.ok) return next;
  const { id } = gift;
  const lotId = lotIdOf(id);
  const donation: Donation = {
    id,
    poolId: fund.value.poolId,
    fundId: fund.value.id,
    way: gift.way,
    amount: gift.amount,
    state: next.value,
    ...(gift.donorId === undefined ? {} : { donorId: gift.donorId }),
    giftAid: { state: 'not-declared', noBenefit: false },
    pledgedAt: now,
    collected: { at: now, fee: 0 as Pence, lotId, receiptNumber: receiptNumberOf(id) },
    receivedOn: gift.receivedOn,
  };
  const told =
    gift.donorId === undefined ? undefined : requestEmail('donor-thank-you', gift.donorId, `donation/${id}`, now);
  const booked: JournalEntry = {
    ...entry(`donation:${id}`, now, [
      debit('bank', gift.amount),
      credit(`fund:${fund.value.id}:free`, gift.amount, { lotId }),
    ]),
    effectiveOn: gift.receivedOn,
  };
  return accept({
    about: `donation/${id}`,
    did: 'record-gift',
    why: `came by ${gift.way}`,
    by,
    at: now,
    relies: [rely(fund)],
    changes: [
      create('donation', id, donation),
      create('lot', lotId, newLot(donation, fund.value, gift.amount, now, undefined)),
      ...(told === undefined ? [] : [told.change]),
    ],
    entries: [booked],
    facts: [collectedFact(donation, gift.amount), ...(told === undefined ? [] : [told.fact])],
  });
}

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

/** A coordinator makes a link for one sum and fund, to send to a donor. */
export function makeGivingLink(
  fund: Versioned<'fund'>,
  amount: Pence,
  tokenHash: string,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  if (!hasRole(by, ['coordinator', 'coordinator-deputy', 'finance-maker', 'finance-checker'])) {
    return refuse('not-allowed', 'a giving link is made by a coordinator or finance');
  }
  const { leastGift, greatestOnlineGift, linkDays } = settings.giving;
  if (fund.value.state !== 'open') return refuse('closed', 'the fund is closed');
  if (amount < leastGift || amount > greatestOnlineGift) return refuse('invalid', 'the sum is outside the limits');
  const { poolId, id: fundId } = fund.value;
  return accept({
    about: `fund/${fundId}`,
    did: 'make-giving-link',
    why: 'to send to a donor',
    by,
    at: now,
    ...nothingElse,
    relies: [rely(fund)],
    changes: [
      create('giving-link', tokenHash, {
        tokenHash,
        poolId,
        fundId,
        amount,
        madeBy: by.id,
        madeAt: now,
        expiresAt: later(now, { days: linkDays }),
      }),
    ],
  });
}
