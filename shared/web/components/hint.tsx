import { classNames, type TextOptions } from './content.ts';

export interface HintOptions extends TextOptions {}

export interface HintProps extends HintOptions {
  readonly id?: string | undefined;
}

/** Help with answering. Plain text: screen readers read it in one go, and a link in it would be lost. */
export function Hint(props: HintProps) {
  return (
    <div id={props.id} class={classNames('govuk-hint', props.classes)} {...props.attributes}>
      {props.text}
    </div>
  );
}
