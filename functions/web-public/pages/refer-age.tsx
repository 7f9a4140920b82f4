import { Button } from '../../../shared/web/components/button.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';
import type { Who } from '../answers.ts';
import type { Shell } from '../public-deps.ts';
import { agePath, startPathOf } from '../steps/flow.ts';
import { ClientPage } from './frame.tsx';

interface ReferAgePageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly stamp: string;
  readonly form: FormState;
  /** The door they came by, so that nobody is asked for it again. */
  readonly door: Who | undefined;
}

/** The first question: of anybody younger nothing is asked after it, and nothing is kept. */
export const ReferAgePage = ({ shell, csrfToken, stamp, form, door }: ReferAgePageProps) => (
  <ClientPage shell={shell} title="Before we begin" back={startPathOf(door)} form={form}>
    <FormErrors form={form} />
    <Form action={agePath} csrfToken={csrfToken} stamp={stamp} autocomplete="off">
      {door === undefined ? null : <input type="hidden" name="for" value={door} />}
      <Radios
        legend={{
          text: door === 'professional' ? 'Are they 18 or over?' : 'Are you 18 or over?',
          classes: 'govuk-fieldset__legend--l',
          isPageHeading: true,
        }}
        hint={
          door === 'professional'
            ? 'The person whom you are referring. If the answer is no, we keep nothing of them, and show you what to do.'
            : 'If the answer is no, we keep nothing, and show you who can help.'
        }
        classes="govuk-radios--inline"
        {...fieldOf(form, 'adult')}
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ]}
      />
      <Button>Continue</Button>
    </Form>
  </ClientPage>
);
