import type { Versioned } from '../domain/decision.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Kind } from '../domain/records.ts';
import { type Decided, decideAndCommit } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { changedSince, missing } from './load-case.ts';

/** One record, at the version that stood on the page when somebody pressed the button. */
interface Seen<K extends Kind> {
  readonly kind: K;
  readonly id: string;
  readonly seen: number;
}

/** What people call a record that has another name here. */
const called: Partial<Record<Kind, string>> = { delegation: 'absence', 'reserve-move': 'move' };

/**
 * Decides about a record as somebody saw it.
 * @param decide loads what else it needs; called once a try, with the record as it is
 * @returns refusals: `not-found`; `changed-meanwhile` for a record that is not any more as it was on the page; those of
 * deciding
 */
export const decideAsSeen = <K extends Kind, T>(
  deps: Deps,
  { kind, id, seen }: Seen<K>,
  decide: (record: Versioned<K>) => Promise<Outcome<Decided<T>>>,
): Promise<Outcome<T>> =>
  decideAndCommit(deps, async () => {
    const record = await deps.store.get(kind, id);
    if (record === undefined) return missing(called[kind] ?? kind);
    const same = changedSince(record, seen);
    return same.ok ? decide(record) : same;
  });
