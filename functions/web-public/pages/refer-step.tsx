import { Button } from '../../../shared/web/components/button.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import type { FormState } from '../../../shared/web/forms.ts';
import type { Answers } from '../answers.ts';
import type { Shell } from '../public-deps.ts';
import { backPath, pathOf } from '../steps/flow.ts';
import type { Step } from '../steps/step.ts';
import { ClientPage } from './frame.tsx';

interface ReferStepPageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly step: Step;
  readonly answers: Answers;
  readonly form: FormState;
}

/** One question. What every page of them has: the way back, what to put right, and how to stop. */
export const ReferStepPage = ({ shell, csrfToken, step, answers, form }: ReferStepPageProps) => (
  <ClientPage shell={shell} title={step.title(answers)} back={backPath(answers, step)} form={form}>
    <FormErrors form={form} />
    <Form action={pathOf(step)} csrfToken={csrfToken} autocomplete="off">
      <step.Fields form={form} answers={answers} settings={shell.settings} siteUrl={shell.siteUrl} />
      <Button>Continue</Button>
    </Form>
    <p class="govuk-body">
      <a class="govuk-link" href="/refer/code">
        Save and come back later
      </a>
    </p>
  </ClientPage>
);
