import type { Instant, Pence } from '../../events/values.ts';
import { system } from './actor.ts';
import { change, create, type Decision, type NewFact, type Versioned } from './decision.ts';
import { type Dispute, type DisputeFee, type DisputeState, disputeStates } from './dispute.ts';
import type { Donation } from './donation.ts';
import type { Lot } from './fund.ts';
import { type GiftBooks, giftAfter, laterLotIdOf, valuesOf, withOne } from './gift-books.ts';
import { takeFromGift } from './gift-money.ts';
import { credit, debit, entry, type JournalEntry } from './journal.ts';
import { newLot } from './new-lot.ts';
import { step } from './state-table.ts';

/** What the provider says about one dispute; sums in pence, of all that was ever taken and ever given back. */
export interface ReportedDispute {
  readonly id: Dispute['id'];
  readonly amount: Pence;
  readonly status: 'notice' | 'open' | 'withdrawn' | 'won' | 'lost';
  readonly taken: Pence;
  readonly returned: Pence;
  readonly fees: readonly DisputeFee[];
  readonly at: Instant;
  /** Until then it can be answered. */
  readonly evidenceDueAt?: Instant | undefined;
}

function stateAfter(before: DisputeState, { status, taken }: ReportedDispute): DisputeState {
  const wanted = status === 'won' || status === 'lost' ? status : taken > 0 ? 'withdrawn' : 'open';
  const next = step(disputeStates, before, wanted, system);
  return next.ok ? next.value : before;
}

const disputeFacts = (before: Dispute | undefined, after: Dispute): readonly NewFact[] => {
  const { id: disputeId, donationId, poolId } = after;
  const subject = `donation/${donationId}`;
  const data = { disputeId, donationId, poolId };
  const hasEnded = after.state !== before?.state;
  return [
    ...(before === undefined ? [{ type: 'uk.sponsored-places.dispute.opened.v1' as const, subject, data }] : []),
    ...(after.taken > (before?.taken ?? 0)
      ? [{ type: 'uk.sponsored-places.dispute.withdrawn.v1' as const, subject, data }]
      : []),
    ...(after.returned > (before?.returned ?? 0)
      ? [{ type: 'uk.sponsored-places.dispute.returned.v1' as const, subject, data }]
      : []),
    ...(hasEnded && after.state === 'won'
      ? [{ type: 'uk.sponsored-places.dispute.won.v1' as const, subject, data }]
      : []),
    ...(hasEnded && after.state === 'lost'
      ? [{ type: 'uk.sponsored-places.dispute.lost.v1' as const, subject, data }]
      : []),
  ];
};

/** Fees that were told of and are not known yet: a movement never changes, so that an old report takes nothing back. */
const newFees = (known: Pick<Dispute, 'fees'> | undefined, { fees }: Pick<ReportedDispute, 'fees'>) =>
  fees.filter(({ movementId }) => !known?.fees.some((each) => each.movementId === movementId));

/** The dispute as it is after a report; undefined when it tells nothing new. Sums never fall. */
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
    taken: 0 as Pence,
    returned: 0 as Pence,
    fees: [],
    openedAt: reported.at,
  };
  const state = stateAfter(known.state, reported);
  const after: Dispute = {
    ...known,
    amount: reported.amount,
    state,
    notice: reported.status === 'notice',
    taken: Math.max(known.taken, reported.taken) as Pence,
    returned: Math.max(known.returned, reported.returned) as Pence,
    fees: [...known.fees, ...newFees(known, reported)],
    ...(reported.evidenceDueAt === undefined ? {} : { evidenceDueAt: reported.evidenceDueAt }),
    ...(state !== known.state && (state === 'won' || state === 'lost') ? { endedAt: now } : {}),
  };
  const isNews =
    after.fees.length > known.fees.length ||
    (['amount', 'state', 'notice', 'taken', 'returned', 'evidenceDueAt'] as const).some(
      (field) => after[field] !== known[field],
    );
  return before === undefined || isNews ? after : undefined;
}

