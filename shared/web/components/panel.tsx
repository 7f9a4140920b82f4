import { type Common, type Content, classNames } from './content.ts';

export interface PanelProps extends Common {
  readonly title: Content;
  readonly headingLevel?: 1 | 2 | 3 | undefined;
  readonly children?: Content;
}

/** It is done: the one thing to know or keep, such as a reference. Its title is the page's heading. */
export function Panel(props: PanelProps) {
  const Heading = `h${props.headingLevel ?? 1}` as const;
  return (
    <div class={classNames('govuk-panel', 'govuk-panel--confirmation', props.classes)} {...props.attributes}>
      <Heading class="govuk-panel__title">{props.title}</Heading>
      {props.children === undefined ? null : <div class="govuk-panel__body">{props.children}</div>}
    </div>
  );
}
