import { type Instant, type LocalDate, LotId, type Pence, type TransferId } from '../../events/values.ts';
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
import {
  drawableFrom,
  type Fund,
  fundKeepers,
  fundStates,
  isDrawable,
  isPastItsDay,
  type Lot,
  lotIdOf,
  pastTheirDay,
} from './fund.ts';
import { credit, debit, entry, type JournalEntry } from './journal.ts';
import { bindFund } from './manage-fund.ts';
import { pounds } from './money-words.ts';
import { localDay } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';
import { type Transfer, transferBasis, transferStates } from './transfer.ts';

/** How many lots one transaction moves: each is four of the hundred writes that it takes. */
export const lotsAPart = 20;

/** Which of the open lots of a fund a transfer takes, as part of their order: a closing takes all of them. */
export const lotsToMove = (
  purpose: Transfer['purpose'],
  today: LocalDate,
): { readonly from?: string; readonly through?: string } =>
  purpose === 'closing' ? {} : purpose === 'move' ? drawableFrom(today) : pastTheirDay(today);

/** What somebody asks for. */
export interface TransferWish {
  readonly id: TransferId;
  readonly purpose: Transfer['purpose'];
  /** Pence; undefined but of a `move`. */
  readonly amount: Pence | undefined;
  /** Chosen from a list: no personal data. */
  readonly reason: string;
}

const bound = 'donors gave this money for a purpose, and that binds us';

/** What must be so when a transfer is asked for, and still when it is decided. */
function checkFunds(
  from: Fund,
  to: Fund,
  purpose: Transfer['purpose'],
  { pool, office }: CharitySettings,
  now: Instant,
) {
  if (from.id === to.id || from.poolId !== to.poolId) return refuse('invalid', 'choose two funds of one pool');
  if (from.state !== 'open' || to.state !== 'open') return refuse('closed', 'one of the funds is closed');
  if (purpose === 'closing' && from.id === pool.generalFund.id) {
    return refuse('invalid', 'the general fund is for whoever is next, so it stays open');
  }
  if (from.deficit > 0) {
    return refuse('invalid', `the fund has a deficit of ${pounds(from.deficit)}, which comes first: please cover it`);
  }
  if (isPastItsDay(to, localDay(now, office))) {
    return refuse('invalid', 'the fund that it is to go to has a spend-by date that is over itself');
  }
  const basis = transferBasis(from, to, purpose);
  return basis === undefined
    ? refuse('invalid', `${bound}: it may only go to a restricted fund that is limited at least as much`)
    : accept(basis);
}

/**
 * Asks for money to be moved from one open fund to another; or for a fund to be closed and what is free in it, or only
 * for what is past its spend-by date, to go to the fund that serves its secondary purpose. Nothing moves until a second person agrees.
 * @returns refusals: `not-allowed`, `closed`, and `invalid` with the reason: a restriction that does not allow it, a
 * deficit that comes first, no sum, the general fund, which is never closed
 */
export function requestTransfer(
  from: Versioned<'fund'>,
  to: Versioned<'fund'>,
  { id, purpose, amount, reason }: TransferWish,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  if (!hasRole(by, fundKeepers)) return refuse('not-allowed', 'transfers are asked for by coordinators and finance');
  const basis = checkFunds(from.value, to.value, purpose, settings, now);
  if (!basis.ok) return basis;
  if ((purpose === 'move') !== (amount !== undefined) || amount === 0) {
    return refuse(
      'invalid',
      'say how much is to be moved; a fund that is closed gives all that is free, and one whose money is past its date all of that',
    );
  }
  const transfer: Transfer = {
    id,
    poolId: from.value.poolId,
    fromFundId: from.value.id,
    toFundId: to.value.id,
    purpose,
    basis: basis.value,
    ...(amount === undefined ? {} : { amount }),
    reason,
    state: 'requested',
    requestedBy: by.id,
    requestedAt: now,
    moved: 0 as Pence,
    parts: 0,
  };
  return accept({
    about: `fund/${from.value.id}`,
    did: purpose === 'closing' ? 'ask-to-close-fund' : 'ask-for-transfer',
    why: reason,
    by,
    at: now,
    entries: [],
    relies: [rely(from), rely(to)],
    changes: [create('transfer', id, transfer)],
    facts: [
      {
        type: 'uk.sponsored-places.transfer.requested.v1',
        subject: `transfer/${id}`,
        data: { transferId: id, fromFundId: from.value.id, toFundId: to.value.id },
      },
    ],
  });
}

