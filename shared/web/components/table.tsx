import { type Attributes, type Common, type Content, classNames, textOptions } from './content.ts';

export interface TableCell extends Common {
  readonly text: Content;
  /** `numeric` for sums and counts: to the right, digits of one width. */
  readonly format?: 'numeric' | undefined;
  readonly colspan?: number | undefined;
  readonly rowspan?: number | undefined;
}

export interface TableProps extends Common {
  /** Every table says what it shows. `govuk-visually-hidden` among the caption's classes when a heading says it already. */
  readonly caption?: string | undefined;
  readonly captionClasses?: string | undefined;
  readonly head?: readonly (string | TableCell)[] | undefined;
  readonly rows: readonly (readonly (string | TableCell)[])[];
  readonly firstCellIsHeader?: boolean | undefined;
}

/** Facts to compare. A wide one goes inside a `ScrollRegion`, so that the page itself never scrolls sideways. */
export function Table(props: TableProps) {
  return (
    <table class={classNames('govuk-table', props.classes)} {...props.attributes}>
      {props.caption === undefined ? null : (
        <caption class={classNames('govuk-table__caption', props.captionClasses)}>{props.caption}</caption>
      )}
      {props.head === undefined ? null : (
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {props.head.map((given) => {
              const cell: TableCell | undefined = textOptions(given);
              return (
                <th scope="col" class={cellClass('govuk-table__header', cell)} {...spans(cell)}>
                  {cell?.text}
                </th>
              );
            })}
          </tr>
        </thead>
      )}
      <tbody class="govuk-table__body">
        {props.rows.map((row) => (
          <tr class="govuk-table__row">
            {row.map((given, index) => {
              const cell: TableCell | undefined = textOptions(given);
              return props.firstCellIsHeader === true && index === 0 ? (
                <th scope="row" class={classNames('govuk-table__header', cell?.classes)} {...spans(cell)}>
                  {cell?.text}
                </th>
              ) : (
                <td class={cellClass('govuk-table__cell', cell)} {...spans(cell)}>
                  {cell?.text}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellClass(base: string, cell: TableCell | undefined): string {
  return classNames(base, cell?.format !== undefined && `${base}--${cell.format}`, cell?.classes);
}

function spans(cell: TableCell | undefined): Attributes {
  return {
    ...(cell?.colspan === undefined ? {} : { colspan: String(cell.colspan) }),
    ...(cell?.rowspan === undefined ? {} : { rowspan: String(cell.rowspan) }),
    ...cell?.attributes,
  };
}
