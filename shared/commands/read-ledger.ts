import { DonationId, type HoldId, type Instant, type LotId } from '../../events/values.ts';
import type { JournalEntry } from '../domain/journal.ts';
import {
  type LedgerLine,
  type LedgerMonth,
  type LedgerOf,
  LedgerSums,
  lastDayOf,
  type Period,
  placeInPeriod,
  placeMonth,
  usesIn,
  type WayOfGift,
} from '../domain/ledger.ts';
import { monthOf, monthsBetween } from '../domain/ledger-audit.ts';
import { later, localDay } from '../domain/office-days.ts';
import type { Store } from '../store/interface.ts';
import type { Deps } from './deps.ts';

type ReadDeps = Pick<Deps, 'store' | 'settings' | 'now'>;

const aPage = 200;
/** Entries that one reading takes in one by one; what is added up already costs nothing more, however much it is. */
const mostEntries = 20_000;

/** The first month with anything in the books: no money moves before a fund is open. */
export async function firstMonth(store: Store, pool: string, now: Instant): Promise<string> {
  const { items } = await store.list('fund', `funds/${pool}`, { limit: 200 });
  const [first = monthOf(now)] = items.map(({ value }) => monthOf(value.openedAt)).toSorted();
  return first;
}

/** All months of the books, `YYYY-MM`, up to now. */
export const bookedMonths = async ({ store, settings, now }: ReadDeps): Promise<readonly string[]> =>
  monthsBetween(await firstMonth(store, settings.pool.id, now()), monthOf(now()));

/** How the gifts among these entries came that came another way than online: their donations say it. */
export async function readWays(store: Store, entries: readonly JournalEntry[]): Promise<WayOfGift> {
  const donationOf = ({ id, postings }: JournalEntry): DonationId | undefined => {
    if (!id.startsWith('donation:') || !postings.some(({ account }) => account === 'bank')) return undefined;
    const lotId = postings.find((posting) => posting.lotId !== undefined)?.lotId ?? '';
    return DonationId.safeParse(lotId.replace(/^lot_/, 'don_')).data;
  };
  const ids = entries.map(donationOf).filter((id) => id !== undefined);
  const donations = ids.length === 0 ? [] : await store.getMany('donation', [...new Set(ids)]);
  const ways = new Map(donations.map(({ value }) => [value.id, value.way]));
  return (entry) => {
    const id = donationOf(entry);
    return id === undefined ? undefined : ways.get(id);
  };
}