/** What a transfer may still take, in pence: only a `move` has a limit. */
const leftToMove = ({ amount, moved }: Transfer): number => (amount === undefined ? Infinity : amount - moved);

const earlier = (one: LocalDate | undefined, other: LocalDate | undefined): LocalDate | undefined =>
  one === undefined || (other !== undefined && other < one) ? other : one;

/**
 * The lot that money becomes in its new fund. Its date of receipt and the date it must be spent by go with it; once that
 * date is over, two people have decided, and it binds no longer.
 */
function movedLot(lot: Lot, to: Fund, amount: Pence, id: LotId, today: LocalDate): Lot {
  const spendBy = isPastItsDay(lot, today) ? to.spendBy : earlier(lot.spendBy, to.spendBy);
  return {
    id,
    fundId: to.id,
    poolId: to.poolId,
    donationId: lot.donationId,
    origin: 'transfer',
    amount,
    free: amount,
    shortfall: 0 as Pence,
    refunded: 0 as Pence,
    transferred: 0 as Pence,
    givenToDeficit: 0 as Pence,
    ...(spendBy === undefined ? {} : { spendBy }),
    receivedAt: lot.receivedAt,
  };
}

interface Part {
  readonly amount: Pence;
  readonly changes: readonly Change[];
  readonly entries: readonly JournalEntry[];
  /** Whether there is more to move than one transaction takes. */
  readonly isMore: boolean;
}

/** The next part of a transfer: from the first lots, as many as one transaction takes. */
function nextPart(
  transfer: Transfer,
  to: Fund,
  lots: readonly Versioned<'lot'>[],
  now: Instant,
  today: LocalDate,
): Part {
  const number = transfer.parts + 1;
  const code = transfer.id.slice('trf_'.length);
  let left = leftToMove(transfer);
  const moves = lots.slice(0, lotsAPart).flatMap((lot, index) => {
    const amount = Math.min(lot.value.free, left) as Pence;
    left -= amount;
    const id = LotId.parse(`${lotIdOf(lot.value.donationId)}t${code}x${number}n${index + 1}`);
    return amount === 0 ? [] : [{ lot, amount, id }];
  });
  return {
    amount: moves.reduce((sum, { amount }) => sum + amount, 0) as Pence,
    isMore: left > 0 && lots.length > lotsAPart,
    changes: moves.flatMap(({ lot, amount, id }) => [
      change(lot, {
        ...lot.value,
        free: (lot.value.free - amount) as Pence,
        transferred: (lot.value.transferred + amount) as Pence,
      }),
      create('lot', id, movedLot(lot.value, to, amount, id, today)),
    ]),
    entries:
      moves.length === 0
        ? []
        : [
            entry(
              `transfer:${transfer.id}:${number}`,
              now,
              moves.flatMap(({ lot, amount, id }) => [
                debit(`fund:${lot.value.fundId}:free`, amount, { lotId: lot.value.id }),
                credit(`fund:${to.id}:free`, amount, { lotId: id }),
              ]),
            ),
          ],
  };
}

const withPart = (transfer: Transfer, { amount }: Part): Pick<Transfer, 'moved' | 'parts'> =>
  amount === 0
    ? { moved: transfer.moved, parts: transfer.parts }
    : { moved: (transfer.moved + amount) as Pence, parts: transfer.parts + 1 };

/** Money in its new fund: the allocator looks again. */
const movedFacts = ({ id, poolId, toFundId }: Transfer, { amount }: Part): readonly NewFact[] =>
  amount === 0
    ? []
    : [
        {
          type: 'uk.sponsored-places.transfer.moved.v1',
          subject: `transfer/${id}`,
          data: { transferId: id, poolId, toFundId, amount },
        },
      ];

