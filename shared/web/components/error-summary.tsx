import { type Attributes, type Common, type Content, classNames } from './content.ts';

export interface ErrorSummaryItem {
  readonly text: Content;
  /** `#` and the id of the field to put right. */
  readonly href?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface ErrorSummaryProps extends Common {
  readonly title?: Content;
  readonly description?: Content;
  readonly errorList?: readonly ErrorSummaryItem[] | undefined;
  readonly disableAutoFocus?: boolean | undefined;
}

/** At the top of the page: what to put right, each a link to its field. Pages use `FormErrors`, which fills it. */
export function ErrorSummary(props: ErrorSummaryProps) {
  const list = props.errorList ?? [];
  return (
    <div
      class={classNames('govuk-error-summary', props.classes)}
      data-disable-auto-focus={props.disableAutoFocus === undefined ? undefined : String(props.disableAutoFocus)}
      {...props.attributes}
      data-module="govuk-error-summary"
    >
      <div role="alert">
        <h2 class="govuk-error-summary__title">{props.title ?? 'There is something to put right'}</h2>
        <div class="govuk-error-summary__body">
          {props.description === undefined ? null : <p>{props.description}</p>}
          {list.length === 0 ? null : (
            <ul class="govuk-list govuk-error-summary__list">
              {list.map((item) => (
                <li>
                  {item.href === undefined ? (
                    item.text
                  ) : (
                    <a href={item.href} {...item.attributes}>
                      {item.text}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}
