import { type Common, type Content, classNames, textOptions } from './content.ts';
import { Tag, type TagProps } from './tag.tsx';

export interface TaskStatus {
  /** Either a tag, for what still needs doing, or plain words, for what is done. */
  readonly tag?: TagProps | undefined;
  readonly text?: Content;
  readonly classes?: string | undefined;
}

export interface Task {
  readonly title: string | { readonly text: Content; readonly classes?: string | undefined };
  /** Left out when it cannot be started yet. */
  readonly href?: string | undefined;
  readonly hint?: string | { readonly text: Content } | undefined;
  readonly status: TaskStatus;
  readonly classes?: string | undefined;
}

export interface TaskListProps extends Common {
  readonly items: readonly Task[];
  readonly idPrefix?: string | undefined;
}

/** What there is to do, and how far each is. */
export function TaskList(props: TaskListProps) {
  const idPrefix = props.idPrefix ?? 'task-list';
  return (
    <ul class={classNames('govuk-task-list', props.classes)} {...props.attributes}>
      {props.items.map((item, index) => (
        <Item item={item} id={`${idPrefix}-${index + 1}`} />
      ))}
    </ul>
  );
}

function Item({ item, id }: { readonly item: Task; readonly id: string }) {
  const title = textOptions(item.title);
  const hint = textOptions(item.hint);
  return (
    <li
      class={classNames(
        'govuk-task-list__item',
        item.href !== undefined && 'govuk-task-list__item--with-link',
        item.classes,
      )}
    >
      <div class="govuk-task-list__name-and-hint">
        {item.href === undefined ? (
          <div class={title?.classes}>{title?.text}</div>
        ) : (
          <a
            class={classNames('govuk-link', 'govuk-task-list__link', title?.classes)}
            href={item.href}
            aria-describedby={classNames(hint !== undefined && `${id}-hint`, `${id}-status`)}
          >
            {title?.text}
          </a>
        )}
        {hint === undefined ? null : (
          <div id={`${id}-hint`} class="govuk-task-list__hint">
            {hint.text}
          </div>
        )}
      </div>
      <div class={classNames('govuk-task-list__status', item.status.classes)} id={`${id}-status`}>
        {item.status.tag === undefined ? item.status.text : <Tag {...item.status.tag} />}
      </div>
    </li>
  );
}
