import { Button } from '../../../shared/web/components/button.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';

interface FindFormProps {
  readonly form: FormState;
  readonly csrfToken: string;
}

/**
 * To a case, a gift or a therapist whose reference somebody read out on the telephone. It only leads on and is posted all the same: sooner or later
 * somebody types a name into it, and what is typed into a form that is not posted stands in an address.
 */
export const FindForm = ({ form, csrfToken }: FindFormProps) => (
  <Form action="/console/find" csrfToken={csrfToken}>
    <Input
      label="Find a case, a gift or a therapist"
      hint="By its reference, like SP-4F7KQ-2MH8C, R-4F7KQ-2MH9X-8D4Q1Z or T-9X4B8-D4Q1Z. Capitals do not matter."
      classes="govuk-input--width-20"
      autocomplete="off"
      spellcheck={false}
      {...fieldOf(form, 'reference')}
    />
    <Button variant="secondary">Find</Button>
  </Form>
);
