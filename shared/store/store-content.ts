import type { Versioned } from '../domain/decision.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { Kind } from '../domain/records.ts';
import type { AuditEntry } from './interface.ts';

/** Everything a store holds, to compare it with another: sorted by key, and by time where there is one. */
export interface StoreContent {
  readonly records: readonly Versioned<Kind>[];
  readonly journal: readonly JournalEntry[];
  readonly audit: readonly AuditEntry[];
}

/** By a text that is made once of each, not once of each pair. */
const sorted = <T>(items: readonly T[], textOf: (item: T) => string): readonly T[] =>
  items
    .map((item) => ({ item, text: textOf(item) }))
    .sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0))
    .map(({ item }) => item);

export const sortContent = ({ records, journal, audit }: StoreContent): StoreContent => ({
  records: sorted(records, ({ kind, id }) => `${kind} ${id}`),
  journal: sorted(journal, ({ id }) => id),
  audit: sorted(audit, ({ at, id }) => `${at} ${id}`),
});
