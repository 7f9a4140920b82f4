import { type DonationId, LotId, type Pence } from '../../events/values.ts';
import { type Change, change, type Decision, type NewFact, type Versioned } from './decision.ts';
import { type Dispute, returnedFor, takenFor } from './dispute.ts';
import type { Donation } from './donation.ts';
import { type Fund, lotIdOf } from './fund.ts';
import { giftAidOn } from './gift-aid.ts';
import { type Refund, whereaboutsOf } from './refund.ts';

/** All the records of one gift that what happens to its payment may change. */
export interface GiftBooks {
  readonly donation: Versioned<'donation'>;
  readonly fund: Versioned<'fund'>;
  /** The gift's own lot; absent until it is collected. */
  readonly lot: Versioned<'lot'> | undefined;
  /** The lots that transfers between funds have made of it, as many as one transaction reaches, and the funds they are in. */
  readonly moved: readonly Versioned<'lot'>[];
  readonly movedFunds: readonly Versioned<'fund'>[];
  readonly refunds: readonly Versioned<'refund'>[];
  readonly disputes: readonly Versioned<'dispute'>[];
  /** What somebody had or has to do about its refunds and disputes. */
  readonly tasks: readonly Versioned<'task'>[];
}

type BooksKind = 'donation' | 'fund' | 'lot' | 'refund' | 'dispute' | 'task';

const made = <K extends BooksKind>(kind: K, { changes }: Decision): readonly Versioned<K>[] =>
  changes.flatMap((one) =>
    one.kind === kind && one.after !== undefined
      ? // A change of a kind leaves a record of that kind; the union of changes has lost the pairing.
        [{ kind, id: one.id, version: one.before?.version ?? 0, value: one.after as Versioned<K>['value'] }]
      : [],
  );

const replaced = <K extends BooksKind>(
  all: readonly Versioned<K>[],
  changed: readonly Versioned<K>[],
): readonly Versioned<K>[] => [
  ...all.map((one) => changed.find(({ id }) => id === one.id) ?? one),
  ...changed.filter(({ id }) => !all.some((one) => one.id === id)),
];

/** The books as a decision leaves them, for the next decision of the same transaction. */
export function afterwards(books: GiftBooks, decision: Decision): GiftBooks {
  const ownLot = lotIdOf(books.donation.value.id);
  const [lots, funds] = [made('lot', decision), made('fund', decision)];
  return {
    donation: made('donation', decision)[0] ?? books.donation,
    fund: funds.find(({ id }) => id === books.fund.id) ?? books.fund,
    lot: lots.find(({ id }) => id === ownLot) ?? books.lot,
    moved: replaced(
      books.moved,
      lots.filter(({ value }) => value.origin === 'transfer'),
    ),
    movedFunds: replaced(
      books.movedFunds,
      funds.filter(({ id }) => id !== books.fund.id),
    ),
    refunds: replaced(books.refunds, made('refund', decision)),
    disputes: replaced(books.disputes, made('dispute', decision)),
    tasks: replaced(books.tasks, made('task', decision)),
  };
}

/** What of a gift is neither given back, nor set aside to be, nor taken by its bank, in pence. */
export function leftOfGift(
  { amount }: Pick<Donation, 'amount'>,
  refunds: readonly Refund[],
  disputes: readonly Dispute[],
): Pence {
  const back = refunds.reduce((sum, refund) => sum + (whereaboutsOf(refund.state) === 'in-lot' ? 0 : refund.amount), 0);
  const taken = disputes.reduce((sum, dispute) => sum + takenFor(dispute) - returnedFor(dispute), 0);
  return Math.max(0, amount - back - taken) as Pence;
}

/** The id of a lot that a gift brought later on, by its cause: told again, it is the same lot. */
export const laterLotIdOf = (donationId: DonationId, cause: string): LotId =>
  LotId.parse(`${lotIdOf(donationId)}x${cause}`);

/** Said when money taken from a fund was held or spent already: the next pass looks for what may make it good. */
export const deficitFacts = (before: Fund, after: Fund): readonly NewFact[] =>
  after.deficit <= before.deficit
    ? []
    : [
        {
          type: 'uk.sponsored-places.fund.deficit-arose.v1',
          subject: `fund/${after.id}`,
          data: { fundId: after.id, poolId: after.poolId },
        },
      ];

/** The gift's lot.
 * @throws when it was never collected: what did not come cannot go back. */
export const lotOf = ({ donation, lot }: GiftBooks): Versioned<'lot'> => {
  if (lot === undefined) throw new Error(`donation ${donation.value.id} is collected before it is given back`);
  return lot;
};

/** The donation with its refunds and disputes, and its Gift Aid on what is left. */
export const giftAfter = (donation: Donation, refunds: readonly Refund[], disputes: readonly Dispute[]): Donation => ({
  ...donation,
  giftAid: giftAidOn(donation.giftAid, donation.amount, leftOfGift(donation, refunds, disputes)),
  ...(refunds.length === 0 ? {} : { refunds: refunds.map(({ id }) => id) }),
  ...(disputes.length === 0 ? {} : { disputes: disputes.map(({ id }) => id) }),
});

export const valuesOf = <T>(records: readonly { readonly value: T }[]): readonly T[] =>
  records.map(({ value }) => value);

export const withOne = <T extends { readonly id: string }>(all: readonly T[], one: T): readonly T[] =>
  all.some(({ id }) => id === one.id) ? all.map((each) => (each.id === one.id ? one : each)) : [...all, one];

/** A fund is one record for all its gifts: it is written only when its deficit changed. */
export const changedFund = (before: Versioned<'fund'>, after: Versioned<'fund'>['value']): readonly Change[] =>
  after.deficit === before.value.deficit ? [] : [change(before, after)];
