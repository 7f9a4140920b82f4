import { type Attributes, type Content, classNames, joinIds, textOptions } from './content.ts';
import { Hint, type HintOptions } from './hint.tsx';
import { Label } from './label.tsx';

/** One answer of radios or checkboxes. */
export interface ChoiceItem {
  readonly value: string;
  readonly text: Content;
  readonly id?: string | undefined;
  readonly hint?: string | HintOptions | undefined;
  readonly checked?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Asked only of those who choose this answer. In an old browser it simply shows, so word it to stand alone. */
  readonly conditional?: Content;
  readonly label?: { readonly classes?: string | undefined; readonly attributes?: Attributes | undefined } | undefined;
  readonly attributes?: Attributes | undefined;
}

/** A word between answers, such as “or”. */
export interface ChoiceDivider {
  readonly divider: string;
}

export interface ChoiceProps {
  readonly kind: 'radios' | 'checkboxes';
  readonly item: ChoiceItem;
  readonly id: string;
  readonly name: string;
  readonly isChecked: boolean;
  readonly describedBy?: string | undefined;
}

/** The id of the nth answer: the first has no number, so that the error summary can link to it by the field's name. */
export function choiceId(idPrefix: string, item: ChoiceItem, index: number): string {
  return item.id ?? (index === 0 ? idPrefix : `${idPrefix}-${index + 1}`);
}

/** A radio or checkbox with its label, hint and what it reveals. */
export function Choice({ kind, item, id, name, isChecked, describedBy }: ChoiceProps) {
  const block = `govuk-${kind}`;
  const hint = textOptions(item.hint);
  const reveals = item.conditional !== undefined && item.conditional !== null && item.conditional !== '';
  return (
    <>
      <div class={`${block}__item`}>
        <input
          class={`${block}__input`}
          id={id}
          name={name}
          type={kind === 'radios' ? 'radio' : 'checkbox'}
          value={item.value}
          checked={isChecked}
          disabled={item.disabled}
          data-aria-controls={reveals ? `conditional-${id}` : undefined}
          aria-describedby={joinIds(describedBy, hint !== undefined && `${id}-item-hint`)}
          {...item.attributes}
        />
        <Label
          text={item.text}
          for={id}
          classes={classNames(`${block}__label`, item.label?.classes)}
          attributes={item.label?.attributes}
        />
        {hint === undefined ? null : (
          <Hint {...hint} id={`${id}-item-hint`} classes={classNames(`${block}__hint`, hint.classes)} />
        )}
      </div>
      {reveals ? (
        <div
          class={classNames(`${block}__conditional`, !isChecked && `${block}__conditional--hidden`)}
          id={`conditional-${id}`}
        >
          {item.conditional}
        </div>
      ) : null}
    </>
  );
}
