import { type Attributes, type Common, type Content, classNames } from './content.ts';

export interface Breadcrumb {
  readonly text: Content;
  /** Without it the crumb is the page itself. */
  readonly href?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface BreadcrumbsProps extends Common {
  readonly items: readonly Breadcrumb[];
  readonly collapseOnMobile?: boolean | undefined;
  readonly labelText?: string | undefined;
}

/** Where this page stands. For the console; a person in a form gets a back link instead. */
export function Breadcrumbs(props: BreadcrumbsProps) {
  return (
    <nav
      class={classNames(
        'govuk-breadcrumbs',
        props.classes,
        props.collapseOnMobile === true && 'govuk-breadcrumbs--collapse-on-mobile',
      )}
      {...props.attributes}
      aria-label={props.labelText ?? 'Breadcrumb'}
    >
      <ol class="govuk-breadcrumbs__list">
        {props.items.map((item) =>
          item.href === undefined ? (
            <li class="govuk-breadcrumbs__list-item" aria-current="page">
              {item.text}
            </li>
          ) : (
            <li class="govuk-breadcrumbs__list-item">
              <a class="govuk-breadcrumbs__link" href={item.href} {...item.attributes}>
                {item.text}
              </a>
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}
