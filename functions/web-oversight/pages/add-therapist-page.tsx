import { CredentialKind } from '../../../shared/domain/therapist.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { credentialWords } from '../../../shared/staff/words/case.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { DateInput } from '../../../shared/web/components/date-input.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { dateOf, type FormState, fieldOf, textOf } from '../../../shared/web/forms.ts';
import { AreaField, MeetsField, RoomFields, TrainedForField } from './practice-fields.tsx';

/** The field of one of a credential's two days. */
export const credentialField = (kind: CredentialKind, day: 'from' | 'through'): string => `${kind}-${day}`;

export interface AddTherapistPageProps {
  readonly visit: Visit;
  readonly form: FormState;
}

/** A therapist who asks to join: their papers come later. */
export function ApplicationPage({ visit, form }: AddTherapistPageProps) {
  return (
    <ConsolePage
      visit={visit}
      title="Record an application"
      above={[{ text: 'Therapists', path: '/console/therapists' }]}
      form={form}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">Record an application</h1>
          <p class="govuk-body">
            A therapist asks to join. References, training and papers are recorded on their page as you see them.
          </p>
          <Form action="/console/therapists/application" csrfToken={visit.csrfToken} autocomplete="off">
            <input type="hidden" name="therapist" value={textOf(form, 'therapist')} />
            <Person form={form} />
            <Work visit={visit} form={form} />
            <Button preventDoubleClick>Record the application</Button>
          </Form>
        </div>
      </div>
    </ConsolePage>
  );
}

/** A therapist whose references, training and papers the coordinator has seen. */
export function AddTherapistPage({ visit, form }: AddTherapistPageProps) {
  return (
    <ConsolePage
      visit={visit}
      title="Add a therapist"
      above={[{ text: 'Therapists', path: '/console/therapists' }]}
      form={form}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">Add a therapist</h1>
          <p class="govuk-body">Only once you have seen their references, their training award and all their papers.</p>
          <Form action="/console/therapists/new" csrfToken={visit.csrfToken} autocomplete="off">
            <input type="hidden" name="therapist" value={textOf(form, 'therapist')} />
            <Person form={form} />
            <Work visit={visit} form={form} />
            <Credentials form={form} />
            <Button preventDoubleClick>Add the therapist</Button>
          </Form>
        </div>
      </div>
    </ConsolePage>
  );
}

type FormProps = Pick<AddTherapistPageProps, 'form'>;

const Person = ({ form }: FormProps) => (
  <>
    <h2 class="govuk-heading-m">Who they are</h2>
    <p class="govuk-body">Kept locked. No page shows it until somebody says what they need it for.</p>
    <Input label="Name" spellcheck={false} autocomplete="off" {...fieldOf(form, 'name')} />
    <Input
      label="Email address"
      hint="Offers are sent here."
      type="email"
      spellcheck={false}
      autocomplete="off"
      {...fieldOf(form, 'email')}
    />
    <Input
      label="Telephone number"
      type="tel"
      autocomplete="off"
      classes="govuk-input--width-20"
      {...fieldOf(form, 'phone')}
    />
  </>
);

function Work({ visit, form }: AddTherapistPageProps) {
  const cap = visit.deps.settings.therapy.feeCap;
  return (
    <>
      <h2 class="govuk-heading-m">What they may take</h2>
      <TrainedForField form={form} />
      <MeetsField form={form} />
      <AreaField form={form} />
      <RoomFields form={form} cap={cap} />
    </>
  );
}

const Credentials = ({ form }: FormProps) => (
  <>
    <h2 class="govuk-heading-m">Credentials</h2>
    <p class="govuk-body">Both days count. All of them must be valid today.</p>
    {CredentialKind.options.map((kind) => (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-one-half">
          <DateInput legend={`${credentialWords[kind]}: valid from`} {...dateOf(form, credentialField(kind, 'from'))} />
        </div>
        <div class="govuk-grid-column-one-half">
          <DateInput
            legend={`${credentialWords[kind]}: valid through`}
            {...dateOf(form, credentialField(kind, 'through'))}
          />
        </div>
      </div>
    ))}
  </>
);
