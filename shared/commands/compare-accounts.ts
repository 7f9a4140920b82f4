import type { Instant } from '../../events/values.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { LedgerMonth } from '../domain/ledger.ts';
import { type AccountBalance, compareBalances, type LedgerAccounts } from '../domain/ledger-accounts.ts';
import {
  comparePositions,
  type LedgerAudit,
  monthOf,
  monthsBetween,
  type Position,
  positionOf,
} from '../domain/ledger-audit.ts';
import { accountsChunkId, addMovements, addTo, type Totals } from '../domain/replay.ts';
import type { AuditDeps } from './audit-state.ts';

const aPage = 200;
/** Entries read that no sum has in it yet: what an hour books. With more to read the sums are far behind, and say nothing. */
const mostEntries = 2_000;

/** What the sums of months come to, by account, and the entries that came after each. */
interface Kept {
  /** As far as was replayed. */
  readonly totals: Totals;
  /** What was booked since. */
  readonly recent: Totals;
}

/** Reads what was booked in a month after what is added up. @returns how many entries; undefined when there are more than `most` */
async function readRest(
  { store }: AuditDeps,
  { month, past }: Pick<LedgerMonth, 'month' | 'past'>,
  most: number,
  take: (entry: JournalEntry) => void,
): Promise<number | undefined> {
  let count = 0;
  let after: string | undefined;
  do {
    if (count >= most) return undefined;
    const page = await store.journal(month, { limit: aPage, past, after });
    for (const entry of page.items) take(entry);
    count += page.items.length;
    after = page.next;
  } while (after !== undefined);
  return count;
}

async function readKept(deps: AuditDeps, months: readonly string[], through: Position): Promise<Kept | undefined> {
  const known = new Map((await deps.store.getMany('ledger-month', months)).map(({ value }) => [value.month, value]));
  const sums = months.map((month): LedgerMonth => known.get(month) ?? { month, entries: 0, lines: [] });
  // A run that was cut short: the sums are further than the replay.
  if (sums.some(({ past }) => past !== undefined && comparePositions(past, through) > 0)) return undefined;
  const kept: Kept = { totals: new Map(), recent: new Map() };
  for (const { account, debit, credit } of sums.flatMap(({ lines }) => lines)) {
    addTo(kept.totals, account, debit - credit);
  }
  let left = mostEntries;
  for (const month of sums.filter(({ sealedAt }) => sealedAt === undefined)) {
    const read = await readRest(deps, month, left, (entry) =>
      addMovements(comparePositions(positionOf(entry), through) > 0 ? kept.recent : kept.totals, entry),
    );
    if (read === undefined) return undefined;
    left -= read;
  }
  return kept;
}

async function readReplayed({ store }: AuditDeps, months: readonly string[]): Promise<Totals> {
  const totals: Totals = new Map();
  for (const { value } of await store.getMany('ledger-chunk', months.map(accountsChunkId))) {
    for (const [account, amount] of Object.entries(value.balances)) addTo(totals, account, amount);
  }
  return totals;
}

/** The risk reserve is one record; it is compared as of now, with what was booked since the replay. */
async function compareReserve(
  { store, settings }: AuditDeps,
  replayed: Totals,
  { recent }: Kept,
  before: LedgerAccounts | undefined,
  now: Instant,
): Promise<readonly AccountBalance[]> {
  const account = 'risk-reserve';
  const [reserve] = await store.getMany('risk-reserve', [settings.pool.id]);
  const booked = (replayed.get(account) ?? 0) + (recent.get(account) ?? 0);
  if (reserve === undefined && booked === 0) return [];
  const balances = {
    replayed: new Map([[account, booked]]),
    kept: new Map([[account, 0 - (reserve?.value.balance ?? 0)]]),
  };
  return compareBalances('record', balances, before, now);
}

/**
 * Compares every account: what the replayed journal comes to with the sums that statements are made of, and the risk
 * reserve with its record.
 * @param before what the last comparison found
 * @returns undefined when the sums and the replay are too far apart to be compared now
 */
export async function compareAccounts(
  deps: AuditDeps,
  audit: LedgerAudit,
  before: LedgerAccounts | undefined,
): Promise<LedgerAccounts | undefined> {
  const now = deps.now();
  const months = monthsBetween(audit.firstMonth, monthOf(now));
  const kept = audit.through === undefined ? undefined : await readKept(deps, months, audit.through);
  if (kept === undefined || audit.through === undefined) return undefined;
  const replayed = await readReplayed(deps, months);
  const accounts = [
    ...compareBalances('sums', { replayed, kept: kept.totals }, before, now),
    ...(await compareReserve(deps, replayed, kept, before, now)),
  ];
  return { at: now, through: audit.through, accounts };
}
