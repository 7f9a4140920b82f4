import * as z from 'zod';
import type { Fact } from '../../events/catalogue.ts';
import type { Decision } from '../domain/decision.ts';
import { JournalEntry } from '../domain/journal.ts';
import { auditEntryOf } from './audit-entry.ts';
import { type AuditEntry, TransactionTooLarge } from './interface.ts';
import { auditIndex, auditKey, journalIndex, journalKey } from './item-keys.ts';
import { plainValue } from './plain-value.ts';
import { checkReliances, mergeChanges, mergedVersion, writeRecords } from './plan-records.ts';
import { mostActions, type WriteAction } from './write-action.ts';

/** What must be written together, or the conflict that can be seen without asking the database. */
export type TransactionPlan =
  | {
      readonly ok: true;
      readonly actions: readonly WriteAction[];
      readonly audit: readonly AuditEntry[];
      readonly facts: readonly Fact[];
    }
  | { readonly ok: false; readonly why: 'conflict'; readonly what: string };

const writeJournalEntry = (entry: JournalEntry): WriteAction => {
  const parsed = JournalEntry.safeParse(entry);
  if (!parsed.success) throw new Error(`journal entry ${entry.id}: ${z.prettifyError(parsed.error)}`);
  return {
    do: 'put',
    key: journalKey(entry.id),
    item: {
      is: 'journal-entry',
      entry: plainValue(parsed.data),
      index: journalIndex(entry.id, entry.bookedAt),
    },
    condition: { must: 'not-exist' },
  };
};

const writeAuditEntry = (entry: AuditEntry): WriteAction => ({
  do: 'put',
  key: auditKey(entry.about, entry.at, entry.id),
  item: { is: 'audit-entry', entry, index: auditIndex(entry.at, entry.id) },
  condition: { must: 'not-exist' },
});

const refuseTwoOnOneItem = (actions: readonly WriteAction[]): void => {
  const seen = new Set<string>();
  for (const { key } of actions) {
    const name = `${key.table} ${key.pk} ${key.sk}`;
    if (seen.has(name)) throw new Error(`two writes of one transaction meet in ${name}`);
    seen.add(name);
  }
};

/**
 * Turns decisions into the actions of one transaction: what both stores then carry out.
 * @param newId a random id a call; the audit entries of one transaction share it and are numbered in their order.
 * @throws TransactionTooLarge when it needs more than 100 actions; Error when a decision is at fault: a value, fact or
 * entry breaks its schema, decisions about one record do not follow from one another, or two write one item.
 */
export function planTransaction(decisions: readonly Decision[], newId: () => string): TransactionPlan {
  const changes = mergeChanges(decisions);
  const reliances = checkReliances(decisions, changes);
  if (!reliances.ok) return { ok: false, why: 'conflict', what: reliances.what };
  const commitId = newId();
  const audit = decisions.map((decision, index) =>
    plainValue(
      auditEntryOf(decision, `${commitId}-${String(index).padStart(2, '0')}`, (kind, id) =>
        mergedVersion(changes, kind, id),
      ),
    ),
  );
  const actions = [
    ...writeRecords(changes),
    ...reliances.checks,
    ...decisions.flatMap(({ entries }) => entries.map(writeJournalEntry)),
    ...audit.map(writeAuditEntry),
  ];
  if (actions.length > mostActions) throw new TransactionTooLarge(actions.length);
  refuseTwoOnOneItem(actions);
  return { ok: true, actions, audit, facts: audit.flatMap(({ facts }) => facts) };
}
