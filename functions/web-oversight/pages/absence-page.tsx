import type { Versioned } from '../../../shared/domain/decision.ts';
import type { Delegation } from '../../../shared/domain/staff.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, SmallTag } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { absenceReasons, reasonItems } from '../../../shared/staff/words/reasons.ts';
import { roleWords, staffMark } from '../../../shared/staff/words/roles.ts';
import { lastDayBefore, shortDay } from '../../../shared/staff/words/times.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { DateInput } from '../../../shared/web/components/date-input.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { dateOf, type FormState, fieldOf } from '../../../shared/web/forms.ts';

export interface AbsencePageProps {
  readonly visit: Visit;
  readonly absences: readonly Versioned<'delegation'>[];
  readonly form: FormState;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function standing({ from, until }: Delegation, now: string) {
  if (until <= now) return { text: <SmallTag colour="grey">Over</SmallTag> };
  return {
    text:
      from <= now ? <SmallTag colour="green">Deputy acts now</SmallTag> : <SmallTag colour="yellow">To come</SmallTag>,
  };
}

/** Somebody says when they are away: their deputy acts then. Of concerns the deputy is always told in the end; then at once. */
export function AbsencePage({ visit, absences, form }: AbsencePageProps) {
  return (
    <ConsolePage visit={visit} title="Absence" form={form}>
      <h1 class="govuk-heading-l">Absence</h1>
      <p class="govuk-body">
        While you are away your deputy can do what you do. It ends by itself, and it is recorded.
        {visit.actor.roles.includes('safeguarding-lead') ? ' Of a new concern your deputy is told at once.' : ''}
      </p>
      <Form action="/console/absence" csrfToken={visit.csrfToken}>
        <DateInput legend="First day away" hint="For example, 27 3 2027" {...dateOf(form, 'from')} />
        <DateInput legend="Last day away" hint="This day counts." {...dateOf(form, 'until')} />
        <Radios
          legend="What kind of absence is it?"
          hint="Nothing more needs to be said."
          classes="govuk-radios--small"
          {...fieldOf(form, 'why')}
          items={reasonItems(absenceReasons)}
        />
        <Button preventDoubleClick>Record this absence</Button>
      </Form>
      <Listing
        caption="Absences"
        empty="No absence is recorded."
        head={['Who', 'First day', 'Last day', 'State', 'End it']}
        rows={absences.map(({ id, version, value }) => [
          value.by === visit.actor.id ? 'You' : capital(`${roleWords[value.role]} ${staffMark(value.by)}`),
          shortDay(value.from),
          lastDayBefore(value.until),
          standing(value, visit.now),
          value.until <= visit.now
            ? ''
            : { text: <EndForm visit={visit} id={id} version={version} from={shortDay(value.from)} /> },
        ])}
      />
    </ConsolePage>
  );
}

interface EndFormProps {
  readonly visit: Visit;
  readonly id: string;
  readonly version: number;
  /** Its first day, for those who hear one button after the other. */
  readonly from: string;
}

const EndForm = ({ visit, id, version, from }: EndFormProps) => (
  <Form action={`/console/absence/${id}/end`} csrfToken={visit.csrfToken}>
    <input type="hidden" name="seen" value={String(version)} />
    <Button variant="secondary" classes="govuk-!-margin-bottom-0" preventDoubleClick>
      End it now
      <span class="govuk-visually-hidden"> (the absence from {from})</span>
    </Button>
  </Form>
);
