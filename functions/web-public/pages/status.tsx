import type { PublicFigures } from '../../../shared/domain/public-figures.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Details } from '../../../shared/web/components/details.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import { emptyForm, type FormState, fieldOf, refuseField } from '../../../shared/web/forms.ts';
import type { Shell } from '../public-deps.ts';
import { HowLongItTakes } from './figures.tsx';
import { ClientPage } from './frame.tsx';
import type { StatusView } from './status-view.ts';
import { Telephone } from './telephone.tsx';

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
    <p class="govuk-body">
      You need the reference and the access code that you were given at the end, or by us on the telephone.
    </p>
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
        hint="Three or five groups of four letters and numbers"
        {...fieldOf(form, 'code')}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
      />
      <Button>Continue</Button>
    </Form>
    <p class="govuk-body">
      If you have lost them, please call us on <Telephone number={shell.settings.charity.phone} />. We make sure that it
      is you before we say anything.
    </p>
  </ClientPage>
);

interface StatusPageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly view: StatusView;
  readonly held: HeldCode;
  /** For who waits, how long others have. */
  readonly figures: PublicFigures | undefined;
  /** Why the request was not taken back. */
  readonly complaint?: string | undefined;
}

/** Shown in the answer to the form only: nothing of it can be opened again on this device without the code. */
export function StatusPage({ shell, csrfToken, view, held, figures, complaint }: StatusPageProps) {
  const form = complaint === undefined ? emptyForm : refuseField({}, '', complaint);
  const { phone } = shell.settings.charity;
  return (
    <ClientPage shell={shell} title="Where things stand" back="/status" form={form}>
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">{view.heading}</h1>
      <p class="govuk-body-l">{view.now}</p>
      <InsetText>
        <h2 class="govuk-heading-s">What happens next</h2>
        {view.next.map((line) => (
          <p class="govuk-body">
            <Spoken text={line} phone={phone} />
          </p>
        ))}
      </InsetText>
      {view.isWaiting ? <HowLongItTakes shell={shell} figures={figures} /> : null}
      {view.takingBack.length === 0 ? null : (
        <Details summary="Take the request back" open={complaint !== undefined}>
          {view.takingBack.map((line) => (
            <p class="govuk-body">{line}</p>
          ))}
          <Form action="/status/withdrawn" csrfToken={csrfToken}>
            <HeldFields held={held} />
            <Button variant="warning" preventDoubleClick>
              Yes, take it back
            </Button>
          </Form>
        </Details>
      )}
      <LeaveForm csrfToken={csrfToken} />
    </ClientPage>
  );
}

/** Lines in which the telephone number can be dialled. */
const Spoken = ({ text, phone }: { readonly text: string; readonly phone: string }) => {
  const [before, ...after] = text.split(phone);
  return (
    <>
      {before}
      {after.map((rest) => (
        <>
          <Telephone number={phone} />
          {rest}
        </>
      ))}
    </>
  );
};

/** Posted, so that going back on a shared device finds a form that no longer counts. */
const LeaveForm = ({ csrfToken }: { readonly csrfToken: string }) => (
  <Form action="/status/leave" csrfToken={csrfToken}>
    <Button variant="secondary" preventDoubleClick>
      Leave this page
    </Button>
  </Form>
);

interface WithdrawnPageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  /** Whether somebody calls once more. */
  readonly isCalled: boolean;
}

export const WithdrawnPage = ({ shell, csrfToken, isCalled }: WithdrawnPageProps) => (
  <ClientPage shell={shell} title="Taken back">
    <h1 class="govuk-heading-l">The request is taken back</h1>
    <p class="govuk-body">
      We are doing nothing more about it.{' '}
      {isCalled ? 'Somebody calls once more, at a time that is safe, only to ask how things are. ' : ''}Thank you for
      having got in touch.
    </p>
    <p class="govuk-body">
      If things get hard, please call us on <Telephone number={shell.settings.charity.phone} />, or one of the numbers
      at the top of this page. You can ask again at any time.
    </p>
    <LeaveForm csrfToken={csrfToken} />
  </ClientPage>
);

const HeldFields = ({ held }: { readonly held: HeldCode }) => (
  <>
    <input type="hidden" name="reference" value={held.reference} />
    <input type="hidden" name="code" value={held.code} />
  </>
);
