import { classNames, type TextOptions } from './content.ts';

export interface ErrorMessageOptions extends TextOptions {
  /** Said before the message to those who cannot see that it is red. Defaults to “Error”; empty leaves it out. */
  readonly visuallyHiddenText?: string | undefined;
}

export interface ErrorMessageProps extends ErrorMessageOptions {
  readonly id?: string | undefined;
}

/** Says beside the field what to put right. The same words stand in the error summary. */
export function ErrorMessage(props: ErrorMessageProps) {
  const hidden = props.visuallyHiddenText ?? 'Error';
  return (
    <p id={props.id} class={classNames('govuk-error-message', props.classes)} {...props.attributes}>
      {hidden === '' ? null : <span class="govuk-visually-hidden">{hidden}:</span>}
      {hidden === '' ? null : ' '}
      {props.text}
    </p>
  );
}