/** How far a dispute moved since we last looked, in pence. */
const movedSince = (before: Dispute | undefined, after: Dispute) => ({
  taken: (after.taken - (before?.taken ?? 0)) as Pence,
  returned: (after.returned - (before?.returned ?? 0)) as Pence,
});

/** The second time something is taken or given back it has an id of its own, by what it comes to in all. */
const revision = (before: Pence | undefined, after: Pence): string => (before ? `:${after}` : '');

/** What the bank gave back, as a lot: the first time it is named after the dispute, and then also by the sum. */
function lotOfReturn({ donation, fund }: GiftBooks, before: Dispute | undefined, after: Dispute, now: Instant): Lot {
  const code = after.id
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '')
    .slice(-40);
  const id = laterLotIdOf(donation.value.id, `d${code}${revision(before?.returned, after.returned).replace(':', 'x')}`);
  const { returned: amount } = movedSince(before, after);
  return newLot(donation.value, fund.value, { id, origin: 'dispute-won', amount, at: now });
}

function feeEntry(disputeId: Dispute['id'], { movementId, fee }: DisputeFee, now: Instant): JournalEntry {
  const amount = Math.abs(fee) as Pence;
  const postings =
    fee > 0
      ? [debit('dispute-fees', amount), credit('clearing', amount)]
      : [debit('clearing', amount), credit('dispute-fees', amount)];
  return entry(`dispute:${disputeId}:fee:${movementId}`, now, postings);
}

/** The dispute with the names of its entries, by which a payout that tells of it finds them. */
const withEntries = (after: Dispute, entries: readonly JournalEntry[]): Dispute =>
  entries.length === 0 ? after : { ...after, entryIds: [...(after.entryIds ?? []), ...entries.map(({ id }) => id)] };

/**
 * Books the difference between a dispute as we know it and as it is now: what the bank took leaves the gift's lots, what
 * it gave back is a new lot, and the provider's fee for it is core's.
 */
export function bookDispute(
  books: GiftBooks,
  before: Versioned<'dispute'> | undefined,
  after: Dispute,
  now: Instant,
): Decision {
  const { donation, fund } = books;
  const known = before?.value;
  const { taken, returned } = movedSince(known, after);
  const withdrawal = takeFromGift(books, taken);
  const back = lotOfReturn(books, known, after, now);
  const [refunds, disputes] = [valuesOf(books.refunds), valuesOf(books.disputes)];
  // In two steps: what was claimed of HMRC while the money was away is adjusted, even if it came back before we looked.
  const away = { ...after, returned: known?.returned ?? (0 as Pence) };
  const meanwhile = giftAfter(donation.value, refunds, withOne(disputes, away));
  const entries = [
    ...(taken === 0
      ? []
      : [
          entry(`dispute:${after.id}:withdrawn${revision(known?.taken, after.taken)}`, now, [
            ...withdrawal.postings,
            credit('clearing', taken),
          ]),
        ]),
    ...(returned === 0
      ? []
      : [
          entry(`dispute:${after.id}:won${revision(known?.returned, after.returned)}`, now, [
            debit('clearing', returned),
            credit(`fund:${fund.value.id}:free`, returned, { lotId: back.id }),
          ]),
        ]),
    ...newFees(known, after).map((fee) => feeEntry(after.id, fee, now)),
  ];
  const kept = withEntries(after, entries);
  return {
    about: `donation/${donation.value.id}`,
    did: 'book-dispute',
    why: `the provider says ${after.notice ? 'notice' : after.state}`,
    by: system,
    at: now,
    relies: [],
    changes: [
      before === undefined ? create('dispute', after.id, kept) : change(before, kept),
      change(donation, giftAfter(meanwhile, refunds, withOne(disputes, kept))),
      ...withdrawal.changes,
      ...(returned === 0 ? [] : [create('lot', back.id, back)]),
    ],
    entries,
    facts: [...disputeFacts(known, after), ...withdrawal.facts],
  };
}
