import { type Instant, Pence } from '../../events/values.ts';
import { system } from './actor.ts';
import { type Change, change, create, type Decision, type NewFact, type Versioned } from './decision.ts';
import { type Dispute, type DisputeMovement, type DisputeState, disputeStates, takenFor } from './dispute.ts';
import type { Donation } from './donation.ts';
import type { Lot } from './fund.ts';
import { type GiftBooks, giftAfter, laterLotIdOf, valuesOf, withOne } from './gift-books.ts';
import { takeFromGift } from './gift-money.ts';
import { credit, debit, entry, type JournalEntry } from './journal.ts';
import { newLot } from './new-lot.ts';
import { step } from './state-table.ts';

/** What the provider says about one dispute. */
export interface ReportedDispute {
  readonly id: Dispute['id'];
  /** Pence. */
  readonly amount: Pence;
  readonly status: 'notice' | 'open' | 'withdrawn' | 'won' | 'lost';
  /** All that ever moved for it, the first in front. */
  readonly movements: readonly DisputeMovement[];
  readonly at: Instant;
  /** Until then it can be answered. */
  readonly evidenceDueAt?: Instant | undefined;
}

function stateAfter(before: DisputeState, status: ReportedDispute['status'], taken: Pence): DisputeState {
  const wanted = status === 'won' || status === 'lost' ? status : taken > 0 ? 'withdrawn' : 'open';
  const next = step(disputeStates, before, wanted, system);
  return next.ok ? next.value : before;
}

const disputeFacts = (before: Dispute | undefined, after: Dispute): readonly NewFact[] => {
  const { id: disputeId, donationId, poolId } = after;
  const subject = `donation/${donationId}`;
  const data = { disputeId, donationId, poolId };
  const hasEnded = after.state !== before?.state;
  const amount = newMovement(before, after)?.amount ?? 0;
  return [
    ...(before === undefined ? [{ type: 'uk.sponsored-places.dispute.opened.v1' as const, subject, data }] : []),
    ...(amount < 0 ? [{ type: 'uk.sponsored-places.dispute.withdrawn.v1' as const, subject, data }] : []),
    ...(amount > 0 ? [{ type: 'uk.sponsored-places.dispute.returned.v1' as const, subject, data }] : []),
    ...(hasEnded && after.state === 'won'
      ? [{ type: 'uk.sponsored-places.dispute.won.v1' as const, subject, data }]
      : []),
    ...(hasEnded && after.state === 'lost'
      ? [{ type: 'uk.sponsored-places.dispute.lost.v1' as const, subject, data }]
      : []),
  ];
};

type Moved = Pick<Dispute, 'movements'>;

/** What was told of and is not known yet: a movement never changes, so that an old report takes nothing back. */
const newMovements = (known: Moved | undefined, { movements }: Moved | ReportedDispute) =>
  movements.filter(({ movementId }) => !known?.movements.some((each) => each.movementId === movementId));

const newMovement = (before: Dispute | undefined, after: Dispute) => newMovements(before, after)[0];

/**
 * The dispute as it is after a report, or after the next of its movements when the report tells of several that are new:
 * each is booked by itself, and the end only with the last of them.
 * @returns undefined when the report tells nothing new
 */
export function disputeAfter(
  donation: Donation,
  before: Dispute | undefined,
  reported: ReportedDispute,
  now: Instant,
): Dispute | undefined {
  const known: Dispute = before ?? {
    id: reported.id,
    donationId: donation.id,
    poolId: donation.poolId,
    fundId: donation.fundId,
    amount: reported.amount,
    state: 'open',
    notice: true,
    movements: [],
    openedAt: reported.at,
  };
  const [next, ...more] = newMovements(known, reported);
  const movements = next === undefined ? known.movements : [...known.movements, next];
  const state = stateAfter(known.state, more.length > 0 ? 'withdrawn' : reported.status, takenFor({ movements }));
  const after: Dispute = {
    ...known,
    amount: reported.amount,
    state,
    notice: reported.status === 'notice',
    movements,
    ...(reported.evidenceDueAt === undefined ? {} : { evidenceDueAt: reported.evidenceDueAt }),
    ...(state !== known.state && (state === 'won' || state === 'lost') ? { endedAt: now } : {}),
  };
  const isNews =
    next !== undefined ||
    (['amount', 'state', 'notice', 'evidenceDueAt'] as const).some((field) => after[field] !== known[field]);
  return before === undefined || isNews ? after : undefined;
}

