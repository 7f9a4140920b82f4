import * as z from 'zod';
import {
  FundId,
  HoldId,
  Instant,
  LocalDate,
  LotId,
  type Pence,
  SignedPence,
  TherapistId,
} from '../../events/values.ts';
import { localDay } from './office-days.ts';

const incomeClasses = ['donations', 'gift-aid', 'grants', 'legacies', 'courses'] as const;
const expenditureClasses = ['therapy', 'fundraising', 'governance', 'training'] as const;

/** The chart of accounts. What is not in it cannot be posted to. */
export const Account = z.lazy(() =>
  z.union([
    z.enum([
      'clearing',
      'bank',
      'fees',
      'dispute-fees',
      'fund:core',
      'risk-reserve',
      'paid-out',
      'giftaid:receivable',
      'refunds',
    ]),
    z.templateLiteral(['fund:', FundId, ':', z.enum(['free', 'held', 'deficit'])]),
    z.templateLiteral(['therapist:', TherapistId, ':payable']),
    z.templateLiteral(['income:', z.enum(incomeClasses)]),
    z.templateLiteral(['expenditure:', z.enum(expenditureClasses)]),
  ]),
);
export type Account = z.infer<typeof Account>;

export const Posting = z.lazy(() =>
  z.strictObject({
    account: Account,
    /** Pence; debit positive, credit negative. Funds are owed to their purpose, so what is free or held is a credit. */
    amount: SignedPence,
    lotId: LotId.optional(),
    holdId: HoldId.optional(),
  }),
);
export type Posting = z.infer<typeof Posting>;

/**
 * An entry as it lies in the books. That it sums to zero is made sure of before it is written; whoever reads must be
 * able to see, and say so, if it does not.
 */
export const BookedEntry = z.lazy(() =>
  z.strictObject({
    /** Cause and revision, as `donation:<id>`: written with must-not-exist, it makes money exactly-once. */
    id: z.string().min(3),
    bookedAt: Instant,
    effectiveOn: LocalDate,
    /** The day it is really about, when that lies in a closed period. */
    aboutOn: LocalDate.optional(),
    postings: z.array(Posting).min(2),
  }),
);

/** What all the postings of an entry come to, in pence; nought, or the entry is wrong. */
export const sumOf = ({ postings }: Pick<JournalEntry, 'postings'>): number =>
  postings.reduce((sum, posting) => sum + posting.amount, 0);

export const JournalEntry = z.lazy(() =>
  BookedEntry.refine((entry) => sumOf(entry) === 0, { message: 'the postings of an entry sum to zero' }),
);
export type JournalEntry = z.infer<typeof BookedEntry>;

/** A posting that adds to the account's debit side; pence. */
export const debit = (account: Account, amount: Pence, of: { lotId?: LotId; holdId?: HoldId } = {}): Posting => ({
  account,
  amount: SignedPence.parse(amount),
  ...of,
});

/** A posting that adds to the account's credit side; pence. */
export const credit = (account: Account, amount: Pence, of: { lotId?: LotId; holdId?: HoldId } = {}): Posting => ({
  account,
  amount: SignedPence.parse(amount === 0 ? 0 : -amount),
  ...of,
});

/** The books of a charity in the United Kingdom are kept by the day there: its tax and accounting years begin at its midnight. */
const bookkeeping = { timeZone: 'Europe/London' } as const;

/**
 * A new entry, effective on the day it is booked unless another day is said.
 * @throws when the postings do not sum to zero: that is a fault in the decision, never a refusal.
 */
export const entry = (
  id: string,
  bookedAt: Instant,
  postings: readonly Posting[],
  effectiveOn: LocalDate = localDay(bookedAt, bookkeeping),
): JournalEntry => JournalEntry.parse({ id, bookedAt, effectiveOn, postings });

/** The balance of every account the entries name, in pence, debit positive. */
export function balances(entries: Iterable<JournalEntry>): ReadonlyMap<Account, number> {
  const totals = new Map<Account, number>();
  for (const { postings } of entries) {
    for (const { account, amount } of postings) totals.set(account, (totals.get(account) ?? 0) + amount);
  }
  return totals;
}
