import type { Versioned } from '../../../shared/domain/decision.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, Seen, SmallTag, To } from '../../../shared/staff/pages/parts.tsx';
import { mayOpen } from '../../../shared/staff/permissions.ts';
import type { Visit } from '../../../shared/staff/visit.ts';
import { payoutsPath } from '../../../shared/staff/words/references.ts';
import { monthInWords, shortTime } from '../../../shared/staff/words/times.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Form } from '../../../shared/web/form.tsx';
import type { FormState } from '../../../shared/web/forms.ts';

export interface PeriodsPageProps {
  readonly visit: Visit;
  /** `YYYY-MM`, newest first. */
  readonly months: readonly string[];
  readonly periods: ReadonlyMap<string, Versioned<'period'>>;
  readonly form: FormState;
}

/** The months of the books: open, asked to be closed, or closed. */
export function PeriodsPage({ visit, months, periods, form }: PeriodsPageProps) {
  return (
    <ConsolePage visit={visit} title="Months" form={form}>
      <h1 class="govuk-heading-l">Months</h1>
      <p class="govuk-body">
        One person of finance asks for a month to be closed, another closes it, once the{' '}
        <To path="/console/ledger-audit">ledger audit</To> has gone through all of it and found no difference, and the{' '}
        <To path={payoutsPath}>payouts</To> until then match the books. A correction that comes later takes effect on
        the first open day and keeps the day it is about.
      </p>
      <Listing
        caption="Months of the books"
        empty="Nothing has been booked yet."
        firstCellIsHeader
        head={['Month', 'State', 'Next step']}
        rows={months.map((month, index) => {
          const period = periods.get(month);
          const earlier = months[index + 1];
          const comesAfter = earlier === undefined || isClosed(periods.get(earlier)) ? undefined : earlier;
          return [
            monthInWords(month),
            { text: <State period={period} /> },
            { text: <Step visit={visit} month={month} period={period} comesAfter={comesAfter} /> },
          ];
        })}
      />
    </ConsolePage>
  );
}

const isClosed = (period: Versioned<'period'> | undefined): boolean => period?.value.state === 'closed';

function State({ period }: { readonly period: Versioned<'period'> | undefined }) {
  const { state, askedAt, closedAt } = period?.value ?? {};
  if (state === 'closed') {
    return (
      <>
        <SmallTag colour="green">Closed</SmallTag> {closedAt === undefined ? '' : shortTime(closedAt)}
      </>
    );
  }
  if (state !== 'asked') return <SmallTag colour="grey">Open</SmallTag>;
  return (
    <>
      <SmallTag colour="yellow">To be closed</SmallTag> asked {askedAt === undefined ? '' : shortTime(askedAt)}
    </>
  );
}

interface StepProps {
  readonly visit: Visit;
  readonly month: string;
  readonly period: Versioned<'period'> | undefined;
  /** The month before it, while that is not closed: months are closed in their order. */
  readonly comesAfter: string | undefined;
}

function Step({ visit, month, period, comesAfter }: StepProps) {
  const state = period?.value.state ?? 'open';
  if (state === 'closed' || !mayOpen(visit.actor, 'close-period')) return null;
  if (state === 'open' && month >= visit.now.slice(0, month.length)) return <>Not over yet</>;
  if (state === 'open' && comesAfter !== undefined) return <>Once {monthInWords(comesAfter)} is closed</>;
  const names = state === 'open' ? (['ask'] as const) : (['close', 'decline'] as const);
  return (
    <>
      {names.map((name) => (
        <Form action={`/console/periods/${month}/${name}`} csrfToken={visit.csrfToken}>
          <Seen version={period?.version ?? 0} />
          <Button
            variant={name === 'close' ? 'warning' : 'secondary'}
            classes="govuk-!-margin-bottom-1"
            preventDoubleClick
          >
            {buttons[name](monthInWords(month))}
          </Button>
        </Form>
      ))}
    </>
  );
}

const buttons = {
  ask: (month: string) => `Ask to close ${month}`,
  close: (month: string) => `Close ${month}`,
  decline: (month: string) => `Do not close ${month} yet`,
} as const;
