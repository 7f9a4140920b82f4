import * as z from 'zod';
import { Instant, type LocalDate } from '../../events/values.ts';
import { BookedEntry, type JournalEntry } from './journal.ts';

/** Where in the journal something stands: entries are ordered by when they were booked, then by id. */
export const Position = z.lazy(() => z.strictObject({ bookedAt: Instant, id: z.string() }));
export type Position = z.infer<typeof Position>;

/** Which of two stands first in the journal: less than nothing, when it is the first. */
export const comparePositions = (one: Position, other: Position): number => {
  const [first, second] = [`${one.bookedAt}!${one.id}`, `${other.bookedAt}!${other.id}`];
  return first < second ? -1 : first > second ? 1 : 0;
};

export const positionOf = ({ bookedAt, id }: JournalEntry): Position => ({ bookedAt, id });

/** A calendar month in UTC, `YYYY-MM`: the journal is listed by the month of booking. */
export const Month = z.lazy(() => z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/));
export const monthOf = (at: Instant | LocalDate): string => at.slice(0, 'YYYY-MM'.length);

export const monthAfter = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
};

/** All months from one to another, both included. */
export function monthsBetween(first: string, last: string): readonly string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month);
  return months;
}

const Balances = z.lazy(() => z.record(z.string(), z.int()));

/**
 * Part of what the journal has come to: what lots are free and kept, what holds hold of each lot, the deficits of funds;
 * only what is not nought. In pence, by the keys of replay.ts. Or, one for each month of booking, what every account came
 * to in it, debit positive.
 */
export const LedgerChunk = z.lazy(() =>
  z.strictObject({
    /** The last replay that is in it: one that was interrupted does not count twice. */
    fold: z.int().positive(),
    balances: Balances,
  }),
);
export type LedgerChunk = z.infer<typeof LedgerChunk>;

/** A stretch of the journal as it was when it was replayed: by it an entry that was altered later is known. */
export const LedgerSegment = z.lazy(() =>
  z.strictObject({
    month: Month,
    /** It begins after this entry. */
    past: Position.optional(),
    to: Position,
    entries: z.int().positive(),
    /** A mark of each entry, of fixed length; see replay.ts. */
    marks: z.string(),
    balances: Balances,
  }),
);
export type LedgerSegment = z.infer<typeof LedgerSegment>;

/** What the journal and the records, or the journal then and now, say of one thing, in pence. */
export interface Mismatch {
  /** `lot/<id>`, `hold/<id>`, `fund/<id>`, `account/<account>`, or `journal/<entry>`. */
  readonly about: string;
  readonly term: string;
  readonly journal: number;
  readonly record: number;
}

export const LedgerDifference = z.lazy(() =>
  z.strictObject({
    about: z.string(),
    term: z.string(),
    journal: z.int(),
    record: z.int(),
    foundAt: Instant,
    /** The segment it was found in, for one in the journal itself. */
    segment: z.int().positive().optional(),
  }),
);
export type LedgerDifference = z.infer<typeof LedgerDifference>;

export const AuditedKind = z.enum(['lot', 'hold', 'fund']);
export type AuditedKind = z.infer<typeof AuditedKind>;

/**
 * A record that did not agree with what was replayed: perhaps because its newest entries were not replayed yet. It is
 * looked at again when all that was booked until `readAt` is; version 0: there was none.
 */
export const Suspect = z.lazy(() =>
  z.strictObject({ kind: AuditedKind, id: z.string(), version: z.int().nonnegative(), readAt: Instant }),
);
export type Suspect = z.infer<typeof Suspect>;

/** Entries that are being replayed: written down first, so that an interrupted replay is done again exactly. */
const Fold = z.lazy(() =>
  z.strictObject({
    number: z.int().positive(),
    segment: z.int().positive(),
    to: Position,
    entries: z.int().positive(),
    /** Entries that came to light only after their stretch was replayed. */
    late: z.array(BookedEntry),
  }),
);

/** Where the audit of the ledger stands; there is one. */
export const LedgerAudit = z.lazy(() =>
  z.strictObject({
    /** The first month with anything in the books. */
    firstMonth: Month,
    /** The last entry replayed. */
    through: Position.optional(),
    /** Everything booked until then has been replayed. */
    provedThrough: Instant.optional(),
    entries: z.int().nonnegative(),
    folds: z.int().nonnegative(),
    folding: Fold.optional(),
    segments: z.int().nonnegative(),
    /** The segment to be read again next. */
    rereadNext: z.int().positive(),
    /** How far the comparison with the records has come, and when it began. */
    comparing: z.strictObject({ began: Instant, stage: z.string(), after: z.string().optional() }).optional(),
    /** When the last comparison of everything began that has ended: what was booked before then is audited. */
    comparedThrough: Instant.optional(),
    suspects: z.array(Suspect),
    differences: z.array(LedgerDifference),
    /** How many differences were ever found: each gets a task of its own. */
    found: z.int().nonnegative(),
    lastRun: z.strictObject({
      at: Instant,
      entries: z.int().nonnegative(),
      compared: z.int().nonnegative(),
      reread: z.int().nonnegative(),
      /** There was more to replay than it had time for; the next run goes on. */
      isBehind: z.boolean(),
    }),
  }),
);
export type LedgerAudit = z.infer<typeof LedgerAudit>;

export const ledgerAuditId = 'main';

/** An audit that has read nothing yet. */
export const newAudit = (firstMonth: string, now: Instant): LedgerAudit => ({
  firstMonth,
  entries: 0,
  folds: 0,
  segments: 0,
  rereadNext: 1,
  suspects: [],
  differences: [],
  found: 0,
  lastRun: { at: now, entries: 0, compared: 0, reread: 0, isBehind: false },
});
