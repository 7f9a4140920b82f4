import { Button } from '../../../shared/web/components/button.tsx';
import type { Content } from '../../../shared/web/components/content.ts';
import { SummaryList } from '../../../shared/web/components/summary-list.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { type Answers, isProfessional } from '../answers.ts';
import type { Shell } from '../public-deps.ts';
import { answeredRows, checkPath, lastPath } from '../steps/flow.ts';
import { ClientPage } from './frame.tsx';

interface ReferCheckPageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly answers: Answers;
}

/** Everything that was answered, each with the way to change it, before anything is sent. */
export const ReferCheckPage = ({ shell, csrfToken, answers }: ReferCheckPageProps) => (
  <ClientPage shell={shell} title="Check your answers" back={lastPath(answers)}>
    <h1 class="govuk-heading-l">Check your answers</h1>
    <SummaryList
      rows={answeredRows(answers).map(({ question, answer, changePath }) => ({
        key: question,
        value: { text: inLines(answer) },
        actions: { items: [{ href: changePath, text: 'Change', visuallyHiddenText: question.toLowerCase() }] },
      }))}
    />
    <h2 class="govuk-heading-m">When you send this</h2>
    <p class="govuk-body">
      {isProfessional(answers)
        ? 'A member of our staff reads it and speaks with the person first, in the way that you told us is safe. Nothing is sent to anyone until then.'
        : 'A member of our staff reads it and speaks with you first, in the way that you told us is safe. Nothing is sent to anyone until then.'}
    </p>
    <p class="govuk-body">
      You can take it back at any time.{' '}
      <a class="govuk-link" href="/confidentiality">
        Confidentiality and its limits
      </a>
    </p>
    <Form action={checkPath} csrfToken={csrfToken}>
      <Button preventDoubleClick>{isProfessional(answers) ? 'Send the referral' : 'Ask for help'}</Button>
    </Form>
    <ul class="govuk-list">
      <li>
        <a class="govuk-link" href="/refer/code">
          Save and come back later
        </a>
      </li>
      <li>
        <a class="govuk-link" href="/refer/delete">
          Delete my answers
        </a>
      </li>
    </ul>
  </ClientPage>
);

const inLines = (answer: string): Content =>
  answer.split('\n').map((line, index) => (
    <>
      {index === 0 ? null : <br />}
      {line}
    </>
  ));