const codeOf = (id: string): string =>
  id
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '')
    .slice(-40);

const sizeOf = (amount: number): Pence => Pence.parse(Math.abs(amount));

/** What the bank gave back, as a lot named after the movement: the old one may have been made good by now. */
function lotOfReturn({ donation, fund }: GiftBooks, { movementId, amount }: DisputeMovement, now: Instant): Lot {
  const id = laterLotIdOf(donation.value.id, `d${codeOf(movementId)}`);
  return newLot(donation.value, fund.value, { id, origin: 'dispute-won', amount: sizeOf(amount), at: now });
}

function feeEntries(disputeId: Dispute['id'], { movementId, fee }: DisputeMovement, now: Instant) {
  if (fee === 0) return [];
  const amount = sizeOf(fee);
  const postings =
    fee > 0
      ? [debit('dispute-fees', amount), credit('clearing', amount)]
      : [debit('clearing', amount), credit('dispute-fees', amount)];
  return [entry(`dispute:${disputeId}:fee:${movementId}`, now, postings)];
}

interface Booked {
  readonly changes: readonly Change[];
  readonly entries: readonly JournalEntry[];
  readonly facts: readonly NewFact[];
}

/** One movement in the books, by its own id: taken out of the gift's lots, or given back as a lot of its own. */
function bookMovement(books: GiftBooks, disputeId: Dispute['id'], movement: DisputeMovement, now: Instant): Booked {
  const { movementId, amount } = movement;
  const size = sizeOf(amount);
  const fees = feeEntries(disputeId, movement, now);
  if (amount < 0) {
    const { changes, postings, facts } = takeFromGift(books, size);
    const taken = entry(`dispute:${disputeId}:withdrawn:${movementId}`, now, [...postings, credit('clearing', size)]);
    return { changes, entries: [taken, ...fees], facts };
  }
  if (amount === 0) return { changes: [], entries: fees, facts: [] };
  const lot = lotOfReturn(books, movement, now);
  const back = entry(`dispute:${disputeId}:won:${movementId}`, now, [
    debit('clearing', size),
    credit(`fund:${lot.fundId}:free`, size, { lotId: lot.id }),
  ]);
  return { changes: [create('lot', lot.id, lot)], entries: [back, ...fees], facts: [] };
}

/**
 * Books the difference between a dispute as we know it and as it is now: what the bank took leaves the gift's lots, what
 * it gave back is a new lot, and the provider's fee for it is core's.
 * @param after of {@link disputeAfter}: one movement further at most
 */
export function bookDispute(
  books: GiftBooks,
  before: Versioned<'dispute'> | undefined,
  after: Dispute,
  now: Instant,
): Decision {
  const { donation } = books;
  const known = before?.value;
  const movement = newMovement(known, after);
  const booked = movement === undefined ? undefined : bookMovement(books, after.id, movement, now);
  return {
    about: `donation/${donation.value.id}`,
    did: 'book-dispute',
    why: `the provider says ${after.notice ? 'notice' : after.state}`,
    by: system,
    at: now,
    relies: [],
    changes: [
      before === undefined ? create('dispute', after.id, after) : change(before, after),
      change(donation, giftAfter(donation.value, valuesOf(books.refunds), withOne(valuesOf(books.disputes), after))),
      ...(booked?.changes ?? []),
    ],
    entries: booked?.entries ?? [],
    facts: [...disputeFacts(known, after), ...(booked?.facts ?? [])],
  };
}
