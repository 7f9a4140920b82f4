import { type Common, type Content, classNames, textOptions } from './content.ts';
import { describeField, Field, type FieldOptions } from './form-group.tsx';

export interface AffixOptions extends Common {
  readonly text: Content;
}

export interface InputProps extends FieldOptions {
  readonly value?: string | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'number' | 'search' | undefined;
  readonly inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | undefined;
  /** WCAG 1.3.5: say which of the person's own details this is (`email`, `tel`, `name`, `postal-code`), or `off`. */
  readonly autocomplete?: string | undefined;
  readonly autocapitalize?: 'none' | 'sentences' | 'words' | 'characters' | undefined;
  readonly pattern?: string | undefined;
  /** Off for names, codes and postcodes: some browsers send what is checked to a third party. */
  readonly spellcheck?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly prefix?: string | AffixOptions | undefined;
  readonly suffix?: string | AffixOptions | undefined;
  readonly wrapper?: Common | undefined;
}

/** A line of text. Give it the width of the answer: `classes="govuk-input--width-10"`. */
export function Input(props: InputProps) {
  const id = props.id ?? props.name;
  const control = (
    <input
      class={classNames('govuk-input', props.classes, props.errorMessage !== undefined && 'govuk-input--error')}
      id={id}
      name={props.name}
      type={props.type ?? 'text'}
      spellcheck={props.spellcheck}
      value={props.value}
      disabled={props.disabled}
      aria-describedby={describeField(id, props)}
      autocomplete={props.autocomplete}
      autocapitalize={props.autocapitalize}
      pattern={props.pattern}
      inputmode={props.inputmode}
      {...props.attributes}
    />
  );
  const prefix = textOptions(props.prefix);
  const suffix = textOptions(props.suffix);
  if (prefix === undefined && suffix === undefined) return <Field {...props}>{control}</Field>;
  return (
    <Field {...props}>
      <div class={classNames('govuk-input__wrapper', props.wrapper?.classes)} {...props.wrapper?.attributes}>
        {prefix === undefined ? null : <Affix {...prefix} side="prefix" />}
        {control}
        {suffix === undefined ? null : <Affix {...suffix} side="suffix" />}
      </div>
    </Field>
  );
}

function Affix(props: AffixOptions & { readonly side: 'prefix' | 'suffix' }) {
  return (
    <div class={classNames(`govuk-input__${props.side}`, props.classes)} aria-hidden="true" {...props.attributes}>
      {props.text}
    </div>
  );
}
