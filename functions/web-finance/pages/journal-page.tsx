import type { FundId } from '../../../events/values.ts';
import type { JournalEntry } from '../../../shared/domain/journal.ts';
import { monthAfter } from '../../../shared/domain/ledger-audit.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, More, Onward, To } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { payoutsPath } from '../../../shared/staff/words/references.ts';
import { ledgerSum, sumCell } from '../../../shared/staff/words/sums.ts';
import { monthInWords, shortDate, shortTime } from '../../../shared/staff/words/times.ts';
import type { Page } from '../../../shared/store/interface.ts';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { Pagination } from '../../../shared/web/components/pagination.tsx';
import { WarningText } from '../../../shared/web/components/warning-text.tsx';
import type { TrialBalance } from '../queries/journal.ts';
import { accountWords, causeWords } from '../words/accounts.ts';

export interface JournalPageProps {
  readonly visit: Visit;
  /** `YYYY-MM`, as are the first and the last month of the books. */
  readonly month: string;
  readonly first: string;
  readonly last: string;
  readonly entries: Page<JournalEntry>;
  readonly trial: TrialBalance;
  readonly fundNames: ReadonlyMap<FundId, string>;
}

const monthBefore = (month: string): string =>
  new Date(Date.parse(`${month}-01`) - 1).toISOString().slice(0, 'YYYY-MM'.length);

const monthPath = (month: string): string => `/console/journal?month=${month}`;

/** The journal of one month, and the balance of every account over all of them. Debit is positive, credit negative. */
export function JournalPage(props: JournalPageProps) {
  const { visit, month, first, last, entries } = props;
  const after = visit.c.req.query('after');
  const words = monthInWords(month);
  return (
    <ConsolePage visit={visit} title={`Journal, ${words}`}>
      <h1 class="govuk-heading-l">Journal</h1>
      <Trial {...props} />
      <p class="govuk-body">
        <To path={payoutsPath}>Payouts to our bank, and whether the books agree</To>
      </p>
      <h2 class="govuk-heading-m">Entries of {words}</h2>
      {first === last ? null : <Months month={month} first={first} last={last} />}
      <Entries {...props} />
      {entries.items.length === 0 ? null : (
        <p class="govuk-body">
          <To
            path={`/console/journal/export?${new URLSearchParams({ month, ...(after === undefined ? {} : { after }) })}`}
          >
            Save the entries from here on as a CSV file
          </To>
        </p>
      )}
      <Onward
        list="Entries"
        text={`More entries of ${words}`}
        path="/console/journal"
        query={{ month }}
        after={entries.next}
      />
    </ConsolePage>
  );
}

const Months = ({ month, first, last }: Pick<JournalPageProps, 'month' | 'first' | 'last'>) => (
  <Pagination
    landmarkLabel="Months"
    previous={
      month > first ? { href: monthPath(monthBefore(month)), labelText: monthInWords(monthBefore(month)) } : undefined
    }
    next={month < last ? { href: monthPath(monthAfter(month)), labelText: monthInWords(monthAfter(month)) } : undefined}
  />
);

function Trial({ trial, fundNames }: Pick<JournalPageProps, 'trial' | 'fundNames'>) {
  const { accounts, sum, entries, stoppedIn } = trial;
  return (
    <>
      {sum === 0 ? (
        <InsetText>
          The books balance: all accounts together come to {ledgerSum(0)}, over {entries} entries.
        </InsetText>
      ) : (
        <WarningText>
          The books do not balance: all accounts together come to {ledgerSum(sum)}. Nothing more should be booked before
          somebody has found out why. Please tell whoever looks after the system at once.
        </WarningText>
      )}
      <Listing
        caption="Trial balance"
        empty="Nothing has been booked yet."
        firstCellIsHeader
        head={['Account', { text: 'Debit', format: 'numeric' }, { text: 'Credit', format: 'numeric' }]}
        rows={[
          ...accounts.map(({ account, balance }) => [
            accountWords(account, fundNames),
            balance > 0 ? sumCell(balance) : { text: '', format: 'numeric' as const },
            balance < 0 ? sumCell(-balance) : { text: '', format: 'numeric' as const },
          ]),
          ...(accounts.length === 0 ? [] : [totals(trial)]),
        ]}
      />
      <More when={stoppedIn !== undefined}>
        The journal is longer than this page reads: the balances are those up to some day in{' '}
        {stoppedIn === undefined ? '' : monthInWords(stoppedIn)}.
      </More>
    </>
  );
}

const totals = ({ accounts }: TrialBalance) => {
  const debits = accounts.filter(({ balance }) => balance > 0).reduce((sum, { balance }) => sum + balance, 0);
  const credits = accounts.filter(({ balance }) => balance < 0).reduce((sum, { balance }) => sum - balance, 0);
  return ['Total', sumCell(debits), sumCell(credits)];
};

function Entries({ entries, month, fundNames }: JournalPageProps) {
  return (
    <Listing
      caption={`Entries of ${monthInWords(month)}`}
      isCaptionHidden
      empty="Nothing was booked in this month."
      head={[
        'Booked',
        'For',
        'Cause',
        'Account',
        { text: 'Debit', format: 'numeric' },
        { text: 'Credit', format: 'numeric' },
      ]}
      rows={entries.items.flatMap((entry) =>
        entry.postings.map((posting, index) => [
          index === 0 ? shortTime(entry.bookedAt) : '',
          index === 0 ? { text: <Effective entry={entry} /> } : '',
          index === 0 ? { text: <Cause entry={entry} /> } : '',
          accountWords(posting.account, fundNames),
          posting.amount >= 0 ? sumCell(posting.amount) : { text: '', format: 'numeric' as const },
          posting.amount < 0 ? sumCell(-posting.amount) : { text: '', format: 'numeric' as const },
        ]),
      )}
    />
  );
}

/** The day that the books count it to, and in a month closed since, the day it is about. */
const Effective = ({ entry: { effectiveOn, aboutOn } }: { readonly entry: JournalEntry }) => (
  <>
    {shortDate(effectiveOn)}
    {aboutOn === undefined ? null : (
      <>
        <br />
        about {shortDate(aboutOn)}
      </>
    )}
  </>
);

const Cause = ({ entry }: { readonly entry: JournalEntry }) => (
  <>
    {causeWords(entry.id)}
    <br />
    {entry.id}
  </>
);
