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

const byText =
  <T>(textOf: (item: T) => string) =>
  (one: T, other: T): number => {
    const [first, second] = [textOf(one), textOf(other)];
    return first < second ? -1 : first > second ? 1 : 0;
  };

export const sortContent = ({ records, journal, audit }: StoreContent): StoreContent => ({
  records: records.toSorted(byText(({ kind, id }) => `${kind} ${id}`)),
  journal: journal.toSorted(byText(({ id }) => id)),
  audit: audit.toSorted(byText(({ at, id }) => `${at} ${id}`)),
});
