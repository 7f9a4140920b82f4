import { type Content, classNames, type TextOptions } from './content.ts';

export interface LabelOptions extends TextOptions {
  /** The label is the page's only `h1`: for a page that asks one thing. */
  readonly isPageHeading?: boolean | undefined;
}

export interface LabelProps extends LabelOptions {
  readonly for?: string | undefined;
}

/** The name of a field. Use it through the field (`<Input label=…>`); it is exported for fields of your own. */
export function Label(props: LabelProps) {
  const label: Content = (
    <label class={classNames('govuk-label', props.classes)} {...props.attributes} for={props.for}>
      {props.text}
    </label>
  );
  return props.isPageHeading === true ? <h1 class="govuk-label-wrapper">{label}</h1> : label;
}
