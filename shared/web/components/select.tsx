import { type Attributes, classNames } from './content.ts';
import { describeField, Field, type FieldOptions } from './form-group.tsx';

export interface SelectItem {
  readonly value?: string | number | undefined;
  readonly text: string | number;
  readonly selected?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface SelectProps extends FieldOptions {
  readonly items: readonly SelectItem[];
  /** Chosen from the start, unless the item itself says otherwise. */
  readonly value?: string | number | undefined;
  readonly disabled?: boolean | undefined;
}

/** One of many. For seven or fewer use radios: people see what there is. */
export function Select(props: SelectProps) {
  const id = props.id ?? props.name;
  return (
    <Field {...props}>
      <select
        class={classNames('govuk-select', props.classes, props.errorMessage !== undefined && 'govuk-select--error')}
        id={id}
        name={props.name}
        disabled={props.disabled}
        aria-describedby={describeField(id, props)}
        {...props.attributes}
      >
        {props.items.map((item) => (
          <option
            value={item.value}
            selected={isSelected(item, props.value)}
            disabled={item.disabled}
            {...item.attributes}
          >
            {item.text}
          </option>
        ))}
      </select>
    </Field>
  );
}

function isSelected(item: SelectItem, value: string | number | undefined): boolean {
  if (item.selected !== undefined) return item.selected;
  return value !== undefined && value !== '' && String(item.value ?? item.text) === String(value);
}
