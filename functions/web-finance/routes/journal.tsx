import { Hono } from 'hono';
import { firstMonth } from '../../../shared/commands/read-ledger.ts';
import type { Account, JournalEntry } from '../../../shared/domain/journal.ts';
import { monthOf } from '../../../shared/domain/ledger-audit.ts';
import { downloadCsv } from '../../../shared/staff/download.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { readFundNames } from '../../../shared/staff/queries/case-file.ts';
import { readUpTo } from '../../../shared/staff/queries/read-up-to.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { JournalPage } from '../pages/journal-page.tsx';
import { csvOfEntries, readTrialBalance } from '../queries/journal.ts';
import { fundOf } from '../words/accounts.ts';
import { showPayouts } from './payouts.tsx';

const aPage = 50;

/** The books. */
export const createJournalRoutes = (deps: StaffDeps): Hono<WebEnv> =>
  new Hono<WebEnv>()
    .get('/journal', forArea(deps, 'journal', showJournal))
    .get('/journal/export', forArea(deps, 'journal', saveJournal))
    .get('/journal/payouts', forArea(deps, 'journal', showPayouts));

/** The month in the address: one of the books, or undefined. */
async function monthIn({ c, deps, now }: Visit) {
  const last = monthOf(now);
  const month = c.req.query('month') ?? last;
  const first = await firstMonth(deps.store, deps.settings.pool.id, now);
  const isOurs = /^\d{4}-(0[1-9]|1[0-2])$/.test(month) && month <= last && month >= first;
  return isOurs ? { month, first, last } : undefined;
}

const accountsOf = (entries: readonly JournalEntry[]): readonly Account[] =>
  entries.flatMap(({ postings }) => postings.map(({ account }) => account));

const readNames = ({ deps }: Visit, accounts: readonly Account[]) =>
  readFundNames(
    deps.store,
    accounts.map(fundOf).filter((id) => id !== undefined),
  );

async function showJournal(visit: Visit): Promise<Response> {
  const { c, deps } = visit;
  const { store } = deps;
  const asked = await monthIn(visit);
  if (asked === undefined) return showMissing(visit);
  const { month, first, last } = asked;
  const [entries, trial] = await Promise.all([
    store.journal(month, { limit: aPage, after: c.req.query('after') }),
    readTrialBalance(deps),
  ]);
  const accounts = trial.accounts.map(({ account }) => account);
  const fundNames = await readNames(visit, [...accounts, ...accountsOf(entries.items)]);
  return show(
    visit,
    <JournalPage
      visit={visit}
      month={month}
      first={first}
      last={last}
      entries={entries}
      trial={trial}
      fundNames={fundNames}
    />,
  );
}

/** Entries that one file has at most. */
const aFile = 5_000;

/** The entries of a month from where its page begins, a line for each posting; a file that is cut says so at its end. */
async function saveJournal(visit: Visit): Promise<Response> {
  const { c, deps } = visit;
  const asked = await monthIn(visit);
  if (asked === undefined) return showMissing(visit);
  const { month } = asked;
  const from = c.req.query('after');
  const { items, more } = await readUpTo(aFile, ({ limit, after }) =>
    deps.store.journal(month, { limit, after: after ?? from }),
  );
  const fundNames = await readNames(visit, accountsOf(items));
  return downloadCsv(visit, `journal-${month}`, csvOfEntries(items, fundNames, more));
}
