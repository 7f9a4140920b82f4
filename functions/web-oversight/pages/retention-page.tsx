import { type Erasure, RetentionClass, type RetentionRun, soonDays } from '../../../shared/domain/retention.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, Onward } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { nameOfAbout } from '../../../shared/staff/words/references.ts';
import { shortDate, shortTime } from '../../../shared/staff/words/times.ts';
import { classWords, periodWords } from '../words/retention.ts';

interface RetentionPageProps {
  readonly visit: Visit;
  /** None before the first night. */
  readonly run: RetentionRun | undefined;
  /** The latest first. */
  readonly certificates: readonly Erasure[];
  readonly next: string | undefined;
}

const figure = (count: number | undefined) => ({ text: String(count ?? 0), format: 'numeric' as const });
const numeric = (text: string) => ({ text, format: 'numeric' as const });

/** How long we keep who people are, what is due, and what was erased: in numbers, and certificate by certificate. */
export function RetentionPage({ visit, run, certificates, next }: RetentionPageProps) {
  const { retention } = visit.deps.settings;
  return (
    <ConsolePage visit={visit} title="Keeping and erasing">
      <h1 class="govuk-heading-l">Keeping and erasing</h1>
      <p class="govuk-body">
        Every night whoever’s time is over is erased: the key to their details is destroyed, and nobody can open them
        any more, a day later not even from a copy. Records keep a number that leads to nobody. The books keep their
        entries for {retention.accountsYears} years after the end of their year, and answers that were not sent are
        deleted after {retention.draftDays} days.
      </p>
      <p class="govuk-body">
        {run === undefined ? 'No night has been run yet.' : `The last night was run on ${shortTime(run.at)}.`} Whoever
        somebody was worried about is erased by no clock: decide on the page of the concern.
      </p>
      <Listing
        caption="Whose details, and for how long"
        empty=""
        firstCellIsHeader
        head={[
          'Whose details',
          'Kept for',
          numeric(`Due within ${soonDays} days`),
          numeric('Held for safeguarding'),
          numeric('Erased last night'),
          numeric('Erased in all'),
        ]}
        rows={RetentionClass.options.map((of) => [
          classWords[of],
          periodWords[of](retention),
          figure(run?.soon[of]),
          figure(run?.held[of]),
          figure(run?.erased[of]),
          figure(run?.erasedInAll[of]),
        ])}
      />
      <Listing
        caption="Certificates, the latest first"
        empty="Nobody has been erased so far."
        head={['Erased', 'Whose details', 'Stood behind', 'Due from']}
        rows={certificates.map(({ erasedAt, class: of, about, dueOn }) => [
          shortTime(erasedAt),
          classWords[of],
          nameOfAbout(about) ?? about,
          shortDate(dueOn),
        ])}
      />
      <Onward list="Certificates" text="Earlier ones" path="/console/retention" query={{}} after={next} />
    </ConsolePage>
  );
}
