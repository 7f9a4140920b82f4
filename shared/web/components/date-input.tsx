import { type Attributes, classNames } from './content.ts';
import { Fieldset, type FieldsetOptions, type LegendOptions } from './fieldset.tsx';
import { describeField, type FieldOptions, FormGroup, HintAndError } from './form-group.tsx';
import { Input } from './input.tsx';

export const dateParts = ['day', 'month', 'year'] as const;
export type DatePart = (typeof dateParts)[number];

const labels: Record<DatePart, string> = { day: 'Day', month: 'Month', year: 'Year' };

export interface DateInputProps extends Pick<FieldOptions, 'hint' | 'errorMessage' | 'formGroupClasses'> {
  /** Start of the ids: the fields are `<id>-day`, `<id>-month`, `<id>-year`. */
  readonly id: string;
  /** Start of the names, normally the same as the id: `parseForm` gathers `<name>-day` and the others into one field. */
  readonly namePrefix?: string | undefined;
  /** The question. */
  readonly legend: string | LegendOptions;
  readonly values?: { readonly [Part in DatePart]?: string | number | undefined } | undefined;
  /** Which of the three are wrong; all of them when there is a message and this is left out. */
  readonly wrongParts?: readonly DatePart[] | undefined;
  readonly fieldset?: FieldsetOptions | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** A date that people know: three small fields, no calendar. */
export function DateInput(props: DateInputProps) {
  const { id, values } = props;
  return (
    <FormGroup hasError={props.errorMessage !== undefined} classes={props.formGroupClasses}>
      <Fieldset
        {...props.fieldset}
        role="group"
        legend={props.legend}
        describedBy={describeField(id, { ...props, describedBy: props.fieldset?.describedBy })}
      >
        <HintAndError id={id} hint={props.hint} errorMessage={props.errorMessage} />
        <div class={classNames('govuk-date-input', props.classes)} {...props.attributes} id={id}>
          {dateParts.map((part) => (
            <div class="govuk-date-input__item">
              <Input
                label={{ text: labels[part], classes: 'govuk-date-input__label' }}
                id={`${id}-${part}`}
                name={props.namePrefix === undefined ? part : `${props.namePrefix}-${part}`}
                value={values?.[part] === undefined ? undefined : String(values[part])}
                inputmode="numeric"
                classes={classNames(
                  'govuk-date-input__input',
                  isWrong(props, part) && 'govuk-input--error',
                  part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
                )}
              />
            </div>
          ))}
        </div>
      </Fieldset>
    </FormGroup>
  );
}

function isWrong(props: DateInputProps, part: DatePart): boolean {
  return props.wrongParts?.includes(part) ?? props.errorMessage !== undefined;
}
