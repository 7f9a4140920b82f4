import type { Content } from './components/content.ts';
import { ErrorSummary } from './components/error-summary.tsx';
import { csrfField } from './csrf.ts';
import type { FormState } from './forms.ts';
import { stampField, trapField } from './watch-form.ts';

export interface FormProps {
  /** A path of ours. What changes something is always posted. */
  readonly action: string;
  /** From `csrfTokenFor(c, …)`; `protectForms` refuses the form without it. */
  readonly csrfToken: string;
  /** `off` where a shared computer must not remember what was typed. */
  readonly autocomplete?: 'off' | undefined;
  readonly classes?: string | undefined;
  /** From `FormWatch.stampFor`, for forms that a machine could send all day. */
  readonly stamp?: string | undefined;
  readonly children?: Content;
}

/** A form that is posted, with its token. Browsers' own checks are off: ours say better what to do. */
export function Form(props: FormProps) {
  return (
    <form method="post" action={props.action} class={props.classes} autocomplete={props.autocomplete} novalidate>
      <input type="hidden" name={csrfField} value={props.csrfToken} />
      {props.stamp === undefined ? null : <Watched stamp={props.stamp} />}
      {props.children}
    </form>
  );
}

/** Neither seen, read aloud nor reached by keyboard. Where styles do not load it says what to do with it. */
const Watched = ({ stamp }: { readonly stamp: string }) => (
  <>
    <input type="hidden" name={stampField} value={stamp} />
    <div class="not-for-people" aria-hidden="true">
      <label>
        Please leave this empty
        <input type="text" name={trapField} value="" tabindex={-1} autocomplete="off" />
      </label>
    </div>
  </>
);

/** At the top of the page, above the heading: everything there is to put right. Shows nothing when all is well. */
export function FormErrors(props: { readonly form: FormState }) {
  if (props.form.errors.length === 0) return null;
  return (
    <ErrorSummary
      errorList={props.form.errors.map((error) => ({
        text: error.message,
        href: error.href === '' ? undefined : error.href,
      }))}
    />
  );
}
