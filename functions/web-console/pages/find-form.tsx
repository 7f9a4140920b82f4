import { Button } from '../../../shared/web/components/button.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';

/** To a case whose reference somebody read out on the telephone. It only leads on, so it needs no token. */
export const FindForm = ({ form }: { readonly form: FormState }) => (
  <form method="get" action="/console/find" novalidate>
    <Input
      label="Find a case by its reference"
      hint="Like SP-4F7KQ-2MH8C. Capitals and dashes do not matter."
      classes="govuk-input--width-20"
      autocomplete="off"
      spellcheck={false}
      {...fieldOf(form, 'reference')}
    />
    <Button variant="secondary">Find</Button>
  </form>
);
