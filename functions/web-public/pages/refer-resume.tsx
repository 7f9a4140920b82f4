import { Button } from '../../../shared/web/components/button.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';
import type { Shell } from '../public-deps.ts';
import { ClientPage } from './frame.tsx';

interface ReferResumePageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly stamp: string;
  readonly form: FormState;
  /** The visit was idle for too long. */
  readonly afterPause?: boolean | undefined;
  /** The reference, when what this code opened was sent already. */
  readonly sentAs?: string | undefined;
}

/** The only way back to saved answers: typing the code. */
export const ReferResumePage = ({ shell, csrfToken, stamp, form, afterPause, sentAs }: ReferResumePageProps) => (
  <ClientPage shell={shell} title="Go on with saved answers" back="/refer" form={form}>
    <FormErrors form={form} />
    <h1 class="govuk-heading-l">Go on with your saved answers</h1>
    {afterPause === true ? (
      <InsetText>
        You were away for more than 30 minutes, so we closed your answers, in case somebody else uses this device. What
        you had saved is kept.
      </InsetText>
    ) : null}
    {sentAs === undefined ? null : (
      <InsetText>
        You have sent these answers already. Your reference is <strong>{sentAs}</strong>, and your code is your access
        code.{' '}
        <a class="govuk-link" href="/status">
          See where things stand
        </a>
      </InsetText>
    )}
    <Form action="/refer/resume" csrfToken={csrfToken} stamp={stamp} autocomplete="off">
      <Input
        label="Your code"
        hint="Five groups of four letters and numbers. Small letters and missing dashes do not matter."
        {...fieldOf(form, 'code')}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
      />
      <Button>Continue</Button>
    </Form>
    <p class="govuk-body">
      Nobody can find your answers without the code. If you have lost it, please{' '}
      <a class="govuk-link" href="/refer">
        start again
      </a>
      ; the old answers are deleted {shell.settings.retention.draftDays} days after you last saved them.
    </p>
  </ClientPage>
);
