import { Button } from './button.tsx';
import { type Common, type Content, classNames } from './content.ts';

export interface ExitThisPageProps extends Common {
  readonly id?: string | undefined;
  /** Where to: a neutral, ordinary site, from the settings. */
  readonly redirectUrl: string;
  readonly children?: Content;
  /** Said to screen readers while the key is pressed; GOV.UK's own words when left out. */
  readonly announcements?:
    | {
        readonly activated?: string | undefined;
        readonly timedOut?: string | undefined;
        readonly pressTwoMoreTimes?: string | undefined;
        readonly pressOneMoreTime?: string | undefined;
      }
    | undefined;
}

/** The way out, as GOV.UK ships it: a plain link that works without a script; with one, Shift three times too. */
export function ExitThisPage(props: ExitThisPageProps) {
  const said = props.announcements;
  return (
    <div
      id={props.id}
      class={classNames('govuk-exit-this-page', props.classes)}
      data-module="govuk-exit-this-page"
      {...props.attributes}
      {...{
        'data-i18n.activated': said?.activated,
        'data-i18n.timed-out': said?.timedOut,
        'data-i18n.press-two-more-times': said?.pressTwoMoreTimes,
        'data-i18n.press-one-more-time': said?.pressOneMoreTime,
      }}
    >
      <Button
        href={props.redirectUrl}
        variant="warning"
        classes="govuk-exit-this-page__button govuk-js-exit-this-page-button"
        attributes={{ rel: 'nofollow noreferrer' }}
      >
        {props.children ?? (
          <>
            <span class="govuk-visually-hidden">Emergency</span> Exit this page
          </>
        )}
      </Button>
    </div>
  );
}
