import { type Common, type Content, classNames } from './content.ts';

export interface NotificationBannerProps extends Common {
  /** `success` after something has been done; it is read out at once. */
  readonly type?: 'success' | undefined;
  /** One sentence, set large. For more, use children instead. */
  readonly text?: string | undefined;
  readonly children?: Content;
  readonly title?: Content;
  readonly titleId?: string | undefined;
  readonly titleHeadingLevel?: 1 | 2 | 3 | 4 | undefined;
  readonly role?: string | undefined;
  readonly disableAutoFocus?: boolean | undefined;
}

/** News that is not about the page's own content: what was just done, or what everybody should know today. */
export function NotificationBanner(props: NotificationBannerProps) {
  const isSuccess = props.type === 'success';
  const titleId = props.titleId ?? 'govuk-notification-banner-title';
  const Heading = `h${props.titleHeadingLevel ?? 2}` as const;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role beside it is `region` or `alert`, which take a name
    <div
      class={classNames('govuk-notification-banner', isSuccess && 'govuk-notification-banner--success', props.classes)}
      role={props.role ?? (isSuccess ? 'alert' : 'region')}
      aria-labelledby={titleId}
      data-module="govuk-notification-banner"
      data-disable-auto-focus={props.disableAutoFocus === undefined ? undefined : String(props.disableAutoFocus)}
      {...props.attributes}
    >
      <div class="govuk-notification-banner__header">
        <Heading class="govuk-notification-banner__title" id={titleId}>
          {props.title ?? (isSuccess ? 'Success' : 'Important')}
        </Heading>
      </div>
      <div class="govuk-notification-banner__content">
        {props.text === undefined ? props.children : <p class="govuk-notification-banner__heading">{props.text}</p>}
      </div>
    </div>
  );
}
