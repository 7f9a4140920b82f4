import { type Attributes, type Content, classNames } from './content.ts';
import { describeField, Field, type FieldOptions } from './form-group.tsx';

export interface TextareaProps extends FieldOptions {
  readonly value?: string | undefined;
  /** Lines shown; five when not said. */
  readonly rows?: number | undefined;
  readonly autocomplete?: string | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly formGroupAttributes?: Attributes | undefined;
  /** Shown under the text. */
  readonly afterInput?: Content;
}

/** Several lines of text. Say in the hint what not to write here, when there is such a thing. */
export function Textarea(props: TextareaProps) {
  const id = props.id ?? props.name;
  return (
    <Field {...props}>
      <textarea
        class={classNames('govuk-textarea', props.errorMessage !== undefined && 'govuk-textarea--error', props.classes)}
        id={id}
        name={props.name}
        rows={props.rows ?? 5}
        spellcheck={props.spellcheck}
        disabled={props.disabled}
        aria-describedby={describeField(id, props)}
        autocomplete={props.autocomplete}
        {...props.attributes}
      >
        {props.value}
      </textarea>
      {props.afterInput}
    </Field>
  );
}