/**
 * The second person agrees: the first part moves in the same transaction, with all of the transfer if it fits. Until the
 * last part has moved, the fund it comes from pays for nobody, so that nothing else uses the money in between; a fund
 * that is being closed is closed at once. The fund it goes to is bound to what it says from now on, even when nothing is
 * free yet: what comes free later follows on the ground that two people agreed to, which one must not widen afterwards.
 * @param lots those of {@link lotsToMove}, first to be spent first: all of them, or as many as the sum needs; without a
 * sum, more than one transaction takes when there are more
 * @returns refusals: `same-person`; `closed`, `changed-meanwhile`, `not-covered` when the funds are no longer as they
 * were when it was asked for: then nothing has moved
 */
export function agreeToTransfer(
  transfer: Versioned<'transfer'>,
  from: Versioned<'fund'>,
  to: Versioned<'fund'>,
  lots: readonly Versioned<'lot'>[],
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { value } = transfer;
  const isClosing = value.purpose === 'closing';
  const part = nextPart(value, to.value, lots, now, localDay(now, settings.office));
  const next = step(transferStates, value.state, part.isMore ? 'moving' : isClosing ? 'standing' : 'done', by);
  if (!next.ok) return next;
  if (by.id === value.requestedBy) return refuse('same-person', 'a transfer is decided by another person');
  const basis = checkFunds(from.value, to.value, value.purpose, settings, now);
  if (!basis.ok) return basis;
  if (basis.value !== value.basis) return refuse('changed-meanwhile', 'a fund was changed since this was asked for');
  if (from.value.moving !== undefined) return refuse('wrong-state', 'another transfer from this fund is under way');
  const covered = checkFree(value, lots);
  if (!covered.ok) return covered;
  const left = isClosing
    ? closedFund(from, value.id, by, now)
    : accept(part.isMore ? { ...from.value, moving: value.id } : undefined);
  if (!left.ok) return left;
  const received = bindFund(to, now);
  return accept({
    about: `fund/${value.fromFundId}`,
    did: isClosing ? 'close-fund' : 'agree-to-transfer',
    why: value.reason,
    by,
    at: now,
    relies: [...(left.value === undefined ? [rely(from)] : []), ...received.relies],
    changes: [
      change(transfer, {
        ...value,
        ...withPart(value, part),
        state: next.value,
        decidedBy: by.id,
        decidedAt: now,
      }),
      ...(left.value === undefined ? [] : [change(from, left.value)]),
      ...received.changes,
      ...part.changes,
    ],
    entries: part.entries,
    facts: [
      {
        type: 'uk.sponsored-places.transfer.agreed.v1',
        subject: `transfer/${value.id}`,
        data: { transferId: value.id },
      },
      ...(isClosing ? [closedFact(from.value, value.id)] : []),
      ...movedFacts(value, part),
    ],
  });
}

function checkFree({ amount, purpose }: Transfer, lots: readonly Versioned<'lot'>[]): Outcome<undefined> {
  const free = lots.reduce((sum, lot) => sum + lot.value.free, 0);
  if (amount !== undefined && free < amount) return refuse('not-covered', 'there is less free in the fund');
  return purpose === 'past-its-day' && free === 0
    ? refuse('not-covered', 'nothing is free any more that was to be spent by a day that is over')
    : accept(undefined);
}

function closedFund(from: Versioned<'fund'>, transferId: TransferId, by: Actor, now: Instant): Outcome<Fund> {
  const next = step(fundStates, from.value.state, 'closed', by);
  return next.ok ? accept({ ...from.value, state: next.value, closed: { at: now, transferId } }) : next;
}

const closedFact = ({ id, poolId }: Fund, transferId: TransferId): NewFact => ({
  type: 'uk.sponsored-places.fund.closed.v1',
  subject: `fund/${id}`,
  data: { fundId: id, poolId, transferId },
});

