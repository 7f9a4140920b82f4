import type { FundId, Instant, LocalDate, Pence, PersonId } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import { closeTask, openTask } from './change-task.ts';
import { change, type Decision, type Versioned } from './decision.ts';
import type { AskedCorrection, Donation } from './donation.ts';
import type { Lot } from './fund.ts';
import type { GiftBooks } from './gift-books.ts';
import { credit, debit, entry, type JournalEntry } from './journal.ts';
import { bindFund } from './manage-fund.ts';
import { officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { checkDayOfGift, checkGift } from './record-gift.ts';
import type { CharitySettings } from './settings.ts';
import { type TaskKind, taskIdOf } from './task.ts';

/*
 * A gift that finance recorded can have been recorded wrongly: another sum, another fund, another day, another giver. It is
 * put right by two people; what it had booked is reversed, and booked again as it should have been. Nothing is overwritten
 * in the books, and the gift keeps what was said of it before.
 */

const askers = ['finance-maker', 'finance-checker'] as const;
const deciders = ['finance-checker'] as const;
const kind: TaskKind = 'decide-correction';

/** The how-manieth correction it is that waits, or that comes next: those that were decided on are kept. */
const occasionOf = ({ corrected }: Donation): number => (corrected ?? []).length + 1;

/** The task to decide on the correction that waits, or on the next one. */
export const correctionTaskId = (donation: Donation) => taskIdOf(kind, `donation/${donation.id}`, occasionOf(donation));

/** What a recorded gift should have been. */
export interface WantedGift {
  readonly amount: Pence;
  readonly fundId: FundId;
  readonly receivedOn: LocalDate;
  /** Absent when nobody knows who gave it. */
  readonly donorId?: PersonId | undefined;
}

const asItIs = ({ amount, fundId, receivedOn, donorId }: Donation): Partial<WantedGift> => ({
  amount,
  fundId,
  ...(receivedOn === undefined ? {} : { receivedOn }),
  ...(donorId === undefined ? {} : { donorId }),
});

const isSame = (donation: Donation, wanted: WantedGift): boolean =>
  donation.amount === wanted.amount &&
  donation.fundId === wanted.fundId &&
  donation.receivedOn === wanted.receivedOn &&
  donation.donorId === wanted.donorId;

/** The gift's lot, if the gift is one that can be put right here. @returns refusals: `wrong-state` */
export function mayBeCorrected({ donation, lot, refunds }: GiftBooks): Outcome<Versioned<'lot'>> {
  const { way, giftAid } = donation.value;
  if (way === 'checkout') return refuse('wrong-state', 'the payment provider says what came of this gift');
  if (lot === undefined) return refuse('wrong-state', 'the gift did not come');
  if (refunds.some(({ value }) => value.state !== 'declined' && value.state !== 'failed')) {
    return refuse('wrong-state', 'part of this gift goes back, or went back, as it is recorded');
  }
  if (giftAid.state !== 'not-declared') return refuse('wrong-state', 'its Gift Aid goes by what is recorded');
  return accept(lot);
}

/** Whether its money still lies where it can be put right. */
function checkMoney(
  donation: Versioned<'donation'>,
  lot: Versioned<'lot'>,
  wanted: WantedGift,
): Outcome<Versioned<'lot'>> {
  const { free, amount } = lot.value;
  if (wanted.fundId !== donation.value.fundId && free < amount) {
    return refuse(
      'invalid',
      'some of this gift is promised to places, spent or moved already, so it cannot go to another fund',
    );
  }
  if (wanted.amount <= (donation.value.collected?.fee ?? 0)) {
    return refuse('invalid', 'what the platform kept of it is more than that');
  }
  const less = donation.value.amount - wanted.amount;
  if (less > free) {
    return refuse('invalid', 'more of this gift is promised to places, spent or moved already than would be left');
  }
  return accept(lot);
}

/** The gift's lot, if the gift can be put right so, as it is now. */
function checkWanted(
  books: GiftBooks,
  fund: Versioned<'fund'>,
  wanted: WantedGift,
  now: Instant,
  settings: CharitySettings,
): Outcome<Versioned<'lot'>> {
  const may = mayBeCorrected(books);
  if (!may.ok) return may;
  const sound = checkGift(fund, wanted, now, settings);
  if (!sound.ok) return sound;
  const { fundId, receivedOn } = books.donation.value;
  const stays = fundId === wanted.fundId && receivedOn === wanted.receivedOn;
  const inTime = stays ? accept(undefined) : checkDayOfGift(fund, wanted);
  return inTime.ok ? checkMoney(books.donation, may.value, wanted) : inTime;
}

/**
 * Somebody of finance asks for a recorded gift to be put right. Nothing moves until a second person has decided.
 * @param fund the one that the gift should be in
 * @returns refusals: `not-allowed`; `wrong-state` for a gift that came online, went back, or whose correction waits
 * already; `invalid`, in words for a page, when nothing would change, as for recording, and when its money is promised or
 * spent; `closed`
 */
export function askGiftCorrection(
  books: GiftBooks,
  fund: Versioned<'fund'>,
  asked: WantedGift & { readonly reason: string },
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { donation } = books;
  if (!hasRole(by, askers)) return refuse('not-allowed', 'finance asks for a gift to be put right');
  const { reason, donorId, ...rest } = asked;
  const wanted: WantedGift = { ...rest, ...(donorId === undefined ? {} : { donorId }) };
  if (donation.value.correction !== undefined) return refuse('wrong-state', 'another correction of it waits already');
  if (isSame(donation.value, wanted)) return refuse('invalid', 'this is what is recorded already');
  const sound = checkWanted(books, fund, wanted, now, settings);
  if (!sound.ok) return sound;
  const { id } = donation.value;
  const occasion = occasionOf(donation.value);
  const correction: AskedCorrection = {
    occasion,
    wanted,
    reason,
    askedBy: by.id,
    askedAt: now,
  };
  const dueAt = officeDeadline(now, settings.deadlines.completeCallTask, settings.office);
  return accept({
    about: `donation/${id}`,
    did: 'ask-gift-correction',
    why: reason,
    by,
    at: now,
    relies: [],
    changes: [
      change(donation, { ...donation.value, correction }),
      openTask(kind, 'finance-checker', `donation/${id}`, now, dueAt, occasion),
    ],
    entries: [],
    facts: [],
  });
}

/** What a gift's lot brought into the bank, less what a platform kept of it where the lot bears that, or the same the other way round. */
function bookGift(
  donation: Donation,
  { amount, fundId, receivedOn }: Omit<WantedGift, 'donorId'>,
  step: 'reversed' | 'corrected',
  occasion: number,
  now: Instant,
  lotId: Lot['id'],
): JournalEntry {
  const fund = `fund:${fundId}:free` as const;
  const postings =
    step === 'reversed'
      ? [debit(fund, amount, { lotId }), credit('bank', amount)]
      : [debit('bank', amount), credit(fund, amount, { lotId })];
  return { ...entry(`donation:${donation.id}:${step}:${occasion}`, now, postings), effectiveOn: receivedOn };
}

/** What putting it right moves: nothing, when only its giver was another. */
function moveGift(
  before: Donation,
  lot: Versioned<'lot'>,
  fund: Versioned<'fund'>,
  { wanted, occasion }: AskedCorrection,
  now: Instant,
): Pick<Decision, 'changes' | 'entries' | 'relies'> {
  const { amount, fundId, receivedOn = wanted.receivedOn } = before;
  if (amount === wanted.amount && fundId === wanted.fundId && receivedOn === wanted.receivedOn) {
    return { changes: [], entries: [], relies: [] };
  }
  const more = wanted.amount - amount;
  const { spendBy: _, ...kept } = lot.value;
  const bound = fundId === wanted.fundId ? { relies: [], changes: [] } : bindFund(fund, now);
  const after: Lot = {
    ...kept,
    fundId: wanted.fundId,
    amount: (kept.amount + more) as Pence,
    free: (kept.free + more) as Pence,
    ...(fund.value.spendBy === undefined ? {} : { spendBy: fund.value.spendBy }),
  };
  return {
    changes: [...bound.changes, change(lot, after)],
    entries: [
      bookGift(before, { amount: kept.amount, fundId, receivedOn }, 'reversed', occasion, now, lot.value.id),
      bookGift(before, { ...wanted, amount: after.amount }, 'corrected', occasion, now, lot.value.id),
    ],
    relies: bound.relies,
  };
}

/** Whether somebody may decide on the correction that waits. */
function mayDecide({ correction }: Donation, by: Actor): Outcome<AskedCorrection> {
  if (correction === undefined) return refusePassed('wrong-state', 'this was decided already');
  if (!hasRole(by, deciders)) return refuse('not-allowed', 'a checker of finance decides');
  if (correction.askedBy === by.id) return refuse('same-person', 'whoever asked does not decide');
  return accept(correction);
}

/**
 * A second person decides. Agreed, what was booked is reversed and booked as it should have been, in one entry each; the
 * gift's lot follows it.
 * @param fund the one that the gift should be in
 * @returns refusals: `same-person`; `not-allowed`; those of asking, for it may have become impossible; *passed* when no
 * correction waits
 */
export function decideGiftCorrection(
  books: GiftBooks,
  fund: Versioned<'fund'>,
  task: Versioned<'task'> | undefined,
  agrees: boolean,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { donation } = books;
  const may = mayDecide(donation.value, by);
  if (!may.ok) return may;
  const { wanted, occasion, reason, askedBy } = may.value;
  const { correction: _, ...before } = donation.value;
  const done = task?.value.state === 'open' ? [closeTask(task, by, now, agrees ? 'agreed' : 'declined')] : [];
  const said = { about: `donation/${before.id}` as const, did: 'decide-gift-correction', by, at: now };
  const named = wanted.donorId === undefined ? {} : { wantedDonorId: wanted.donorId };
  const decided = { reason, askedBy, decidedBy: by.id, decidedAt: now, agreed: agrees };
  const kept = { occasion, ...asItIs(before), ...named, ...decided };
  const corrected = [...(before.corrected ?? []), kept];
  if (!agrees) {
    const changes = [change(donation, { ...before, corrected }), ...done];
    return accept({ ...said, why: 'a second person said no', relies: [], changes, entries: [], facts: [] });
  }
  const sound = checkWanted(books, fund, wanted, now, settings);
  if (!sound.ok) return sound;
  const moved = moveGift(before, sound.value, fund, may.value, now);
  const { donorId: __, ...rest } = before;
  return accept({
    ...said,
    why: reason,
    relies: moved.relies,
    changes: [change(donation, { ...rest, ...wanted, corrected }), ...moved.changes, ...done],
    entries: moved.entries,
    facts: [
      {
        type: 'uk.sponsored-places.donation.corrected.v1',
        subject: `donation/${before.id}`,
        data: { donationId: before.id, poolId: before.poolId, fundId: wanted.fundId, amount: wanted.amount },
      },
    ],
  });
}
