import { type Common, type Content, classNames } from './content.ts';

export interface DetailsProps extends Common {
  readonly summary: Content;
  readonly children?: Content;
  readonly id?: string | undefined;
  readonly open?: boolean | undefined;
}

/** More for those who want it. Nothing that everybody needs to know. */
export function Details(props: DetailsProps) {
  return (
    <details id={props.id} class={classNames('govuk-details', props.classes)} {...props.attributes} open={props.open}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{props.summary}</span>
      </summary>
      <div class="govuk-details__text">{props.children}</div>
    </details>
  );
}
