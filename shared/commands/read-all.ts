import type { Page } from '../store/interface.ts';

const mostPages = 100;

/**
 * Reads a list to its end, page by page.
 * @throws when it is longer than a list of this kind can honestly be: then it needs another access pattern.
 */
export async function readAll<T>(read: (after: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { items, next } = await read(after);
    all.push(...items);
    if (next === undefined) return all;
    after = next;
  }
  throw new Error(`a list is longer than ${mostPages} pages`);
}
