import { type Common, type Content, classNames } from './content.ts';

export interface InsetTextProps extends Common {
  readonly id?: string | undefined;
  readonly children?: Content;
}

/** A passage that stands out from the text around it. */
export function InsetText(props: InsetTextProps) {
  return (
    <div id={props.id} class={classNames('govuk-inset-text', props.classes)} {...props.attributes}>
      {props.children}
    </div>
  );
}
