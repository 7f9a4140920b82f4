import type { DonationId, GiftWay, Instant, LocalDate, Pence, PersonId } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import { create, type Decision, type Versioned } from './decision.ts';
import { type Donation, donationStates, receiptNumberOf } from './donation.ts';
import { isPastItsDay, lotIdOf } from './fund.ts';
import { credit, debit, entry, type JournalEntry } from './journal.ts';
import { bindFund } from './manage-fund.ts';
import { collectedFact, newLot } from './new-lot.ts';
import { later, localDay } from './office-days.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import { requestEmail } from './send-mail.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';

export interface RecordedGift {
  readonly id: DonationId;
  readonly amount: Pence;
  readonly way: Exclude<GiftWay, 'checkout'>;
  readonly receivedOn: LocalDate;
  /** What a giving platform kept of it, in pence: the gift is what its giver gave. */
  readonly fee?: Pence | undefined;
  readonly donorId: PersonId | undefined;
  /** Whoever gave it limited what it may be used for, as most grants are. */
  readonly isLimited?: boolean;
}

/** What came longer ago belongs to accounts that are made up; a year that was mistyped is found by it, too. */
const mostDaysBack = 366;

/**
 * Whether a gift can be recorded so.
 * @returns refusals: `closed`; `invalid` below the least gift, before it came, and more than a year after
 */
export function checkGift(
  fund: Versioned<'fund'>,
  { amount, receivedOn }: Pick<RecordedGift, 'amount' | 'receivedOn'>,
  now: Instant,
  settings: CharitySettings,
): Outcome<undefined> {
  if (fund.value.state !== 'open') return refuse('closed', 'the fund is closed');
  if (amount < settings.giving.leastGift) return refuse('invalid', 'the sum is below the least gift');
  if (receivedOn > localDay(now, settings.office)) return refuse('invalid', 'a gift is recorded after it came');
  if (receivedOn < localDay(later(now, { days: -mostDaysBack }), settings.office)) {
    return refuse('invalid', 'a gift is recorded within a year of the day it came; is the year right?');
  }
  return accept(undefined);
}

/**
 * Whether a fund took gifts on the day one came. What came in time and is recorded late goes the way its giver was told of:
 * two people decide about it with whatever else is past that day.
 * @returns a refusal `invalid`, in words for a page
 */
export const checkDayOfGift = (
  { value }: Versioned<'fund'>,
  { receivedOn }: Pick<RecordedGift, 'receivedOn'>,
): Outcome<undefined> =>
  isPastItsDay(value, receivedOn)
    ? refuse(
        'invalid',
        'the money of this fund was to be used by a day that was over when this came, so it could help nobody there: ask its giver whether it may go to another fund, or give it back',
      )
    : accept(undefined);

/**
 * Finance records a gift that came another way: it is in the bank already.
 * What a giving platform kept of it is borne by core or by the gift's lot, as the provider's fee is.
 * @returns refusals: `closed`; `not-allowed`; `invalid` for a fee of no platform or one that leaves nothing, below the least gift, before it came, more than a year after, after the fund’s spend-by
 * day, and for a gift that its giver limited but whose fund is not restricted
 */
export function recordGift(
  fund: Versioned<'fund'>,
  gift: RecordedGift,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const sound = checkGift(fund, gift, now, settings);
  if (!sound.ok) return sound;
  const inTime = checkDayOfGift(fund, gift);
  if (!inTime.ok) return inTime;
  if (gift.isLimited === true && fund.value.kind !== 'restricted') {
    return refuse('invalid', 'whoever gave this limited what it is for: it goes to a restricted fund');
  }
  const { fee = 0 as Pence } = gift;
  if (fee > 0 && gift.way !== 'platform') return refuse('invalid', 'only a giving platform keeps a fee');
  if (fee >= gift.amount) return refuse('invalid', 'the fee is smaller than the gift');
  const next = step(donationStates, 'pledged', 'collected', by);
  if (!next.ok) return next;
  const { id } = gift;
  const isNet = settings.giving.crediting === 'net';
  const amount = (isNet ? gift.amount - fee : gift.amount) as Pence;
  const bound = bindFund(fund, now);
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
    collected: { at: now, fee, lotId, receiptNumber: receiptNumberOf(id) },
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
  const bearer = isNet ? debit(`fund:${fund.value.id}:free`, fee, { lotId }) : debit('fees', fee);
  const kept =
    fee === 0 ? [] : [{ ...entry(`fee:${id}`, now, [bearer, credit('bank', fee)]), effectiveOn: gift.receivedOn }];
  return accept({
    about: `donation/${id}`,
    did: 'record-gift',
    why: `came by ${gift.way}`,
    by,
    at: now,
    relies: bound.relies,
    changes: [
      ...bound.changes,
      create('donation', id, donation),
      create('lot', lotId, newLot(donation, fund.value, { id: lotId, origin: 'gift', amount, at: now })),
      ...(told === undefined ? [] : [told.change]),
    ],
    entries: [booked, ...kept],
    facts: [collectedFact(donation, gift.amount), ...(told === undefined ? [] : [told.fact])],
  });
}
