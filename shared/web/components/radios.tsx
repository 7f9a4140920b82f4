import { Choice, type ChoiceDivider, type ChoiceItem, choiceId } from './choice-item.tsx';
import { type Attributes, classNames } from './content.ts';
import { Fieldset, type FieldsetOptions, type LegendOptions } from './fieldset.tsx';
import { describeField, type FieldOptions, FormGroup, HintAndError } from './form-group.tsx';

export interface RadiosProps extends Pick<FieldOptions, 'name' | 'hint' | 'errorMessage' | 'formGroupClasses'> {
  /** The question. */
  readonly legend: string | LegendOptions;
  readonly items: readonly (ChoiceItem | ChoiceDivider)[];
  /** The answer so far, unless an item itself says otherwise. */
  readonly value?: string | undefined;
  /** Start of the ids; the name when not said. */
  readonly idPrefix?: string | undefined;
  readonly fieldset?: FieldsetOptions | undefined;
  /** `govuk-radios--inline` for two short answers, `govuk-radios--small` where space is dear. */
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** One of a few. None is chosen for the person beforehand. */
export function Radios(props: RadiosProps) {
  const idPrefix = props.idPrefix ?? props.name;
  return (
    <FormGroup hasError={props.errorMessage !== undefined} classes={props.formGroupClasses}>
      <Fieldset
        {...props.fieldset}
        legend={props.legend}
        describedBy={describeField(idPrefix, { ...props, describedBy: props.fieldset?.describedBy })}
      >
        <HintAndError id={idPrefix} hint={props.hint} errorMessage={props.errorMessage} />
        <div class={classNames('govuk-radios', props.classes)} {...props.attributes} data-module="govuk-radios">
          {props.items.map((item, index) =>
            'divider' in item ? (
              <div class="govuk-radios__divider">{item.divider}</div>
            ) : (
              <Choice
                kind="radios"
                item={item}
                id={choiceId(idPrefix, item, index)}
                name={props.name}
                isChecked={item.checked ?? (props.value !== undefined && props.value === item.value)}
              />
            ),
          )}
        </div>
      </Fieldset>
    </FormGroup>
  );
}
