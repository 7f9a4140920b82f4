import { type Common, type Content, classNames } from './content.ts';

export interface BackLinkProps extends Common {
  readonly href: string;
  readonly children?: Content;
}

/** To the step before. Goes into the page's `beforeMain`, above everything else. */
export function BackLink(props: BackLinkProps) {
  return (
    <a href={props.href} class={classNames('govuk-back-link', props.classes)} {...props.attributes}>
      {props.children ?? 'Back'}
    </a>
  );
}
