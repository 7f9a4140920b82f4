import { type Account, balances, type JournalEntry } from '../../../shared/domain/journal.ts';
import type { Store } from '../../../shared/store/interface.ts';

/** Entries that one reading of the trial balance takes in. */
const mostEntries = 20_000;
const aPage = 200;

export interface TrialBalance {
  /** Pence, debit positive, by account, in the order of the accounts' names. */
  readonly accounts: readonly { readonly account: Account; readonly balance: number }[];
  /** Of all accounts: nought, or the books are wrong. */
  readonly sum: number;
  readonly entries: number;
  /** The month in which the reading stopped, when there is more than it takes in. */
  readonly stoppedIn: string | undefined;
}

export const monthOf = (at: string): string => at.slice(0, 'YYYY-MM'.length);

export const monthAfter = (month: string): string => {
  const next = new Date(`${month}-01T00:00:00.000Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return monthOf(next.toISOString());
};

export const monthBefore = (month: string): string =>
  monthOf(new Date(Date.parse(`${month}-01T00:00:00.000Z`) - 1).toISOString());

function monthsBetween(first: string, last: string): readonly string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month);
  return months;
}

/** The first month with anything in the books: no money moves before a fund is open. */
export async function firstMonth(store: Store, pool: string, now: string): Promise<string> {
  const { items } = await store.list('fund', `funds/${pool}`, { limit: 200 });
  const [first = monthOf(now)] = items.map(({ value }) => monthOf(value.openedAt)).toSorted();
  return first;
}

/** Reads one month; false when the whole reading has taken in all it may. */
async function readMonth(store: Store, month: string, entries: JournalEntry[]): Promise<boolean> {
  let after: string | undefined;
  do {
    if (entries.length >= mostEntries) return false;
    const page = await store.journal(month, { limit: aPage, after });
    entries.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return true;
}

/** The balance of every account over all months, from the entries themselves and nothing else. */
export async function readTrialBalance(store: Store, first: string, last: string): Promise<TrialBalance> {
  const entries: JournalEntry[] = [];
  let stoppedIn: string | undefined;
  for (const month of monthsBetween(first, last)) {
    if (await readMonth(store, month, entries)) continue;
    stoppedIn = month;
    break;
  }
  const totals = balances(entries);
  const accounts = [...totals]
    .map(([account, balance]) => ({ account, balance }))
    .toSorted((a, b) => (a.account < b.account ? -1 : 1));
  const sum = accounts.reduce((total, { balance }) => total + balance, 0);
  return { accounts, sum, entries: entries.length, stoppedIn };
}
