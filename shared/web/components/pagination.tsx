import { type Attributes, type Common, type Content, classNames } from './content.ts';

export interface PaginationLink {
  readonly href: string;
  readonly text?: Content;
  /** What the neighbouring page is about; only for previous and next without page numbers. */
  readonly labelText?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export type PaginationItem =
  | { readonly ellipsis: true }
  | {
      readonly number: number | string;
      readonly href: string;
      readonly current?: boolean | undefined;
      readonly visuallyHiddenText?: string | undefined;
      readonly attributes?: Attributes | undefined;
    };

export interface PaginationProps extends Common {
  readonly previous?: PaginationLink | undefined;
  readonly next?: PaginationLink | undefined;
  readonly items?: readonly PaginationItem[] | undefined;
  readonly landmarkLabel?: string | undefined;
}

/** To the pages before and after. Lists from our tables go by cursor, so they have `next` and no numbers. */
export function Pagination(props: PaginationProps) {
  const isBlock = props.items === undefined && (props.previous !== undefined || props.next !== undefined);
  return (
    <nav
      class={classNames('govuk-pagination', isBlock && 'govuk-pagination--block', props.classes)}
      aria-label={props.landmarkLabel ?? 'Pagination'}
      {...props.attributes}
    >
      {props.previous === undefined ? null : <Arrow link={props.previous} direction="prev" isBlock={isBlock} />}
      {props.items === undefined ? null : (
        <ul class="govuk-pagination__list">
          {props.items.map((item) => (
            <PageItem item={item} />
          ))}
        </ul>
      )}
      {props.next === undefined ? null : <Arrow link={props.next} direction="next" isBlock={isBlock} />}
    </nav>
  );
}

const arrows = {
  prev: {
    word: 'Previous',
    path: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  },
  next: {
    word: 'Next',
    path: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
  },
} as const;

interface ArrowProps {
  readonly link: PaginationLink;
  readonly direction: 'prev' | 'next';
  readonly isBlock: boolean;
}

function Arrow({ link, direction, isBlock }: ArrowProps) {
  const { word, path } = arrows[direction];
  const icon = (
    <svg
      class={`govuk-pagination__icon govuk-pagination__icon--${direction}`}
      xmlns="http://www.w3.org/2000/svg"
      height="13"
      width="15"
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 15 13"
    >
      <path d={path} />
    </svg>
  );
  const isIconFirst = isBlock || direction === 'prev';
  return (
    <div class={`govuk-pagination__${direction}`}>
      <a class="govuk-link govuk-pagination__link" href={link.href} rel={direction} {...link.attributes}>
        {isIconFirst ? icon : null}
        <span
          class={classNames(
            'govuk-pagination__link-title',
            isBlock && link.labelText === undefined && 'govuk-pagination__link-title--decorated',
          )}
        >
          {link.text ?? (
            <>
              {word}
              <span class="govuk-visually-hidden"> page</span>
            </>
          )}
        </span>
        {link.labelText !== undefined && isBlock ? (
          <>
            <span class="govuk-visually-hidden">:</span>
            <span class="govuk-pagination__link-label">{link.labelText}</span>
          </>
        ) : null}
        {isIconFirst ? null : icon}
      </a>
    </div>
  );
}

function PageItem({ item }: { readonly item: PaginationItem }) {
  if ('ellipsis' in item) return <li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>;
  return (
    <li class={classNames('govuk-pagination__item', item.current === true && 'govuk-pagination__item--current')}>
      <a
        class="govuk-link govuk-pagination__link"
        href={item.href}
        aria-label={item.visuallyHiddenText ?? `Page ${item.number}`}
        aria-current={item.current === true ? 'page' : undefined}
        {...item.attributes}
      >
        {item.number}
      </a>
    </li>
  );
}
