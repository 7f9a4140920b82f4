import type { Page } from '../../store/interface.ts';

const mostAPage = 200;

/** Some of a list, and whether there is more of it than was read. */
export interface Some<T> {
  readonly items: readonly T[];
  readonly more: boolean;
}

/** Reads a list page by page, up to so many: a page for people stays quick however long the list becomes. */
export async function readUpTo<T>(
  most: number,
  read: (request: { readonly limit: number; readonly after: string | undefined }) => Promise<Page<T>>,
): Promise<Some<T>> {
  const items: T[] = [];
  let after: string | undefined;
  while (items.length < most) {
    const page = await read({ limit: Math.min(mostAPage, most - items.length), after });
    items.push(...page.items);
    if (page.next === undefined) return { items, more: false };
    after = page.next;
  }
  return { items, more: true };
}
