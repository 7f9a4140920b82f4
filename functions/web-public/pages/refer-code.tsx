import { Button } from '../../../shared/web/components/button.tsx';
import { Form } from '../../../shared/web/form.tsx';
import type { Shell } from '../public-deps.ts';
import { ClientPage } from './frame.tsx';
import { KeepThis } from './keep-this.tsx';

interface ReferCodePageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly code: string;
  readonly next: string;
}

/** The code to come back with: shown once there is something to come back to, and again whenever asked for. */
export const ReferCodePage = ({ shell, csrfToken, code, next }: ReferCodePageProps) => (
  <ClientPage shell={shell} title="Your code">
    <h1 class="govuk-heading-l">If you want to come back later</h1>
    <p class="govuk-body">
      You can stop at any time. With this code you can go on where you stopped, for {shell.settings.retention.draftDays}{' '}
      days. Without it nobody can open your answers. Not even we can.
    </p>
    <KeepThis rows={[{ key: 'Your code', value: code }]} />
    <p class="govuk-body">
      Write it down if you want to come back later. Do not if somebody may find it. If you mean to answer everything
      now, you do not need it yet.
    </p>
    <Button href={next}>Continue</Button>
    <h2 class="govuk-heading-m">Stopping now</h2>
    <p class="govuk-body">
      “Stop for now” closes your answers on this device. They are kept, and only the code opens them. We also close them
      if you do nothing for 30 minutes.
    </p>
    <Form action="/refer/stop" csrfToken={csrfToken}>
      <Button variant="secondary">Stop for now</Button>
    </Form>
    <p class="govuk-body">
      <a class="govuk-link" href="/refer/delete">
        Delete my answers
      </a>
    </p>
  </ClientPage>
);
