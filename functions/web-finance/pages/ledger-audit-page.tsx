import type { FundId, Instant } from '../../../events/values.ts';
import { type AccountBalance, accountIn, type LedgerAccounts } from '../../../shared/domain/ledger-accounts.ts';
import type { LedgerAudit, LedgerDifference } from '../../../shared/domain/ledger-audit.ts';
import { later } from '../../../shared/domain/office-days.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Facts, Listing } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { nameOfAbout } from '../../../shared/staff/words/references.ts';
import { countCell, ledgerSum, sumCell } from '../../../shared/staff/words/sums.ts';
import { shortTime, untilInWords } from '../../../shared/staff/words/times.ts';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { WarningText } from '../../../shared/web/components/warning-text.tsx';
import { accountWords } from '../words/accounts.ts';

export interface LedgerAuditPageProps {
  readonly visit: Visit;
  readonly audit: LedgerAudit | undefined;
  readonly accounts: LedgerAccounts | undefined;
  readonly fundNames: ReadonlyMap<FundId, string>;
}

/** The last run of the audit: when, how much, how far, and every difference to the penny. */
export function LedgerAuditPage({ visit, audit, accounts, fundNames }: LedgerAuditPageProps) {
  return (
    <ConsolePage visit={visit} title="Ledger audit">
      <h1 class="govuk-heading-l">Ledger audit</h1>
      <p class="govuk-body">
        Every quarter of an hour the journal is replayed, some minutes behind the clock, and compared with every fund,
        gift and reservation, and account by account with the sums that statements are made of. A difference is shown
        only when time cannot explain it.
      </p>
      {audit === undefined ? (
        <InsetText>The audit has not run yet. Its first run is within a quarter of an hour of the start.</InsetText>
      ) : (
        <>
          <Late visit={visit} ranAt={audit.lastRun.at} />
          <Found audit={audit} fundNames={fundNames} />
          <Accounts compared={accounts} fundNames={fundNames} />
        </>
      )}
    </ConsolePage>
  );
}

/** Nobody looks while the audit does not run: then no difference is shown, and that means nothing. */
function Late({ visit, ranAt }: { readonly visit: Visit; readonly ranAt: Instant }) {
  const { now, deps } = visit;
  const { ledgerMinutes } = deps.settings.checks;
  if (later(ranAt, { minutes: ledgerMinutes }) >= now) return null;
  return (
    <WarningText>
      {`The audit last ran ${untilInWords(ranAt, now)}, on ${shortTime(ranAt)}. It should have run within ${ledgerMinutes} minutes. What was booked since has not been looked at: tell whoever runs this system.`}
    </WarningText>
  );
}

function Found({ audit, fundNames }: { readonly audit: LedgerAudit; readonly fundNames: ReadonlyMap<FundId, string> }) {
  const { differences, lastRun, entries, through, provedThrough, comparedThrough, suspects } = audit;
  return (
    <>
      {differences.length === 0 ? (
        <InsetText>No differences: what was compared agrees with the journal to the penny.</InsetText>
      ) : (
        <WarningText>
          {differences.length === 1 ? 'There is one difference' : `There are ${differences.length} differences`} between
          the journal and the records. Find out why before anything more is booked on what is named below.
        </WarningText>
      )}
      <Facts
        card={{ title: { text: 'Last run' } }}
        rows={[
          { key: 'Ran', value: shortTime(lastRun.at) },
          { key: 'Entries replayed then', value: String(lastRun.entries) },
          { key: 'Records compared then', value: String(lastRun.compared) },
          { key: 'Entries replayed in all', value: String(entries) },
          {
            key: 'Last entry replayed',
            value: through === undefined ? 'None yet' : `${through.id}, ${shortTime(through.bookedAt)}`,
          },
          {
            key: 'Everything replayed that was booked until',
            value: provedThrough === undefined ? 'Still catching up' : shortTime(provedThrough),
          },
          {
            key: 'Everything compared since',
            value: comparedThrough === undefined ? 'Not once yet' : shortTime(comparedThrough),
          },
          {
            key: 'To be looked at again',
            value: String(Math.max(0, suspects.length - new Set(differences.map(({ about }) => about)).size)),
          },
        ]}
      />
      {lastRun.isBehind ? (
        <p class="govuk-body">The last run had more to replay than it had time for. The next one goes on from there.</p>
      ) : null}
      <Differences differences={differences} fundNames={fundNames} />
    </>
  );
}

interface DifferencesProps {
  readonly differences: readonly LedgerDifference[];
  readonly fundNames: ReadonlyMap<FundId, string>;
}

function nameOf(about: string, fundNames: ReadonlyMap<FundId, string>): string {
  const account = accountIn(about);
  return account === undefined ? (nameOfAbout(about) ?? about) : accountWords(account, fundNames);
}

const Differences = ({ differences, fundNames }: DifferencesProps) => (
  <Listing
    caption="Differences"
    empty="None."
    firstCellIsHeader
    head={[
      'Where',
      'What',
      { text: 'Journal', format: 'numeric' },
      { text: 'Record', format: 'numeric' },
      { text: 'Difference', format: 'numeric' },
      'Found',
    ]}
    rows={differences.map((difference) => [
      nameOf(difference.about, fundNames),
      difference.term,
      ...sums(difference),
      shortTime(difference.foundAt),
    ])}
  />
);

const keptWords: Readonly<Record<AccountBalance['keptIn'], string>> = {
  sums: 'The sums of statements',
  record: 'Its own record',
};

interface AccountsProps {
  readonly compared: LedgerAccounts | undefined;
  readonly fundNames: ReadonlyMap<FundId, string>;
}

/** Every account, as the journal was replayed and as it is kept; those that differ in front. */
function Accounts({ compared, fundNames }: AccountsProps) {
  const differing = compared?.accounts.filter(({ replayed, kept }) => replayed !== kept) ?? [];
  const agreeing = compared?.accounts.filter(({ replayed, kept }) => replayed === kept) ?? [];
  return (
    <>
      <Listing
        caption={compared === undefined ? 'Accounts' : `Accounts, compared on ${shortTime(compared.at)}`}
        empty="The accounts have not been compared yet."
        firstCellIsHeader
        head={[
          'Account',
          'Kept in',
          { text: 'Journal', format: 'numeric' },
          { text: 'Kept', format: 'numeric' },
          { text: 'Difference', format: 'numeric' },
        ]}
        rows={[...differing, ...agreeing].map(({ account, keptIn, replayed, kept }) => [
          accountWords(account, fundNames),
          keptWords[keptIn],
          sumCell(replayed),
          sumCell(kept),
          sumCell(kept - replayed),
        ])}
      />
      {differing.length === 0 ? null : (
        <p class="govuk-body">
          An account is called different once two runs have found the same: before that, something may have been booked
          between two readings.
        </p>
      )}
    </>
  );
}

/** What is missing is counted in entries, everything else in pounds. */
const sums = ({ term, journal, record }: LedgerDifference) =>
  term === 'missing entries'
    ? [countCell(journal), countCell(record), countCell(journal - record)]
    : [sumCell(journal), sumCell(record), { text: ledgerSum(record - journal), format: 'numeric' as const }];
