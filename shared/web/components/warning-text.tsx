import { type Common, type Content, classNames } from './content.ts';

export interface WarningTextProps extends Common {
  readonly children?: Content;
  /** Said before the text to those who cannot see the exclamation mark; “Warning” when left out. */
  readonly iconFallbackText?: string | undefined;
}

/** What would hurt if it were missed. Rare, or nobody reads it. */
export function WarningText(props: WarningTextProps) {
  return (
    <div class={classNames('govuk-warning-text', props.classes)} {...props.attributes}>
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{props.iconFallbackText ?? 'Warning'}</span> {props.children}
      </strong>
    </div>
  );
}
