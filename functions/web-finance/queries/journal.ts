import type { FundId } from '../../../events/values.ts';
import type { Deps } from '../../../shared/commands/deps.ts';
import { readLedger } from '../../../shared/commands/read-ledger.ts';
import { type CsvCell, writeCsv } from '../../../shared/domain/csv.ts';
import type { Account, JournalEntry } from '../../../shared/domain/journal.ts';
import { trialBalance } from '../../../shared/domain/ledger.ts';
import { accountWords, causeWords } from '../words/accounts.ts';

export interface TrialBalance {
  /** Pence, debit positive, by account, in the order of the accounts' names. */
  readonly accounts: readonly { readonly account: Account; readonly balance: number }[];
  /** Of all accounts: nought, or the books are wrong. */
  readonly sum: number;
  readonly entries: number;
  /** The month in which the reading stopped, when there is more than it takes in. */
  readonly stoppedIn: string | undefined;
}

/** The balance of every account now: what a sweep has added up of the entries, and the entries since. */
export async function readTrialBalance(deps: Pick<Deps, 'store' | 'settings' | 'now'>): Promise<TrialBalance> {
  const { ledger, entries, stoppedIn } = await readLedger(deps);
  const accounts = trialBalance(ledger);
  const sum = accounts.reduce((total, { balance }) => total + balance, 0);
  return { accounts, sum, entries, stoppedIn };
}

const entryHead = ['Entry', 'Booked', 'Effective', 'Cause', 'Account', 'Code', 'Lot', 'Hold', 'Debit', 'Credit'];

/**
 * Entries as a file, a line for each posting.
 * @param isCut there are more: the last line says so, for nothing beside a file can
 */
export function csvOfEntries(
  entries: readonly JournalEntry[],
  fundNames: ReadonlyMap<FundId, string>,
  isCut: boolean,
): string {
  const rows = entries.flatMap(({ id, bookedAt, effectiveOn, postings }) =>
    postings.map(({ account, amount, lotId, holdId }): readonly CsvCell[] => [
      id,
      bookedAt,
      effectiveOn,
      causeWords(id),
      accountWords(account, fundNames),
      account,
      lotId,
      holdId,
      amount >= 0 ? { pence: amount } : undefined,
      amount < 0 ? { pence: -amount } : undefined,
    ]),
  );
  const [, ...empty] = entryHead;
  const cut: readonly CsvCell[] = ['There are more entries after these', ...empty.map(() => undefined)];
  return writeCsv(entryHead, isCut ? [...rows, cut] : rows);
}