/**
 * Moves the next part of a transfer that was agreed to: the rest of a large one; or what has come free in a closed fund,
 * by the decision that closed it. A deficit of the fund comes first: the pass clears it from the same lots.
 * @param lots those of {@link lotsToMove}, first to be spent first: more than one transaction takes when there are more
 * @returns undefined when there is nothing to do now
 */
export function carryOnTransfer(
  transfer: Versioned<'transfer'>,
  from: Versioned<'fund'>,
  to: Versioned<'fund'>,
  lots: readonly Versioned<'lot'>[],
  now: Instant,
  { office }: CharitySettings,
): Outcome<Decision | undefined> {
  const { value } = transfer;
  if (value.state !== 'moving' && value.state !== 'standing') {
    return refusePassed('wrong-state', 'nobody agreed to this transfer, or all of it has moved');
  }
  if (transferBasis(from.value, to.value, value.purpose) !== value.basis) {
    return refuse('changed-meanwhile', `${bound}: the fund it goes to is not as it was when two people agreed`);
  }
  const today = localDay(now, office);
  const clearsFirst = from.value.deficit > 0 && lots.some((lot) => isDrawable(lot.value, today));
  if (clearsFirst) return accept(undefined);
  const part = nextPart(value, to.value, lots, now, today);
  if (value.state === 'standing' && part.amount === 0) return accept(undefined);
  const state = part.isMore || value.state === 'standing' ? accept(value.state) : lastState(value);
  if (!state.ok) return state;
  const { moving, ...free } = from.value;
  const isFreed = moving === value.id && !part.isMore;
  const received = bindFund(to, now);
  return accept({
    about: `fund/${value.fromFundId}`,
    did: 'carry-on-transfer',
    why: value.state === 'standing' ? 'it came free after the fund was closed' : 'the next part of a large transfer',
    by: system,
    at: now,
    relies: [...(isFreed ? [] : [rely(from)]), ...received.relies],
    changes: [
      change(transfer, { ...value, ...withPart(value, part), state: state.value }),
      ...(isFreed ? [change(from, free)] : []),
      ...received.changes,
      ...part.changes,
    ],
    entries: part.entries,
    facts: movedFacts(value, part),
  });
}

const lastState = ({ state, purpose }: Transfer): Outcome<Transfer['state']> =>
  step(transferStates, state, purpose === 'closing' ? 'standing' : 'done', system);

/** The second person says no. The one who asked may take it back, but not decide on it. */
export function declineTransfer(transfer: Versioned<'transfer'>, by: Actor, now: Instant): Outcome<Decision> {
  const { value } = transfer;
  const next = step(transferStates, value.state, 'declined', by);
  if (!next.ok) return next;
  if (by.id === value.requestedBy) return refuse('same-person', 'a transfer is decided by another person');
  return accept({
    ...endOf(transfer, next.value, by, now),
    did: 'decline-transfer',
    why: 'a second person said no',
    facts: [
      {
        type: 'uk.sponsored-places.transfer.declined.v1',
        subject: `transfer/${value.id}`,
        data: { transferId: value.id },
      },
    ],
  });
}

/** Whoever asked takes it back. */
export function withdrawTransfer(transfer: Versioned<'transfer'>, by: Actor, now: Instant): Outcome<Decision> {
  const { value } = transfer;
  const next = step(transferStates, value.state, 'withdrawn', by);
  if (!next.ok) return next;
  if (by.id !== value.requestedBy) return refuse('not-allowed', 'only the one who asked takes a transfer back');
  return accept({
    ...endOf(transfer, next.value, by, now),
    did: 'withdraw-transfer',
    why: 'taken back by the one who asked',
    facts: [
      {
        type: 'uk.sponsored-places.transfer.withdrawn.v1',
        subject: `transfer/${value.id}`,
        data: { transferId: value.id },
      },
    ],
  });
}

const endOf = (transfer: Versioned<'transfer'>, state: Transfer['state'], by: Actor, now: Instant) => ({
  about: `fund/${transfer.value.fromFundId}` as const,
  by,
  at: now,
  ...nothingElse,
  changes: [change(transfer, { ...transfer.value, state, decidedBy: by.id, decidedAt: now })],
});
