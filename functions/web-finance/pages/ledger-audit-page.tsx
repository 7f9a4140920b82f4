import type { LedgerAudit, LedgerDifference } from '../../../shared/domain/ledger-audit.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Facts, Listing } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { nameOfAbout } from '../../../shared/staff/words/references.ts';
import { countCell, ledgerSum, sumCell } from '../../../shared/staff/words/sums.ts';
import { shortTime } from '../../../shared/staff/words/times.ts';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { WarningText } from '../../../shared/web/components/warning-text.tsx';

export interface LedgerAuditPageProps {
  readonly visit: Visit;
  readonly audit: LedgerAudit | undefined;
}

/** The last run of the audit: when, how much, how far, and every difference to the penny. */
export function LedgerAuditPage({ visit, audit }: LedgerAuditPageProps) {
  return (
    <ConsolePage visit={visit} title="Ledger audit">
      <h1 class="govuk-heading-l">Ledger audit</h1>
      <p class="govuk-body">
        Every quarter of an hour the journal is replayed, some minutes behind the clock, and compared with every fund,
        gift and reservation. A difference is shown only when time cannot explain it.
      </p>
      {audit === undefined ? (
        <InsetText>The audit has not run yet. Its first run is within a quarter of an hour of the start.</InsetText>
      ) : (
        <Found audit={audit} />
      )}
    </ConsolePage>
  );
}

function Found({ audit }: { readonly audit: LedgerAudit }) {
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
      <Differences differences={differences} />
    </>
  );
}

const Differences = ({ differences }: { readonly differences: readonly LedgerDifference[] }) => (
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
      nameOfAbout(difference.about) ?? difference.about,
      difference.term,
      ...sums(difference),
      shortTime(difference.foundAt),
    ])}
  />
);

/** What is missing is counted in entries, everything else in pounds. */
const sums = ({ term, journal, record }: LedgerDifference) =>
  term === 'missing entries'
    ? [countCell(journal), countCell(record), countCell(journal - record)]
    : [sumCell(journal), sumCell(record), { text: ledgerSum(record - journal), format: 'numeric' as const }];
