import { FundId, type LotId } from '../../events/values.ts';
import type { Account, JournalEntry, Posting } from './journal.ts';

/** Pence by key; what is nought is not in it. */
export type Totals = Map<string, number>;

export const addTo = (totals: Totals, key: string, amount: number): void => {
  const sum = (totals.get(key) ?? 0) + amount;
  if (sum === 0) totals.delete(key);
  else totals.set(key, sum);
};

/** The keys of what the records are held against: the thing's id, a point, and the term. */
export const termOf = {
  /** What is free of a lot. */
  free: (id: LotId) => `${id}.free`,
  /** What a lot still has or has paid for: all of it but what was refunded, moved on or given to a deficit. */
  kept: (id: LotId) => `${id}.kept`,
  /** What a hold still has of a lot. */
  held: (holdId: string, lotId: LotId) => `${holdId}.${lotId}`,
  deficit: (id: FundId) => `${id}.deficit`,
  /** What was booked as free or held in a fund without saying of which lot: nothing may be. */
  loose: (id: FundId) => `${id}.loose`,
} as const;

/** The id before the point of a key. */
export const subjectOf = (key: string): string => key.slice(0, key.indexOf('.'));

const fundAccount = /^fund:(fnd_[^:]+):(free|held|deficit)$/;

function readFundAccount(account: Account): readonly [FundId, string] | undefined {
  const [, id, part] = fundAccount.exec(account) ?? [];
  return id === undefined || part === undefined ? undefined : [FundId.parse(id), part];
}

/** A session spends what a lot gave to a hold: the lot has paid for it, and keeps it on its account. */
const isSpending = ({ id }: JournalEntry): boolean => id.startsWith('session:');

/** The term a posting changes; undefined when it is on no account of a fund. */
function termOfPosting({ account, lotId, holdId }: Posting): string | undefined {
  const [fundId, part] = readFundAccount(account) ?? [];
  if (fundId === undefined) return undefined;
  if (part === 'deficit') return termOf.deficit(fundId);
  if (lotId === undefined) return termOf.loose(fundId);
  if (part === 'free') return termOf.free(lotId);
  return holdId === undefined ? termOf.loose(fundId) : termOf.held(holdId, lotId);
}

/** Adds what an entry changes of what the records say: pence, as the records count them (what is free is positive). */
export function addEffects(totals: Totals, entry: JournalEntry): void {
  const spends = isSpending(entry);
  for (const posting of entry.postings) {
    const { account, amount, lotId } = posting;
    const term = termOfPosting(posting);
    if (term === undefined) continue;
    const owes = account.endsWith(':deficit');
    addTo(totals, term, owes ? amount : -amount);
    if (!owes && !spends && lotId !== undefined) addTo(totals, termOf.kept(lotId), -amount);
  }
}

/** Adds what an entry moves on every account: pence, debit positive. */
export function addMovements(totals: Totals, entry: JournalEntry): void {
  for (const { account, amount } of entry.postings) addTo(totals, account, amount);
}

/**
 * A number of some 53 bits that any other text is all but certain not to have (cyrb53). It finds accidents; somebody
 * who means to deceive is kept out by grants and by the trail, not by this.
 */
function hash(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}

const digits = 11;
const digitsBehind = 5;
const half = 36 ** digitsBehind;

/** In two halves: the digits of a number beyond 31 bits take five times as long to make. */
function asMark(text: string): string {
  const number = hash(text);
  const ahead = Math.floor(number / half).toString(36);
  const behind = (number % half).toString(36);
  return ahead.padStart(digits - digitsBehind, '0') + behind.padStart(digitsBehind, '0');
}

/** The mark of an entry's id. */
export const idMark = ({ id }: Pick<JournalEntry, 'id'>): string => asMark(id);

/** The mark of an entry: of its id, then of all that it says. Two entries that say the same have the same. */
export const markOf = (entry: JournalEntry): string =>
  idMark(entry) +
  asMark(
    JSON.stringify([
      entry.bookedAt,
      entry.effectiveOn,
      entry.postings.map(({ account, amount, lotId, holdId }) => [account, amount, lotId, holdId]),
    ]),
  );

/** The marks of a segment, taken apart: what was said, by the mark of the id. */
export function readMarks(marks: string): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (let at = 0; at < marks.length; at += 2 * digits) {
    read.set(marks.slice(at, at + digits), marks.slice(at, at + 2 * digits));
  }
  return read;
}

/** So many chunks that one stays small with hundreds of thousands of lots, and one run still reaches all of them. */
export const chunkCount = 1024;

export const chunkId = (number: number): string => `c${String(number).padStart(4, '0')}`;

/** The chunk that has what a month of booking, `YYYY-MM`, moved on every account. */
export const accountsChunkId = (month: string): string => `accounts-${month}`;

/** The chunk that has all the terms of one lot, hold or fund. */
export const chunkOf = (subject: string): string => chunkId(hash(subject) % chunkCount);
