import type { Subject, Versioned } from '../domain/decision.ts';
import type { Kind } from '../domain/records.ts';
import type { JournalPageRequest, RangePageRequest } from './interface.ts';
import type { RangeEntry } from './record-type.ts';
import { recordTypes } from './record-types.ts';
import type { TableName } from './tables.ts';

/** Where one item lies. */
export interface ItemKey {
  readonly table: TableName;
  readonly pk: string;
  readonly sk: string;
}

/** The entry of an item in its table's index. */
export interface IndexEntry {
  readonly list: string;
  readonly at: string;
}

/** Part of one partition, or of one list of the index, in its order; both bounds count. */
export interface Span {
  readonly table: TableName;
  readonly by: 'key' | 'index';
  readonly partition: string;
  readonly from: string;
  readonly to: string;
}

/*
 * Keys are made of parts in printable ASCII above `!`, and `!` joins them. No part contains the joint or anything
 * below it, so the order of the joined text is the order of the parts; and DynamoDB, which compares bytes, agrees with
 * JavaScript, which compares UTF-16.
 */
const part = /^[\x22-\x7e]{1,800}$/;
const joint = '!';
const pastJoint = '"';
const lowest = joint;
const highest = '\u007f';

export const isKeyPart = (text: string): boolean => part.test(text);

const checked = (text: string, what: string): string => {
  if (!isKeyPart(text)) throw new Error(`${what} is not fit for a key: printable ASCII without spaces and "!" only`);
  return text;
};

const join = (first: string, second: string): string => `${first}${joint}${second}`;

/** The sort key of every item that is alone in its partition. */
const alone = 'record';

export const isAlone = ({ sk }: ItemKey): boolean => sk === alone;

export const recordKey = (kind: Kind, id: string): ItemKey => ({
  table: recordTypes[kind].table,
  pk: `${kind}#${checked(id, `the id of a ${kind}`)}`,
  sk: alone,
});

export const listEntry = (kind: Kind, id: string, { list, at }: IndexEntry): IndexEntry => ({
  list: checked(list, `a list of ${kind}`),
  at: join(checked(at, `the order in a list of ${kind}`), id),
});

export const rangeKey = (kind: Kind, { heading, name, order }: RangeEntry): ItemKey => {
  if (!heading.startsWith(`${recordTypes[kind].rangesUnder}/`)) {
    throw new Error(`a ${kind} stands in ranges under ${recordTypes[kind].rangesUnder}, not ${heading}`);
  }
  return {
    table: recordTypes[kind].table,
    pk: checked(heading, `a heading of ${kind}`),
    sk: join(checked(name, `a range of ${kind}`), checked(order, `the order in a range of ${kind}`)),
  };
};

/** Whether a record, as it is, stands in a range. */
export const standsIn = <K extends Kind>({ kind, value }: Versioned<K>, heading: string, name: string): boolean =>
  recordTypes[kind].ranges?.(value).some((entry) => entry.heading === heading && entry.name === name) ?? false;

export const rangeNameOf = (key: Pick<ItemKey, 'sk'>): string => key.sk.slice(0, key.sk.indexOf(joint));

export const journalKey = (id: string): ItemKey => ({
  table: 'money',
  pk: `journal#${checked(id, 'the id of a journal entry')}`,
  sk: alone,
});

export const journalIndex = (id: string, bookedAt: string): IndexEntry => ({
  list: `journal/${bookedAt.slice(0, 'YYYY-MM'.length)}`,
  at: join(bookedAt, id),
});

export const auditKey = (about: Subject, at: string, id: string): ItemKey => ({
  table: 'audit',
  pk: checked(about, 'the subject of a decision'),
  sk: join(at, checked(id, 'the id of an audit entry')),
});

export const auditIndex = (at: string, id: string): IndexEntry => ({
  list: `decisions/${at.slice(0, 'YYYY-MM-DD'.length)}`,
  at: join(at, id),
});

/** All whose first part is at or before `through`. */
const upTo = (through: string | undefined): { from: string; to: string } => ({
  from: lowest,
  to: through === undefined ? highest : `${through}${pastJoint}`,
});

export const listSpan = (kind: Kind, list: string, through?: string): Span => {
  if (recordTypes[kind].list === undefined) throw new Error(`there are no lists of ${kind}`);
  return { table: recordTypes[kind].table, by: 'index', partition: list, ...upTo(through) };
};

export const rangeSpan = (
  kind: Kind,
  heading: string,
  name: string,
  { from = '', through }: Pick<RangePageRequest, 'from' | 'through'> = {},
): Span => ({
  table: recordTypes[kind].table,
  by: 'key',
  partition: heading,
  from: join(name, from),
  to: through === undefined ? `${name}${pastJoint}` : join(name, through),
});

const kindUnder = (heading: string): Kind => {
  const first = heading.split('/')[0];
  for (const [kind, { rangesUnder }] of Object.entries(recordTypes)) {
    // Object.entries forgets that these keys are the kinds.
    if (rangesUnder === first) return kind as Kind;
  }
  throw new Error(`no records stand in ranges under ${heading}`);
};

/** All ranges of a heading, or those whose names come after one. */
export const headingSpan = (heading: string, afterName?: string): Span => ({
  table: recordTypes[kindUnder(heading)].table,
  by: 'key',
  partition: heading,
  from: afterName === undefined ? lowest : `${afterName}${pastJoint}`,
  to: highest,
});

export const historySpan = (about: Subject, through?: string): Span => ({
  table: 'audit',
  by: 'key',
  partition: about,
  ...upTo(through),
});

export const decisionsSpan = (day: string, through?: string): Span => ({
  table: 'audit',
  by: 'index',
  partition: `decisions/${day}`,
  ...upTo(through),
});

/** The entries of a month, or those that stand after one of them. */
export const journalSpan = (
  month: string,
  { past, through }: Pick<JournalPageRequest, 'past' | 'through'> = {},
): Span => ({
  table: 'money',
  by: 'index',
  partition: `journal/${month}`,
  ...upTo(through),
  // An entry's own text with the joint after it stands behind it, and before all that is longer.
  ...(past && { from: `${journalIndex(past.id, past.bookedAt).at}${joint}` }),
});
