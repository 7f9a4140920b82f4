import { Button } from '../../../shared/web/components/button.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';
import type { Shell } from '../public-deps.ts';
import { ClientPage } from './frame.tsx';
import type { StatusWords } from './status-words.ts';

export interface HeldCode {
  readonly reference: string;
  readonly code: string;
}

interface StatusFormPageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly stamp: string;
  readonly form: FormState;
}

/** Reference and code are typed and posted: they never stand in an address. */
export const StatusFormPage = ({ shell, csrfToken, stamp, form }: StatusFormPageProps) => (
  <ClientPage shell={shell} title="Where things stand" back="/" form={form}>
    <FormErrors form={form} />
    <h1 class="govuk-heading-l">See where things stand</h1>
    <p class="govuk-body">You need the reference and the access code that you were given at the end.</p>
    <Form action="/status" csrfToken={csrfToken} stamp={stamp} autocomplete="off">
      <Input
        label="Reference"
        hint="It begins with SP"
        {...fieldOf(form, 'reference')}
        classes="govuk-input--width-20"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
      />
      <Input
        label="Access code"
        hint="Five groups of four letters and numbers"
        {...fieldOf(form, 'code')}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
      />
      <Button>Continue</Button>
    </Form>
    <p class="govuk-body">
      If you have lost them, please call us on {shell.settings.charity.phone}. We make sure that it is you before we say
      anything.
    </p>
  </ClientPage>
);

interface StatusPageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly words: StatusWords;
  readonly held: HeldCode;
}

/** Shown in the answer to the form only: nothing of it can be opened again on this device without the code. */
export const StatusPage = ({ shell, csrfToken, words, held }: StatusPageProps) => (
  <ClientPage shell={shell} title="Where things stand" back="/status">
    <h1 class="govuk-heading-l">{words.heading}</h1>
    <p class="govuk-body-l">{words.now}</p>
    <InsetText>
      <h2 class="govuk-heading-s">What happens next</h2>
      <p class="govuk-body">{words.next}</p>
    </InsetText>
    {words.mayTakeBack ? (
      <Form action="/status/withdraw" csrfToken={csrfToken}>
        <HeldFields held={held} />
        <Button variant="secondary">Take the request back</Button>
      </Form>
    ) : null}
    <p class="govuk-body">
      <a class="govuk-link" href="/">
        Leave this page
      </a>
    </p>
  </ClientPage>
);

interface WithdrawPageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly held: HeldCode;
}

export const WithdrawPage = ({ shell, csrfToken, held }: WithdrawPageProps) => (
  <ClientPage shell={shell} title="Take the request back" back="/status">
    <h1 class="govuk-heading-l">Take the request back?</h1>
    <p class="govuk-body">
      We then do nothing more: nobody is assessed, and if a place was being kept it goes to the next person. It is quite
      all right to change your mind, now or later: you can ask again at any time.
    </p>
    <p class="govuk-body">Somebody may call once more, in the way that is safe, to make sure that this was wanted.</p>
    <Form action="/status/withdrawn" csrfToken={csrfToken}>
      <HeldFields held={held} />
      <Button variant="warning" preventDoubleClick>
        Yes, take it back
      </Button>
    </Form>
    <p class="govuk-body">
      <a class="govuk-link" href="/status">
        No, leave it as it is
      </a>
    </p>
  </ClientPage>
);

export const WithdrawnPage = ({ shell }: { readonly shell: Shell }) => (
  <ClientPage shell={shell} title="Taken back">
    <h1 class="govuk-heading-l">The request is taken back</h1>
    <p class="govuk-body">
      We are doing nothing more about it. Thank you for having got in touch. If things get hard, please call us on{' '}
      {shell.settings.charity.phone}, or one of the numbers at the top of this page.
    </p>
    <Button href="/">Go to the first page</Button>
  </ClientPage>
);

const HeldFields = ({ held }: { readonly held: HeldCode }) => (
  <>
    <input type="hidden" name="reference" value={held.reference} />
    <input type="hidden" name="code" value={held.code} />
  </>
);
