import { type Common, type Content, classNames } from './content.ts';

export interface BackLinkProps extends Common {
  readonly href: string;
  readonly children?: Content;
}

/** To the step before. */
export function BackLink(props: BackLinkProps) {
  return (
    <a href={props.href} class={classNames('govuk-back-link', props.classes)} {...props.attributes}>
      {props.children ?? 'Back'}
    </a>
  );
}

/** To the step before, for the page's `beforeMain`, above everything else: a landmark of its own, so that nothing of a page stands outside of all of them. */
export const WayBack = ({ href }: Pick<BackLinkProps, 'href'>) => (
  <nav aria-label="Back">
    <BackLink href={href} />
  </nav>
);
