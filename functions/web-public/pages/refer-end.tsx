import { Button } from '../../../shared/web/components/button.tsx';
import { Form } from '../../../shared/web/form.tsx';
import type { Shell } from '../public-deps.ts';
import { ClientPage } from './frame.tsx';

/** Asks once before answers are deleted: it cannot be undone. */
export const ReferDeletePage = ({ shell, csrfToken }: { readonly shell: Shell; readonly csrfToken: string }) => (
  <ClientPage shell={shell} title="Delete your answers" back="/refer/code">
    <h1 class="govuk-heading-l">Delete your answers?</h1>
    <p class="govuk-body">
      Everything that you answered is deleted at once, and the code opens nothing any more. We keep no copy. You can
      start again at any time.
    </p>
    <Form action="/refer/delete" csrfToken={csrfToken}>
      <Button variant="warning">Delete my answers</Button>
    </Form>
  </ClientPage>
);

export const ReferDeletedPage = ({ shell }: { readonly shell: Shell }) => (
  <ClientPage shell={shell} title="Deleted">
    <h1 class="govuk-heading-l">Your answers are deleted</h1>
    <p class="govuk-body">
      We have kept nothing. If you want to speak with somebody, you can call one of the numbers at the top of this page.
      We will be here if you want to start again.
    </p>
    <Button href="/">Go to the first page</Button>
  </ClientPage>
);

export const ReferStoppedPage = ({ shell }: { readonly shell: Shell }) => (
  <ClientPage shell={shell} title="Closed on this device">
    <h1 class="govuk-heading-l">Closed on this device</h1>
    <p class="govuk-body">
      Nothing of yours can be opened here any more. If you wrote down your code, it opens your answers, or shows where
      your request stands, on any device.
    </p>
    <ul class="govuk-list">
      <li>
        <a class="govuk-link" href="/refer/resume">
          Go on with saved answers
        </a>
      </li>
      <li>
        <a class="govuk-link" href="/status">
          See where things stand
        </a>
      </li>
      <li>
        <a class="govuk-link" href="/">
          The first page
        </a>
      </li>
    </ul>
  </ClientPage>
);
