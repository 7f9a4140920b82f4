import { type Common, type Content, classNames } from './content.ts';

export interface SkipLinkProps extends Common {
  readonly href?: string | undefined;
  readonly children?: Content;
}

/** Past the header, for those who go by keyboard. The layout has it already. */
export function SkipLink(props: SkipLinkProps) {
  return (
    <a
      href={props.href ?? '#content'}
      class={classNames('govuk-skip-link', props.classes)}
      {...props.attributes}
      data-module="govuk-skip-link"
    >
      {props.children}
    </a>
  );
}
