import { type Common, type Content, classNames } from './content.ts';

export interface TagProps extends Common {
  /** Colour supports the word and never replaces it. */
  readonly colour?: 'grey' | 'green' | 'teal' | 'purple' | 'magenta' | 'red' | 'orange' | 'yellow' | undefined;
  readonly children?: Content;
}

/** The status of something, in a word or two. */
export function Tag(props: TagProps) {
  return (
    <strong
      class={classNames('govuk-tag', props.colour && `govuk-tag--${props.colour}`, props.classes)}
      {...props.attributes}
    >
      {props.children}
    </strong>
  );
}
