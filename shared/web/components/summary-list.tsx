import { type Common, type Content, classNames, type TextOptions, textOptions } from './content.ts';

export interface SummaryAction extends Common {
  readonly href: string;
  readonly text: Content;
  /** What the action is about: “Change” alone says nothing to those who go from link to link. */
  readonly visuallyHiddenText?: string | undefined;
}

export interface SummaryCell {
  readonly text: Content;
  readonly classes?: string | undefined;
}

export interface SummaryActions {
  readonly items: readonly SummaryAction[];
  readonly classes?: string | undefined;
}

export interface SummaryRow {
  readonly key: string | SummaryCell;
  readonly value: string | SummaryCell;
  readonly classes?: string | undefined;
  readonly actions?: SummaryActions | undefined;
}

export interface SummaryCard extends Common {
  readonly title?: { readonly text: Content; readonly headingLevel?: 2 | 3 | 4 | undefined } | undefined;
  readonly actions?: SummaryActions | undefined;
}

export interface SummaryListProps extends Common {
  readonly rows: readonly SummaryRow[];
  /** A box with a title around the list. */
  readonly card?: SummaryCard | undefined;
}

/** Names and values: answers to check, a case in outline, a receipt. */
export function SummaryList(props: SummaryListProps) {
  const someHaveActions = props.rows.some((row) => (row.actions?.items.length ?? 0) > 0);
  const list = (
    <dl class={classNames('govuk-summary-list', props.classes)} {...props.attributes}>
      {props.rows.map((row) => (
        <Row row={row} isShort={someHaveActions && row.actions === undefined} cardTitle={props.card?.title?.text} />
      ))}
    </dl>
  );
  return props.card === undefined ? list : <Card card={props.card}>{list}</Card>;
}

interface RowProps {
  readonly row: SummaryRow;
  readonly isShort: boolean;
  readonly cardTitle: Content;
}

function Row({ row, isShort, cardTitle }: RowProps) {
  const key: TextOptions | undefined = textOptions(row.key);
  const value: TextOptions | undefined = textOptions(row.value);
  const actions = row.actions?.items ?? [];
  return (
    <div class={classNames('govuk-summary-list__row', isShort && 'govuk-summary-list__row--no-actions', row.classes)}>
      <dt class={classNames('govuk-summary-list__key', key?.classes)}>{key?.text}</dt>
      <dd class={classNames('govuk-summary-list__value', value?.classes)}>{value?.text}</dd>
      {actions.length === 0 ? null : (
        <dd class={classNames('govuk-summary-list__actions', row.actions?.classes)}>
          <Actions items={actions} cardTitle={cardTitle} />
        </dd>
      )}
    </div>
  );
}

function Actions({ items, cardTitle }: { readonly items: readonly SummaryAction[]; readonly cardTitle: Content }) {
  if (items.length === 1) return items.map((item) => <ActionLink action={item} cardTitle={cardTitle} />);
  return (
    <ul class="govuk-summary-list__actions-list">
      {items.map((item) => (
        <li class="govuk-summary-list__actions-list-item">
          <ActionLink action={item} cardTitle={cardTitle} />
        </li>
      ))}
    </ul>
  );
}

function ActionLink({ action, cardTitle }: { readonly action: SummaryAction; readonly cardTitle: Content }) {
  const hidden = action.visuallyHiddenText === '' ? undefined : action.visuallyHiddenText;
  return (
    <a class={classNames('govuk-link', action.classes)} href={action.href} {...action.attributes}>
      {action.text}
      {hidden === undefined && cardTitle === undefined ? null : (
        <span class="govuk-visually-hidden">
          {hidden === undefined ? null : ` ${hidden}`}
          {cardTitle === undefined ? null : <> ({cardTitle})</>}
        </span>
      )}
    </a>
  );
}

function Card({ card, children }: { readonly card: SummaryCard; readonly children?: Content }) {
  const Heading = `h${card.title?.headingLevel ?? 2}` as const;
  const actions = card.actions?.items ?? [];
  return (
    <div class={classNames('govuk-summary-card', card.classes)} {...card.attributes}>
      <div class="govuk-summary-card__title-wrapper">
        {card.title === undefined ? null : <Heading class="govuk-summary-card__title">{card.title.text}</Heading>}
        {actions.length === 0 ? null : <CardActions {...card.actions} items={actions} cardTitle={card.title?.text} />}
      </div>
      <div class="govuk-summary-card__content">{children}</div>
    </div>
  );
}

function CardActions({ items, classes, cardTitle }: SummaryActions & { readonly cardTitle: Content }) {
  const className = classNames('govuk-summary-card__actions', classes);
  if (items.length === 1) {
    return (
      <div class={className}>
        {items.map((item) => (
          <ActionLink action={item} cardTitle={cardTitle} />
        ))}
      </div>
    );
  }
  return (
    <ul class={className}>
      {items.map((item) => (
        <li class="govuk-summary-card__action">
          <ActionLink action={item} cardTitle={cardTitle} />
        </li>
      ))}
    </ul>
  );
}
