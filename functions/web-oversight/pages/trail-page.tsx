import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, Onward, To } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { caseOf, casePath } from '../../../shared/staff/words/references.ts';
import { shortTime } from '../../../shared/staff/words/times.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { DateInput } from '../../../shared/web/components/date-input.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { Select } from '../../../shared/web/components/select.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { dateOf, type FormState, fieldOf } from '../../../shared/web/forms.ts';
import type { TrailPage as Found } from '../queries/audit-trail.ts';
import { trailLine } from '../words/trail.ts';

export const trailPath = '/console/audit';

export interface TrailPageProps {
  readonly visit: Visit;
  readonly form: FormState;
  /** What was asked, as the address says it; with what was found. None while there is something to put right. */
  readonly found: (Found & { readonly query: Readonly<Record<string, string>> }) | undefined;
}

/** The audit trail: who looked at whom and what for, and who decided what, when and why. */
export function TrailPage({ visit, form, found }: TrailPageProps) {
  return (
    <ConsolePage visit={visit} title="Audit trail" form={form}>
      <h1 class="govuk-heading-l">Audit trail</h1>
      <p class="govuk-body">
        Every look at somebody’s identity with its purpose, and every decision: who, when and why. Nothing in it is ever
        changed or deleted, and it names nobody but the staff, by their role and mark.
      </p>
      <Ask form={form} />
      {found === undefined ? null : <Entries visit={visit} found={found} />}
    </ConsolePage>
  );
}

/** It only leads on, so it needs no token. */
const Ask = ({ form }: Pick<TrailPageProps, 'form'>) => (
  <form method="get" action={trailPath} novalidate>
    <Select
      label="Show"
      {...fieldOf(form, 'what')}
      items={[
        { value: 'staff', text: 'All that staff did' },
        { value: 'reads', text: 'Looks of staff at an identity' },
        { value: 'all', text: 'Everything, also what the system did' },
      ]}
    />
    <Input
      label="Case (optional)"
      hint="Its reference, like SP-4F7KQ-2MH8C."
      classes="govuk-input--width-20"
      autocomplete="off"
      spellcheck={false}
      {...fieldOf(form, 'case')}
    />
    <Input
      label="Member of staff (optional)"
      hint="The four characters that stand after their role, like 3F2A."
      classes="govuk-input--width-4"
      autocomplete="off"
      spellcheck={false}
      {...fieldOf(form, 'staff')}
    />
    <DateInput legend="First day" {...dateOf(form, 'from')} />
    <DateInput legend="Last day" {...dateOf(form, 'through')} />
    <Button variant="secondary">Show these entries</Button>
  </form>
);

type EntriesProps = { readonly visit: Visit; readonly found: NonNullable<TrailPageProps['found']> };

const Entries = ({ visit, found: { entries, next, query } }: EntriesProps) => (
  <>
    <Listing
      caption="Entries, the latest first"
      empty={next === undefined ? 'There is no such entry.' : 'There is no such entry so far. Look further back.'}
      head={['When', 'Who', 'What', 'About', 'Why']}
      rows={entries.map((entry) => {
        const { at, who, what, about, why } = trailLine(entry, visit.actor.id);
        const referralId = caseOf(entry.about);
        const subject = referralId === undefined ? about : { text: <To path={casePath(referralId)}>{about}</To> };
        return [shortTime(at), who, what, subject, why];
      })}
    />
    <Onward
      list="Audit trail"
      text="Further back"
      path={trailPath}
      query={next === undefined ? query : { ...query, day: next.day }}
      after={next === undefined ? undefined : (next.after ?? '')}
    />
    <Form action={`${trailPath}/export`} csrfToken={visit.csrfToken}>
      {Object.entries(query).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <p class="govuk-body">Who saves the trail, and which part of it, is recorded in it.</p>
      <Button variant="secondary">Save these days as a CSV file</Button>
    </Form>
  </>
);
