import type { Content } from '../../web/components/content.ts';
import { Pagination } from '../../web/components/pagination.tsx';
import { ScrollRegion } from '../../web/components/scroll-region.tsx';
import { SummaryList, type SummaryListProps } from '../../web/components/summary-list.tsx';
import { Table, type TableProps } from '../../web/components/table.tsx';
import { Tag, type TagProps } from '../../web/components/tag.tsx';
import type { StateWords } from '../words/states.ts';

/** Pages for daily work are denser than pages for the public: tables, lists of facts and tags are set in this size. */
export const small = 'govuk-!-font-size-16';

export const SmallTag = (props: Pick<TagProps, 'colour' | 'children'>) => <Tag {...props} classes={small} />;

/** A state as a tag. */
export const StateTag = ({ state }: { readonly state: StateWords }) => (
  <SmallTag colour={state.colour}>{state.text}</SmallTag>
);

/** A word or two with a tag beside them, or under them where there is no room: with air between. */
export const Tagged = (props: { readonly children: Content }) => <span class="tagged">{props.children}</span>;

/** The version of the record that stood on the page: what changed since is noticed when the button is pressed. */
export const Seen = ({ version }: { readonly version: number }) => (
  <input type="hidden" name="seen" value={String(version)} />
);

export interface ListingProps extends Pick<TableProps, 'head' | 'rows' | 'firstCellIsHeader'> {
  readonly caption: string;
  /** Said in the table's place when there is nothing in it. */
  readonly empty: string;
  /** A heading above says the caption already. */
  readonly isCaptionHidden?: boolean | undefined;
}

/** A table that scrolls inside itself when it is too wide; or a sentence, when there is nothing to list. */
export function Listing({ caption, empty, isCaptionHidden, ...table }: ListingProps) {
  if (table.rows.length === 0)
    return <Nothing caption={isCaptionHidden === true ? undefined : caption} empty={empty} />;
  return (
    <ScrollRegion label={caption}>
      <Table
        {...table}
        caption={caption}
        captionClasses={isCaptionHidden === true ? 'govuk-visually-hidden' : 'govuk-table__caption--m'}
        classes={small}
      />
    </ScrollRegion>
  );
}

const Nothing = ({ caption, empty }: { readonly caption: string | undefined; readonly empty: string }) => (
  <>
    {caption === undefined ? null : <h2 class="govuk-heading-m govuk-!-margin-bottom-2">{caption}</h2>}
    <p class="govuk-body">{empty}</p>
  </>
);

/** Names and values, as dense as a table. */
export const Facts = (props: SummaryListProps) => <SummaryList {...props} classes={small} />;

/** Several short texts in one cell, one under the other; nothing, where there is none: a list of nothing is read out. */
export const Lines = ({ texts }: { readonly texts: readonly string[] }) =>
  texts.length === 0 ? null : (
    <ul class={`govuk-list ${small} govuk-!-margin-bottom-0`}>
      {texts.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  );

/** Said under a list that goes on. */
export const More = ({ when, children }: { readonly when: boolean; readonly children: Content }) =>
  when ? <p class="govuk-body-s">{children}</p> : null;

interface OnwardProps {
  /** What is listed, for those who go from landmark to landmark. */
  readonly list: string;
  readonly text: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Where the list goes on; undefined at its end. */
  readonly after: string | undefined;
}

/** To the rest of a list. */
export const Onward = ({ list, text, path, query, after }: OnwardProps) =>
  after === undefined ? null : (
    <Pagination
      landmarkLabel={list}
      next={{ href: `${path}?${new URLSearchParams({ ...query, after })}`, labelText: text }}
    />
  );

/** A link in running text or in a table. */
export const To = ({ path, children }: { readonly path: string; readonly children: Content }) => (
  <a class="govuk-link" href={path}>
    {children}
  </a>
);
