import type { Instant } from '../../events/values.ts';
import type { Decision } from '../../shared/domain/decision.ts';
import type { Kind } from '../../shared/domain/records.ts';
import type { Store } from '../../shared/store/interface.ts';
import type { MemoryStore } from '../../shared/store/memory-store.ts';
import { planTransaction } from '../../shared/store/plan-transaction.ts';
import { recordTypes } from '../../shared/store/record-types.ts';

/** One transaction. */
interface Written {
  readonly decisions: readonly Decision[];
  /** How many of the hundred actions of a transaction it takes. */
  readonly actions: number;
  readonly changed: readonly string[];
  readonly relied: readonly string[];
}

interface Batch {
  readonly written: Written[];
  actions: number;
}

const mostActions = 100;
const nameOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind} ${id}`;

/**
 * Puts what was written into as few transactions as it takes, such that no record is met twice in one: whatever was
 * decided on a record comes in a later transaction than what it was decided on. So each finds the versions it expects.
 */
function pack(history: readonly Written[]): readonly Batch[] {
  const batches: Batch[] = [];
  const lastChange = new Map<string, number>();
  const lastReliance = new Map<string, number>();
  for (const written of history) {
    const after = [
      ...[...written.changed, ...written.relied].map((name) => lastChange.get(name) ?? -1),
      ...written.changed.map((name) => lastReliance.get(name) ?? -1),
    ];
    let at = Math.max(-1, ...after) + 1;
    while ((batches[at]?.actions ?? 0) + written.actions > mostActions) at += 1;
    const batch = batches[at] ?? { written: [], actions: 0 };
    batches[at] = batch;
    batch.written.push(written);
    batch.actions += written.actions;
    for (const name of written.changed) lastChange.set(name, at);
    for (const name of written.relied) lastReliance.set(name, Math.max(at, lastReliance.get(name) ?? -1));
  }
  return batches;
}

/** Drafts, links and sign-ins: a database deletes them when their time has come, and in a story of months it has. */
const isVisit = ({ kind }: { readonly kind: Kind }): boolean => recordTypes[kind].expires !== undefined;

const withoutVisits = (decision: Decision): Decision => ({
  ...decision,
  changes: decision.changes.filter((made) => !isVisit(made)),
  relies: decision.relies.filter((made) => !isVisit(made)),
});

/**
 * A store in memory that remembers its transactions in their order, and can write the same to another one. A history of
 * months is told in memory and then kept in few transactions, through the same door as everything else.
 */
export class RecordedStore {
  readonly store: Store;
  readonly #memory: MemoryStore;
  readonly #history: Written[] = [];

  /** @param listen hears every transaction that was committed */
  constructor(memory: MemoryStore, listen: (result: Awaited<ReturnType<Store['commit']>>) => void) {
    const commit: Store['commit'] = async (decisions) => {
      const result = await memory.commit(decisions);
      if (result.ok) this.#note(decisions.map(withoutVisits));
      listen(result);
      return result;
    };
    this.#memory = memory;
    this.store = new Proxy(memory, {
      get(target, property) {
        if (property === 'commit') return commit;
        const member: unknown = Reflect.get(target, property, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  }

  #note(decisions: readonly Decision[]): void {
    const plan = planTransaction(decisions, () => 'counted');
    if (!plan.ok) throw new Error(plan.what);
    this.#history.push({
      decisions,
      actions: plan.actions.length,
      changed: decisions.flatMap(({ changes }) => changes.map(nameOf)),
      relied: decisions.flatMap(({ relies }) => relies.map(nameOf)),
    });
  }

  /** Writes everything to an empty store, and last the links that still stand. Throws at the first thing it refuses. */
  async copyTo(other: Store, now: Instant): Promise<void> {
    for (const { written } of pack(this.#history)) {
      const result = await other.commit(written.flatMap(({ decisions }) => decisions));
      if (!result.ok) throw new Error(`the demonstration could not be written: ${result.what}`);
    }
    const tokens = this.#memory.export().records.filter(({ kind }) => kind === 'token');
    for (const token of await this.#memory.getMany(
      'token',
      tokens.map(({ id }) => id),
    )) {
      const { kind, id, value: after } = token;
      if (after.expiresAt > now) await other.keep({ kind, id, before: undefined, after });
    }
  }
}
