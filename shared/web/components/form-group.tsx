import { type Attributes, type Content, classNames, joinIds, textOptions } from './content.ts';
import { ErrorMessage, type ErrorMessageOptions } from './error-message.tsx';
import { Hint, type HintOptions } from './hint.tsx';
import { Label, type LabelOptions } from './label.tsx';

/** What every field takes beside its own options. */
export interface FieldOptions {
  readonly name: string;
  /** Defaults to the name: that is where the error summary's link leads. */
  readonly id?: string | undefined;
  readonly label: string | LabelOptions;
  readonly hint?: string | HintOptions | undefined;
  /** Pass `errorOf(form, name)`: the message shows when there is one. */
  readonly errorMessage?: string | ErrorMessageOptions | undefined;
  readonly describedBy?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly formGroupClasses?: string | undefined;
}

/** Ids of whatever describes the field, in the order in which it is read out. */
export function describeField(id: string, field: Pick<FieldOptions, 'describedBy' | 'hint' | 'errorMessage'>) {
  return joinIds(
    field.describedBy,
    field.hint !== undefined && `${id}-hint`,
    field.errorMessage !== undefined && `${id}-error`,
  );
}

/** Hint and error message of a field or group of fields, under the ids that `describeField` names. */
export function HintAndError(props: { readonly id: string } & Pick<FieldOptions, 'hint' | 'errorMessage'>) {
  const hint = textOptions(props.hint);
  const error = textOptions(props.errorMessage);
  return (
    <>
      {hint === undefined ? null : <Hint {...hint} id={`${props.id}-hint`} />}
      {error === undefined ? null : <ErrorMessage {...error} id={`${props.id}-error`} />}
    </>
  );
}

export interface FormGroupProps {
  readonly hasError: boolean;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly children?: Content;
}

/** The box around one question. */
export function FormGroup(props: FormGroupProps) {
  return (
    <div
      class={classNames('govuk-form-group', props.hasError && 'govuk-form-group--error', props.classes)}
      {...props.attributes}
    >
      {props.children}
    </div>
  );
}

export interface FieldProps extends FieldOptions {
  readonly formGroupAttributes?: Attributes | undefined;
  readonly children?: Content;
}

/** Label, hint, error message and the control itself (the children), in one group. */
export function Field(props: FieldProps) {
  const id = props.id ?? props.name;
  const label: LabelOptions | undefined = textOptions(props.label);
  return (
    <FormGroup
      hasError={props.errorMessage !== undefined}
      classes={props.formGroupClasses}
      attributes={props.formGroupAttributes}
    >
      {label === undefined ? null : <Label {...label} for={id} />}
      <HintAndError id={id} hint={props.hint} errorMessage={props.errorMessage} />
      {props.children}
    </FormGroup>
  );
}
