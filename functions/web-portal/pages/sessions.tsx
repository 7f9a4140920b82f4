import { dayInWords } from '../../../shared/domain/date-words.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { sessionsLeft } from '../../../shared/domain/place.ts';
import type { LivingCase } from '../../../shared/domain/place-life.ts';
import { lateUntil } from '../../../shared/domain/record-late-session.ts';
import { referenceOf } from '../../../shared/domain/referral.ts';
import { SessionOutcome } from '../../../shared/domain/session.ts';
import { correctionReasons, outcomeWords, paymentWords } from '../../../shared/domain/session-words.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { DateInput } from '../../../shared/web/components/date-input.tsx';
import { Details } from '../../../shared/web/components/details.tsx';
import { NotificationBanner } from '../../../shared/web/components/notification-banner.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { SummaryList } from '../../../shared/web/components/summary-list.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import { dateOf, emptyForm, type FormState, fieldOf, textOf } from '../../../shared/web/forms.ts';
import { type FrameProps, PortalPage } from './frame.tsx';

export interface ClientSessionsProps extends Omit<FrameProps, 'title'> {
  readonly theCase: LivingCase;
  readonly form: FormState;
  /** Minted with the page, so that a form sent twice records one session. */
  readonly newId: string;
  readonly csrfToken: string;
  readonly wasDone: boolean;
}

/** One client's sessions: what was recorded, one more, and corrections. Nothing here tells who it is. */
export function ClientSessionsPage(props: ClientSessionsProps) {
  const { theCase, form, wasDone, newId, csrfToken, ...frame } = props;
  const reference = referenceOf(theCase.referral.value.id);
  const corrected = textOf(form, 'session');
  const fresh = corrected === '' ? form : emptyForm;
  return (
    <PortalPage {...frame} title={`Sessions of ${reference}`}>
      <FormErrors form={form} />
      {wasDone && form.errors.length === 0 ? (
        <NotificationBanner type="success" title="Done" text="Thank you. This is recorded." />
      ) : null}
      <h1 class="govuk-heading-l">
        Sessions of <span class="unbroken">{reference}</span>
      </h1>
      <WhereItStands theCase={theCase} settings={frame.settings} />
      <h2 class="govuk-heading-m">Record a session</h2>
      <Form action={`/portal/clients/${theCase.referral.value.id}/record`} csrfToken={csrfToken}>
        <input type="hidden" name="id" value={newId} />
        <Questions form={fresh} prefix="" />
        <Button preventDoubleClick>Record this session</Button>
      </Form>
      <h2 class="govuk-heading-m">What was recorded</h2>
      {theCase.sessions.length === 0 ? <p class="govuk-body">No session yet.</p> : null}
      {theCase.sessions.toReversed().map((session) => (
        <Recorded {...props} session={session} form={corrected === session.value.id ? form : emptyForm} />
      ))}
      {theCase.referral.value.state === 'in-therapy' ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/portal/clients/${theCase.referral.value.id}/end`}>
            End therapy
          </a>
        </p>
      ) : null}
      <p class="govuk-body">
        <a class="govuk-link" href="/portal/clients">
          All your clients
        </a>
      </p>
    </PortalPage>
  );
}

/** How many sessions are left; or that therapy has ended, and until when one from before may be recorded. */
function WhereItStands({ theCase, settings }: Pick<ClientSessionsProps, 'theCase' | 'settings'>) {
  const { endedAt, ...allocation } = theCase.allocation.value;
  const until = lateUntil({ ...allocation, endedAt }, settings);
  if (endedAt === undefined || until === undefined) return <BlockLeft theCase={theCase} />;
  return (
    <>
      <p class="govuk-body">
        Therapy ended on {dayInWords(localDay(endedAt, settings.office))}. A session from before that can be recorded
        until {dayInWords(localDay(until, settings.office))}.
      </p>
      {theCase.place === undefined ? null : (
        <p class="govuk-body">
          The money of its block has gone back, so somebody at our office sees to it that such a session is paid.
        </p>
      )}
    </>
  );
}

const BlockLeft = ({ theCase: { place } }: Pick<ClientSessionsProps, 'theCase'>) =>
  place === undefined ? (
    <p class="govuk-body">This person pays your fee themself.</p>
  ) : (
    <p class="govuk-body">
      {sessionsLeft(place.value)} of the {place.value.block.sessions} sessions in this block{' '}
      {sessionsLeft(place.value) === 1 ? 'is' : 'are'} left.
    </p>
  );

/** The day and the outcome. On a page with several of these forms each has ids of its own. */
const Questions = ({ form, prefix }: { readonly form: FormState; readonly prefix: string }) => (
  <>
    <DateInput
      legend="Which day was it?"
      hint="For example, 27 3 2027"
      {...dateOf(form, 'on')}
      id={prefix === '' ? 'on' : `${prefix}-on`}
    />
    <Radios
      idPrefix={prefix === '' ? 'outcome' : `${prefix}-outcome`}
      legend="What came of it?"
      {...fieldOf(form, 'outcome')}
      items={SessionOutcome.options.map((value) => ({ value, text: outcomeWords[value] }))}
    />
  </>
);

function Recorded({
  session,
  form,
  theCase,
  csrfToken,
}: ClientSessionsProps & { readonly session: Versioned<'session'> }) {
  const { id, on, outcome, payment, cost, earlier } = session.value;
  const isOwn = session.value.therapistId === theCase.therapist.value.id;
  const [year = '', month = '', day = ''] = on.split('-');
  const filled: FormState =
    form.errors.length > 0 ? form : { values: { on: { day, month, year }, outcome }, errors: [] };
  const paid = payment === 'posted' ? `${paymentWords[payment]}: ${pounds(cost)}` : paymentWords[payment];
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Day', value: dayInWords(on) },
          { key: 'Outcome', value: outcomeWords[outcome] },
          { key: 'Fee', value: paid },
          ...(earlier.length === 0
            ? []
            : [{ key: 'Corrected', value: earlier.length === 1 ? 'Once' : `${earlier.length} times` }]),
        ]}
      />
      {isOwn ? (
        <Details summary={`Correct the session of ${dayInWords(on)}`} open={form.errors.length > 0}>
          <Form action={`/portal/clients/${theCase.referral.value.id}/correct`} csrfToken={csrfToken}>
            <input type="hidden" name="session" value={id} />
            <input type="hidden" name="seen" value={String(session.version)} />
            <Questions form={filled} prefix={id} />
            <Radios
              idPrefix={`${id}-why`}
              legend="Why do you correct it?"
              {...fieldOf(form, 'why')}
              items={correctionReasons.map(({ value, text }) => ({ value, text }))}
            />
            <Button variant="secondary" preventDoubleClick>
              Correct this session
            </Button>
          </Form>
        </Details>
      ) : null}
    </>
  );
}
