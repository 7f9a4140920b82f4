import * as z from 'zod';
import { BadCursor, type PageRequest } from './interface.ts';
import type { Span } from './item-keys.ts';
import { key, listIndex } from './tables.ts';

const mostItems = 200;

/** The keys of the last item of a page: of the item itself and, for a list, of its index entry. */
const Position = z.lazy(() =>
  z.strictObject({
    [key.partition]: z.string().min(1),
    [key.sort]: z.string().min(1),
    [listIndex.partition]: z.string().min(1).optional(),
    [listIndex.sort]: z.string().min(1).optional(),
  }),
);
export type Position = z.infer<typeof Position>;

export const writeCursor = (position: Position): string =>
  Buffer.from(JSON.stringify(Position.parse(position))).toString('base64url');

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const liesIn = (span: Span, position: Position): boolean => {
  const [partition, sort] = span.by === 'key' ? [position.pk, position.sk] : [position.list, position.at];
  const known = span.by === 'key' ? position.list === undefined && position.at === undefined : true;
  return known && partition === span.partition && sort !== undefined && sort >= span.from && sort <= span.to;
};

/**
 * Reads where the page before ended.
 * @throws BadCursor when the text is none of our cursors, or one of another query.
 */
export function readCursor(span: Span, after: string | undefined): Position | undefined {
  if (after === undefined) return undefined;
  const position = Position.safeParse(parseJson(Buffer.from(after, 'base64url').toString()));
  if (!position.success || !liesIn(span, position.data)) throw new BadCursor();
  return position.data;
}

/** @throws RangeError when a page of that many cannot be asked for: a fault of the caller. */
export function checkLimit({ limit }: PageRequest): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > mostItems) {
    throw new RangeError(`a page has 1 to ${mostItems} items, not ${limit}`);
  }
  return limit;
}
