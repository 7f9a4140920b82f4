import type { Fund } from '../../../shared/domain/fund.ts';
import type { Period } from '../../../shared/domain/ledger.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, More, To } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { sumCell } from '../../../shared/staff/words/sums.ts';
import { monthInWords, shortDate } from '../../../shared/staff/words/times.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { DateInput } from '../../../shared/web/components/date-input.tsx';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { Select } from '../../../shared/web/components/select.tsx';
import { WarningText } from '../../../shared/web/components/warning-text.tsx';
import { dateOf, type FormState, fieldOf } from '../../../shared/web/forms.ts';
import type { Figures } from '../queries/figures.ts';

/** What a statement can be of, beside a fund. */
export const wholes = [
  { value: 'activities', text: 'Financial activities: unrestricted, designated, restricted' },
  { value: 'funds', text: 'All funds, one line each' },
  { value: 'trial-balance', text: 'Trial balance on the last day' },
] as const;

export interface Statement {
  readonly figures: Figures;
  readonly period: Period;
  /** The address of the same figures as a file. */
  readonly csvPath: string;
  readonly stoppedIn: string | undefined;
}

export interface StatementsPageProps {
  readonly visit: Visit;
  readonly funds: readonly Fund[];
  readonly form: FormState;
  /** Absent while the form has something to put right. */
  readonly statement: Statement | undefined;
}

/** Statements for any days, from the journal alone. */
export function StatementsPage({ visit, funds, form, statement }: StatementsPageProps) {
  return (
    <ConsolePage visit={visit} title="Statements" form={form}>
      <h1 class="govuk-heading-l">Statements</h1>
      {statement === undefined ? null : <Shown {...statement} />}
      <h2 class="govuk-heading-m">Another statement</h2>
      <Ask funds={funds} form={form} />
    </ConsolePage>
  );
}

function Shown({ figures, period, csvPath, stoppedIn }: Statement) {
  const { caption, of, head, rows, reconciles, unknown } = figures;
  const title = `${caption}, ${shortDate(period.from)} to ${shortDate(period.through)}`;
  return (
    <>
      {reconciles ? null : (
        <WarningText>
          These figures do not agree with the books. Please do not use them, and tell whoever looks after the system at
          once.
        </WarningText>
      )}
      {unknown.length === 0 ? null : (
        <WarningText>
          The journal has entries of a kind that this page does not know: {unknown.join(', ')}. They are in the sums,
          under their own name.
        </WarningText>
      )}
      <h2 class="govuk-heading-m">{title}</h2>
      <Listing
        caption={title}
        isCaptionHidden
        empty="Nothing was booked."
        firstCellIsHeader
        head={[of, ...head.map((text) => ({ text, format: 'numeric' as const }))]}
        rows={rows.map(({ name, sums }) => [
          name,
          ...sums.map((pence) => (pence === undefined ? { text: '', format: 'numeric' as const } : sumCell(pence))),
        ])}
      />
      <More when={stoppedIn !== undefined}>
        The journal is longer than this page reads at once: the sums are those up to some day in{' '}
        {stoppedIn === undefined ? '' : monthInWords(stoppedIn)}. Whole months can be read however long they are.
      </More>
      <p class="govuk-body">
        <To path={csvPath}>Save these figures as a CSV file</To>
      </p>
      <InsetText>Made from the journal alone, by the day on which an entry is effective. Both days count.</InsetText>
    </>
  );
}

/** It only leads on, so it needs no token. */
const Ask = ({ funds, form }: Pick<StatementsPageProps, 'funds' | 'form'>) => (
  <form method="get" action="/console/statements" novalidate>
    <Select
      label="Statement of"
      {...fieldOf(form, 'of')}
      items={[...wholes, ...funds.map(({ id, name }) => ({ value: id, text: name }))]}
    />
    <DateInput legend="First day" {...dateOf(form, 'from')} />
    <DateInput legend="Last day" {...dateOf(form, 'through')} />
    <Button variant="secondary">Show this statement</Button>
  </form>
);
