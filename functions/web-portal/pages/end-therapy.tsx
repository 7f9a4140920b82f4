import type { LivingCase } from '../../../shared/domain/place-life.ts';
import { referenceOf } from '../../../shared/domain/referral.ts';
import { endReasons, reasonItems } from '../../../shared/staff/words/reasons.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';
import { type FrameProps, PortalPage } from './frame.tsx';

export interface EndTherapyProps extends Omit<FrameProps, 'title'> {
  readonly theCase: LivingCase;
  readonly form: FormState;
  readonly csrfToken: string;
}

/** Therapy with one client has ended: why, and whether the person knows. */
export function EndTherapyPage({ theCase, form, csrfToken, ...frame }: EndTherapyProps) {
  const { id } = theCase.referral.value;
  const title = `End therapy of ${referenceOf(id)}`;
  return (
    <PortalPage {...frame} title={title}>
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        Please record every session first. With this the client is no longer with you, and what is left of the money
        goes to the next person.
      </p>
      <Form action={`/portal/clients/${id}/end`} csrfToken={csrfToken}>
        <input type="hidden" name="seen" value={String((theCase.place ?? theCase.referral).version)} />
        <Radios
          idPrefix="reason"
          legend="How did it end?"
          {...fieldOf(form, 'reason')}
          items={reasonItems(endReasons)}
        />
        <Radios
          idPrefix="spoken"
          legend="Does the person know?"
          hint="If not, we call them. Until then their own page does not say so."
          {...fieldOf(form, 'spoken')}
          items={[
            { value: 'yes', text: 'Yes, we have spoken about it' },
            { value: 'no', text: 'No' },
          ]}
        />
        <Button variant="warning" preventDoubleClick>
          End therapy
        </Button>
      </Form>
      <p class="govuk-body">
        <a class="govuk-link" href={`/portal/clients/${id}`}>
          Back to the sessions
        </a>
      </p>
    </PortalPage>
  );
}
