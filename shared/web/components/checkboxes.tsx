import { Choice, type ChoiceDivider, type ChoiceItem, choiceId } from './choice-item.tsx';
import { type Attributes, classNames } from './content.ts';
import { Fieldset, type FieldsetOptions, type LegendOptions } from './fieldset.tsx';
import { describeField, type FieldOptions, FormGroup, HintAndError } from './form-group.tsx';

export interface CheckboxItem extends ChoiceItem {
  /** When this box posts under a name of its own. */
  readonly name?: string | undefined;
}

export interface CheckboxesProps
  extends Pick<FieldOptions, 'name' | 'hint' | 'errorMessage' | 'formGroupClasses' | 'describedBy'> {
  /** The question. Leave it out only for a single box whose own label says everything. */
  readonly legend?: string | LegendOptions | undefined;
  readonly items: readonly (CheckboxItem | ChoiceDivider)[];
  /** The answers so far, unless an item itself says otherwise. */
  readonly values?: readonly string[] | undefined;
  /** Start of the ids; the name when not said. */
  readonly idPrefix?: string | undefined;
  readonly fieldset?: FieldsetOptions | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** None, one or several. Consent is never ticked for the person beforehand. */
export function Checkboxes(props: CheckboxesProps) {
  const idPrefix = props.idPrefix ?? props.name;
  const hasFieldset = props.legend !== undefined || props.fieldset !== undefined;
  const describedBy = describeField(idPrefix, {
    ...props,
    describedBy: props.fieldset?.describedBy ?? props.describedBy,
  });
  const questions = (
    <>
      <HintAndError id={idPrefix} hint={props.hint} errorMessage={props.errorMessage} />
      <div class={classNames('govuk-checkboxes', props.classes)} {...props.attributes} data-module="govuk-checkboxes">
        {props.items.map((item, index) =>
          'divider' in item ? (
            <div class="govuk-checkboxes__divider">{item.divider}</div>
          ) : (
            <Choice
              kind="checkboxes"
              item={item}
              id={choiceId(idPrefix, item, index)}
              name={item.name ?? props.name}
              isChecked={item.checked ?? props.values?.includes(item.value) ?? false}
              describedBy={hasFieldset ? undefined : describedBy}
            />
          ),
        )}
      </div>
    </>
  );
  return (
    <FormGroup hasError={props.errorMessage !== undefined} classes={props.formGroupClasses}>
      {hasFieldset ? (
        <Fieldset {...props.fieldset} legend={props.legend} describedBy={describedBy}>
          {questions}
        </Fieldset>
      ) : (
        questions
      )}
    </FormGroup>
  );
}