/** Entries read one by one, within a bound that all readings of one page share. */
class Reading {
  readonly #store: Store;
  #left = mostEntries;
  count = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Calls `take` with each entry of a month after `past`; false when the bound was reached before the end. */
  async each(
    month: string,
    past: LedgerMonth['past'],
    take: (entry: JournalEntry, wayOf: WayOfGift) => void,
  ): Promise<boolean> {
    let after: string | undefined;
    do {
      if (this.#left <= 0) return false;
      const page = await this.#store.journal(month, { limit: aPage, after, past });
      const wayOf = await readWays(this.#store, page.items);
      for (const entry of page.items) take(entry, wayOf);
      this.#left -= page.items.length;
      this.count += page.items.length;
      after = page.next;
    } while (after !== undefined);
    return true;
  }
}

async function readMonths(deps: ReadDeps) {
  const months = await bookedMonths(deps);
  const records = await deps.store.getMany('ledger-month', months);
  const added = new Map(records.map(({ value }) => [value.month, value]));
  return months.map((month): LedgerMonth => added.get(month) ?? { month, entries: 0, lines: [] });
}

/** What was booked. */
export interface LedgerReading<T> {
  readonly ledger: T;
  readonly entries: number;
  /** The month in which the reading stopped, when there is more than it takes in; what it says is not whole then. */
  readonly stoppedIn: string | undefined;
}

/** All that was booked, by the month it is effective in: what the sweep has added up, and the entries since. */
export async function readLedger(deps: ReadDeps): Promise<LedgerReading<readonly LedgerLine[]>> {
  const sums = new LedgerSums();
  const reading = new Reading(deps.store);
  let entries = 0;
  let stoppedIn: string | undefined;
  for (const { month, lines, past, sealedAt, entries: count } of await readMonths(deps)) {
    for (const line of lines) sums.add(line);
    entries += count;
    if (sealedAt !== undefined) continue;
    const isWhole = await reading.each(month, past, (entry, wayOf) => sums.addEntry(entry, wayOf));
    if (isWhole) continue;
    stoppedIn = month;
    break;
  }
  return { ledger: sums.lines, entries: entries + reading.count, stoppedIn };
}

/**
 * A period that ends today or later ends with its month: nothing is effective later than tomorrow (by the office's
 * calendar; the books are kept in UTC), and whole months need not be read entry by entry.
 */
function wholeIfOpen(period: Period, { now, settings }: ReadDeps): Period {
  if (period.through < localDay(now(), settings.office)) return period;
  return { ...period, through: lastDayOf(monthOf(later(now(), { days: 1 }))) };
}

/** The sums of what is effective before a period, and in it. */
class PeriodSums {
  readonly #period: Period;
  readonly #before = new LedgerSums();
  readonly #during = new LedgerSums();

  constructor(period: Period) {
    this.#period = period;
  }

  #of(place: 'before' | 'during' | 'after' | 'cut'): LedgerSums | undefined {
    return place === 'before' ? this.#before : place === 'during' ? this.#during : undefined;
  }

  addMonth(lines: readonly LedgerLine[]): void {
    for (const line of lines) this.#of(placeMonth(line.effectiveIn, this.#period))?.add(line);
  }

  addEntry(entry: JournalEntry, wayOf: WayOfGift): void {
    this.#of(placeInPeriod(entry.effectiveOn, this.#period))?.addEntry(entry, wayOf);
  }

  get ledger(): LedgerOf {
    return { before: this.#before.lines, during: this.#during.lines };
  }
}

/**
 * What was booked, told apart by a period of effective days. A month that the period begins or ends inside of is read
 * entry by entry; of all others only what the sweep has added up, and the entries since.
 */
export async function readPeriod(deps: ReadDeps, asked: Period): Promise<LedgerReading<LedgerOf>> {
  const period = wholeIfOpen(asked, deps);
  const sums = new PeriodSums(period);
  const reading = new Reading(deps.store);
  let entries = 0;
  let stoppedIn: string | undefined;
  for (const { month, lines, past, sealedAt, entries: count } of await readMonths(deps)) {
    const isCut = lines.some(({ effectiveIn }) => placeMonth(effectiveIn, period) === 'cut');
    if (!isCut) {
      sums.addMonth(lines);
      entries += count;
      if (sealedAt !== undefined) continue;
    }
    if (await reading.each(month, isCut ? undefined : past, (entry, wayOf) => sums.addEntry(entry, wayOf))) continue;
    stoppedIn = month;
    break;
  }
  return { ledger: sums.ledger, entries: entries + reading.count, stoppedIn };
}

/** Holds of one lot that a page reads at most. */
const mostUses = 2_000;

async function readKeptUses(store: Store, lotId: LotId) {
  const holds: HoldId[] = [];
  let after: string | undefined;
  while (holds.length < mostUses) {
    const page = await store.list('lot-use', `lot-uses/${lotId}`, { limit: aPage, after });
    holds.push(...page.items.map(({ value }) => value.holdId));
    after = page.next;
    if (after === undefined) return { holds, isWhole: true };
  }
  return { holds, isWhole: false };
}

/**
 * The holds that have drawn on any of these lots: those that a sweep has written down, and those since, from the journal.
 * `isWhole`: false when there are more than are read at once.
 */
export async function readUses(
  deps: ReadDeps,
  lotIds: readonly LotId[],
): Promise<{ readonly holdIds: readonly HoldId[]; readonly isWhole: boolean }> {
  const lots = new Set(lotIds);
  const kept = await Promise.all(lotIds.map((lotId) => readKeptUses(deps.store, lotId)));
  const holdIds = new Set(kept.flatMap(({ holds }) => holds));
  const reading = new Reading(deps.store);
  let isWhole = kept.every((each) => each.isWhole);
  for (const { month, past, sealedAt } of await readMonths(deps)) {
    if (sealedAt !== undefined) continue;
    const isRead = await reading.each(month, past, (entry) => {
      for (const { lotId, holdId } of usesIn(entry)) if (lots.has(lotId)) holdIds.add(holdId);
    });
    isWhole &&= isRead;
  }
  return { holdIds: [...holdIds], isWhole };
}
