import { Hono } from 'hono';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { JournalPage } from '../pages/journal-page.tsx';
import { readFundNames } from '../queries/case-file.ts';
import { firstMonth, monthOf, readTrialBalance } from '../queries/journal.ts';
import { show, showMissing, type Visit } from '../visit.ts';
import { fundOf } from '../words/accounts.ts';
import { forArea } from './for-area.tsx';

const aPage = 50;

/** The books. */
export const createJournalRoutes = (deps: ConsoleDeps): Hono<WebEnv> =>
  new Hono<WebEnv>().get('/journal', forArea(deps, 'journal', showJournal));

async function showJournal(visit: Visit): Promise<Response> {
  const { c, deps, now } = visit;
  const { store, settings } = deps;
  const last = monthOf(now);
  const month = c.req.query('month') ?? last;
  const first = await firstMonth(store, settings.pool.id, now);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month > last || month < first) return showMissing(visit);
  const [entries, trial] = await Promise.all([
    store.journal(month, { limit: aPage, after: c.req.query('after') }),
    readTrialBalance(store, first, last),
  ]);
  const accounts = [
    ...trial.accounts.map(({ account }) => account),
    ...entries.items.flatMap(({ postings }) => postings.map(({ account }) => account)),
  ];
  const fundNames = await readFundNames(
    store,
    accounts.map(fundOf).filter((id) => id !== undefined),
  );
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
