import type { Decision, Versioned } from '../../../shared/domain/decision.ts';
import type { JournalEntry } from '../../../shared/domain/journal.ts';
import type { Outcome } from '../../../shared/domain/outcome.ts';
import type { Kind } from '../../../shared/domain/records.ts';
import { mergeChanges } from '../../../shared/store/plan-records.ts';
import { checkForm } from '../decision-form.ts';

/** What came of an act: it was done, there was nothing to do, it was overtaken for good, or refused for now. */
export type Came = 'done' | 'nothing' | 'overtaken' | 'refused';

/** Records and a journal with no store around them: a decision becomes true whole, on what it was made from, or not at all. */
export class PlainRecords {
  readonly journal = new Map<string, JournalEntry>();
  /** Every decision that became true, in order. */
  readonly trail: Decision[] = [];
  readonly #records = new Map<string, Versioned<Kind>>();

  put(...records: readonly Versioned<Kind>[]): void {
    for (const record of records) this.#records.set(`${record.kind} ${record.id}`, record);
  }

  all<K extends Kind>(kind: K): readonly Versioned<K>[] {
    return [...this.#records.values()].filter((record): record is Versioned<K> => record.kind === kind);
  }

  find<K extends Kind>(kind: K, id: string | undefined): Versioned<K> | undefined {
    const record = this.#records.get(`${kind} ${id}`);
    return record === undefined ? undefined : this.all(kind).find((one) => one.id === id);
  }

  /** @returns whether all of it was still as it had been read, and so became true. */
  commit(decisions: readonly Decision[]): boolean {
    decisions.forEach(checkForm);
    const changes = [...mergeChanges(decisions).values()];
    const entries = decisions.flatMap((decision) => decision.entries);
    const relies = decisions.flatMap((decision) => decision.relies);
    const asRead =
      changes.every(({ kind, id, before }) => this.#records.get(`${kind} ${id}`)?.version === before?.version) &&
      relies.every(({ kind, id, version }) => (this.#records.get(`${kind} ${id}`)?.version ?? 0) === version);
    const ids = new Set(entries.map(({ id }) => id));
    if (!asRead || ids.size < entries.length || entries.some(({ id }) => this.journal.has(id))) return false;
    for (const { kind, id, before, after } of changes) {
      if (after === undefined) this.#records.delete(`${kind} ${id}`);
      else this.put({ kind, id, version: (before?.version ?? 0) + 1, value: after });
    }
    for (const entry of entries) this.journal.set(entry.id, entry);
    this.trail.push(...decisions);
    return true;
  }

  carryOut(outcome: Outcome<Decision | readonly Decision[] | undefined>): Came {
    if (!outcome.ok) return outcome.refusal.passed ? 'overtaken' : 'refused';
    if (outcome.value === undefined) return 'nothing';
    const decisions = 'about' in outcome.value ? [outcome.value] : outcome.value;
    if (decisions.length === 0) return 'nothing';
    return this.commit(decisions) ? 'done' : 'refused';
  }

  /** All there is, as text: two that read the same are the same. */
  toString(): string {
    return JSON.stringify([[...this.#records.values()], [...this.journal.values()]]);
  }
}
