import type { Versioned } from '../domain/decision.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { Kind } from '../domain/records.ts';
import type { AuditEntry } from './interface.ts';
import type { IndexEntry, ItemKey } from './item-keys.ts';

/** What a store keeps: a record, its place in a range, a journal entry, a decision. */
export type Item =
  | {
      readonly is: 'record';
      readonly record: Versioned<Kind>;
      readonly index: IndexEntry | undefined;
      /** Epoch seconds. */
      readonly expiresAt: number | undefined;
    }
  | { readonly is: 'place-in-range'; readonly id: string }
  | { readonly is: 'journal-entry'; readonly entry: JournalEntry; readonly index: IndexEntry }
  | { readonly is: 'audit-entry'; readonly entry: AuditEntry; readonly index: IndexEntry };

/**
 * What must hold of an item for the transaction to happen. A place in a range may be there already if it is the same
 * record's: an entry left behind when the order of a range was changed.
 */
export type Condition =
  | { readonly must: 'not-exist' }
  | { readonly must: 'be-at-version'; readonly version: number }
  | { readonly must: 'be-free-for'; readonly id: string };

/** One action of a transaction, on one item. */
export type WriteAction =
  | { readonly do: 'put'; readonly key: ItemKey; readonly item: Item; readonly condition: Condition }
  | { readonly do: 'delete'; readonly key: ItemKey; readonly condition: Condition | undefined }
  | { readonly do: 'check'; readonly key: ItemKey; readonly condition: Condition };

/** The most that one transaction of DynamoDB takes. */
export const mostActions = 100;

/** What no longer held, for logs and audit: keys and versions only. */
export const describeFailure = ({ key, condition }: WriteAction): string => {
  if (condition === undefined) return `${key.pk} is being written`;
  switch (condition.must) {
    case 'not-exist':
      return `${key.pk} exists`;
    case 'be-at-version':
      return `${key.pk} is not at version ${condition.version}`;
    case 'be-free-for':
      return `${key.pk} ${key.sk} is not free for ${condition.id}`;
  }
};
