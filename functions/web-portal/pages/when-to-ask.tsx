import type { LocalDate } from '../../../events/values.ts';
import { dayInWords } from '../../../shared/domain/date-words.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { DateInput } from '../../../shared/web/components/date-input.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import { dateOf, type FormState } from '../../../shared/web/forms.ts';
import { type FrameProps, PortalPage } from './frame.tsx';

export interface WhenToAskProps extends Omit<FrameProps, 'title'> {
  /** Through which day they asked to be offered nothing new, if that day is still to come. */
  readonly restsThrough: LocalDate | undefined;
  readonly form: FormState;
  readonly csrfToken: string;
}

/** Whether a therapist may be offered new clients: for a while not, or whenever there is one. */
export const WhenToAskPage = ({ restsThrough, form, csrfToken, ...frame }: WhenToAskProps) => (
  <PortalPage {...frame} title="When we may ask you">
    <FormErrors form={form} />
    <h1 class="govuk-heading-l">When we may ask you</h1>
    <p class="govuk-body">
      {restsThrough === undefined
        ? 'We ask you whenever there is a case that may suit you.'
        : `As you asked, we offer you nothing new until after ${dayInWords(restsThrough)}.`}{' '}
      The clients you have, and an offer that is open, are not touched by this.
    </p>
    {restsThrough === undefined ? null : (
      <Form action="/portal/when-to-ask/end" csrfToken={csrfToken}>
        <Button preventDoubleClick>Ask me again from now on</Button>
      </Form>
    )}
    <Form action="/portal/when-to-ask" csrfToken={csrfToken}>
      <DateInput
        legend="Until after which day shall we offer you nothing new?"
        hint="For example, 27 3 2027. You can change this at any time."
        {...dateOf(form, 'again')}
      />
      <Button variant="secondary" preventDoubleClick>
        {restsThrough === undefined ? 'Take a rest' : 'Change this day'}
      </Button>
    </Form>
    <p class="govuk-body">
      <a class="govuk-link" href="/portal/clients">
        Your clients
      </a>
    </p>
    <p class="govuk-body">
      If you want to leave us,{' '}
      <a class="govuk-link" href="/portal/leave">
        tell us here
      </a>
      : we see to your clients together.
    </p>
  </PortalPage>
);
