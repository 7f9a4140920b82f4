import { type Attributes, type Content, classNames, type TextOptions, textOptions } from './content.ts';

export interface LegendOptions {
  readonly text: Content;
  /** `govuk-fieldset__legend--l` when it is the page's heading, `--m` or `--s` otherwise. */
  readonly classes?: string | undefined;
  /** The legend is the page's only `h1`: for a page that asks one thing. */
  readonly isPageHeading?: boolean | undefined;
}

export interface FieldsetOptions {
  readonly describedBy?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface FieldsetProps extends FieldsetOptions {
  readonly legend?: string | LegendOptions | undefined;
  readonly role?: string | undefined;
  readonly children?: Content;
}

/** Groups fields that answer one question together, and says the question. */
export function Fieldset(props: FieldsetProps) {
  const legend: LegendOptions | TextOptions | undefined = textOptions(props.legend);
  return (
    <fieldset
      class={classNames('govuk-fieldset', props.classes)}
      role={props.role}
      aria-describedby={props.describedBy}
      {...props.attributes}
    >
      {legend === undefined ? null : <Legend {...legend} />}
      {props.children}
    </fieldset>
  );
}

function Legend(props: LegendOptions) {
  return (
    <legend class={classNames('govuk-fieldset__legend', props.classes)}>
      {props.isPageHeading === true ? <h1 class="govuk-fieldset__heading">{props.text}</h1> : props.text}
    </legend>
  );
}
