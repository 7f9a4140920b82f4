import { classNames, joinIds } from './content.ts';
import { Hint } from './hint.tsx';
import { Textarea, type TextareaProps } from './textarea.tsx';

export interface CharacterCountProps extends Omit<TextareaProps, 'afterInput' | 'formGroupAttributes'> {
  /** Characters or words; one of the two. The schema refuses more, with or without a script. */
  readonly limit: { readonly characters: number } | { readonly words: number };
  /** Counting shows from this percentage of the limit. */
  readonly threshold?: number | undefined;
  readonly countType?: 'words' | 'characters' | 'utf16' | undefined;
}

/** Several lines of text that says how much room is left. Without a script it says how much there is. */
export function CharacterCount(props: CharacterCountProps) {
  const id = props.id ?? props.name;
  const { limit, threshold } = props;
  const countType = props.countType ?? ('words' in limit ? 'words' : undefined);
  const amount = 'words' in limit ? limit.words : limit.characters;
  return (
    <Textarea
      {...props}
      describedBy={joinIds(props.describedBy, `${id}-info`)}
      classes={classNames('govuk-js-character-count', props.classes)}
      formGroupClasses={classNames('govuk-character-count', props.formGroupClasses)}
      formGroupAttributes={{
        'data-module': 'govuk-character-count',
        ...('words' in limit ? { 'data-maxwords': String(amount) } : { 'data-maxlength': String(amount) }),
        ...(threshold === undefined ? {} : { 'data-threshold': String(threshold) }),
        ...(countType === undefined ? {} : { 'data-count-type': countType }),
      }}
      afterInput={
        <Hint
          id={`${id}-info`}
          classes="govuk-character-count__message"
          text={`You can enter up to ${amount} ${countType === 'words' ? 'words' : 'characters'}`}
        />
      }
    />
  );
}
