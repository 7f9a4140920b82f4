import * as z from 'zod';
import { FundId, type GiftWay, HoldId, Instant, LocalDate, LotId, Pence } from '../../events/values.ts';
import { Account, type JournalEntry } from './journal.ts';
import { Month } from './ledger-audit.ts';

/**
 * What all entries of one cause posted to one account in one month, by the date they are effective. Pence. Debits and
 * credits are kept apart: of a transfer, say, the side tells which way it went.
 */
export const LedgerLine = z.lazy(() =>
  z.strictObject({
    effectiveIn: Month,
    account: Account,
    /** {@link causeOf} */
    cause: z.string().min(1),
    debit: Pence,
    credit: Pence,
  }),
);
export type LedgerLine = z.infer<typeof LedgerLine>;

/**
 * The entries booked in one month, added up as far as a sweep has come: so that nobody has to walk the whole journal. It
 * grows with the accounts in use, not with the entries. The journal stays the truth; this can be made again from it.
 */
export const LedgerMonth = z.lazy(() =>
  z.strictObject({
    /** By the time of booking. */
    month: Month,
    entries: z.int().nonnegative(),
    lines: z.array(LedgerLine.unwrap()),
    /** The last entry that is added up; absent before the first. */
    past: z.strictObject({ id: z.string(), bookedAt: Instant }).optional(),
    /** The month is over and all of it is added up. */
    sealedAt: Instant.optional(),
  }),
);
export type LedgerMonth = z.infer<typeof LedgerMonth>;

/** A lot that a hold has drawn on: which places a gift pays for is found by these. */
export const LotUse = z.lazy(() => z.strictObject({ lotId: LotId, holdId: HoldId, heldAt: Instant }));
export type LotUse = z.infer<typeof LotUse>;

export const lotUseIdOf = ({ lotId, holdId }: Pick<LotUse, 'lotId' | 'holdId'>): string => `${lotId}.${holdId}`;

/** The lots whose money an entry puts into a hold. */
export const usesIn = ({ bookedAt, postings }: JournalEntry): readonly LotUse[] =>
  postings.flatMap(({ account, amount, lotId, holdId }) =>
    amount < 0 && lotId !== undefined && holdId !== undefined && account.endsWith(':held')
      ? [{ lotId, holdId, heldAt: bookedAt }]
      : [],
  );

/** The first and the last day, both counted. */
export interface Period {
  readonly from: LocalDate;
  readonly through: LocalDate;
}

/** How the gift of an entry came: the entry itself does not say it. */
export type WayOfGift = (entry: JournalEntry) => GiftWay | undefined;

/**
 * What caused an entry, without the ids in its own: `hold`, `refund.decided`, and, because the accounts tell them apart,
 * `donation.grant` and `donation.legacy`.
 */
export function causeOf(entry: JournalEntry, wayOf: WayOfGift): string {
  const [cause = entry.id, ...rest] = entry.id.split(':');
  if (cause === 'donation') {
    const way = wayOf(entry);
    return way === 'grant' || way === 'legacy' ? `donation.${way}` : 'donation';
  }
  // The first part after the cause is an id; a number at the end tells one revision from the next.
  const step = rest.slice(1).findLast((part) => /^[a-z][a-z-]*$/.test(part));
  return step === undefined ? cause : `${cause}.${step}`;
}

/** Adds up entries by account and cause and the month they are effective in. */
export class LedgerSums {
  readonly #lines = new Map<string, { -readonly [K in keyof LedgerLine]: LedgerLine[K] }>();

  add(line: LedgerLine): void {
    const { effectiveIn, account, cause, debit, credit } = line;
    const key = `${effectiveIn} ${account} ${cause}`;
    const known = this.#lines.get(key);
    if (known === undefined) {
      this.#lines.set(key, { ...line });
      return;
    }
    known.debit = (known.debit + debit) as Pence;
    known.credit = (known.credit + credit) as Pence;
  }

  addEntry(entry: JournalEntry, wayOf: WayOfGift): void {
    const cause = causeOf(entry, wayOf);
    const effectiveIn = entry.effectiveOn.slice(0, 'YYYY-MM'.length);
    for (const { account, amount } of entry.postings) {
      const debit = Math.max(amount, 0) as Pence;
      const credit = Math.max(-amount, 0) as Pence;
      this.add({ effectiveIn, account, cause, debit, credit });
    }
  }

  get lines(): readonly LedgerLine[] {
    return [...this.#lines.values()];
  }
}

/** What is booked, told apart by a period: effective before it and in it. What is effective after it is left out. */
export interface LedgerOf {
  readonly before: readonly LedgerLine[];
  readonly during: readonly LedgerLine[];
}

/** Where a date lies. */
export const placeInPeriod = (on: LocalDate, { from, through }: Period): 'before' | 'during' | 'after' =>
  on < from ? 'before' : on > through ? 'after' : 'during';

/** Where a whole month lies; `cut` when the period begins or ends inside it. */
export function placeMonth(month: string, { from, through }: Period): 'before' | 'during' | 'after' | 'cut' {
  const first = LocalDate.parse(`${month}-01`);
  const last = lastDayOf(month);
  if (last < from) return 'before';
  if (first > through) return 'after';
  return first >= from && last <= through ? 'during' : 'cut';
}

/** The last day of a month `YYYY-MM`. */
export function lastDayOf(month: string): LocalDate {
  const next = new Date(`${month}-01T00:00:00.000Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return LocalDate.parse(new Date(next.getTime() - 1).toISOString().slice(0, 10));
}

/** The fund an account belongs to and which part of it, when it belongs to one. */
export function fundPartOf(
  account: Account,
): { readonly fundId: FundId; readonly part: 'free' | 'held' | 'deficit' } | undefined {
  const [, id, part] = account.split(':');
  const fundId = FundId.safeParse(id);
  if (!fundId.success || (part !== 'free' && part !== 'held' && part !== 'deficit')) return undefined;
  return { fundId: fundId.data, part };
}

/** The balance of every account, in pence, debit positive, in the order of their names. */
export function trialBalance(
  lines: Iterable<LedgerLine>,
): readonly { readonly account: Account; readonly balance: number }[] {
  const totals = new Map<Account, number>();
  for (const { account, debit, credit } of lines) totals.set(account, (totals.get(account) ?? 0) + debit - credit);
  return [...totals]
    .map(([account, balance]) => ({ account, balance }))
    .toSorted((a, b) => (a.account < b.account ? -1 : 1));
}
