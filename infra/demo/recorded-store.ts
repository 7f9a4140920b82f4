import type { Instant } from '../../events/values.ts';
import type { Change, Decision } from '../../shared/domain/decision.ts';
import type { Kind } from '../../shared/domain/records.ts';
import type { Store } from '../../shared/store/interface.ts';
import type { MemoryStore } from '../../shared/store/memory-store.ts';
import { recordTypes } from '../../shared/store/record-types.ts';

const mostActions = 100;
const nameOf = ({ kind, id }: { readonly kind: Kind; readonly id: string }): string => `${kind} ${id}`;

/** Drafts, links and sign-ins: a database deletes them when their time has come, and in a story of months it has. */
const isVisit = ({ kind }: { readonly kind: Kind }): boolean => recordTypes[kind].expires !== undefined;

/** How many actions a record takes at most: itself, and leaving and taking a place in a range. */
const actionsOf = (kind: Kind): number => (recordTypes[kind].ranges === undefined ? 1 : 3);

/**
 * A store in memory whose transactions are written to another store as well, some dozens of them in one: a story of months
 * is then kept in a minute's part, through the same door as everything else. Nobody else may write there.
 */
export class RecordedStore {
  readonly store: Store;
  readonly #memory: MemoryStore;
  readonly #copy: Store;
  #batch: Decision[] = [];
  #actions = 0;
  readonly #changed = new Set<string>();
  /** The version of each record in the copy: a record that changes twice in one transaction is written there once. */
  readonly #versions = new Map<string, number>();
  #writing: Promise<void> = Promise.resolve();
  #failure: Error | undefined;

  /** @param listen hears every transaction that was committed */
  constructor(memory: MemoryStore, copy: Store, listen: (result: Awaited<ReturnType<Store['commit']>>) => void) {
    this.#memory = memory;
    this.#copy = copy;
    const commit: Store['commit'] = async (decisions) => {
      const result = await memory.commit(decisions);
      if (result.ok) for (const decision of decisions) this.#add(decision);
      listen(result);
      return result;
    };
    this.store = new Proxy(memory, {
      get(target, property) {
        if (property === 'commit') return commit;
        const member: unknown = Reflect.get(target, property, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  }

  #add(decision: Decision): void {
    const changes = decision.changes.filter((made) => !isVisit(made));
    if (this.#actions + this.#actionsFor(decision, changes) > mostActions) this.#flush();
    this.#actions += this.#actionsFor(decision, changes);
    for (const made of changes) this.#changed.add(nameOf(made));
    // What it relied on is so: nobody else writes.
    this.#batch.push({ ...decision, changes: changes.map((made) => this.#asInCopy(made)), relies: [] });
  }

  /** How many actions more a decision takes, at most: a record that the transaction writes already takes none. */
  #actionsFor({ entries }: Decision, changes: readonly Change[]): number {
    const added = changes.filter((made) => !this.#changed.has(nameOf(made)));
    return 1 + entries.length + added.reduce((sum, { kind }) => sum + actionsOf(kind), 0);
  }

  #asInCopy(made: Change): Change {
    const version = this.#versions.get(nameOf(made));
    // `before` and `after` stay of one kind; the compiler sees two unions.
    return made.before === undefined || version === undefined
      ? made
      : ({ ...made, before: { ...made.before, version } } as Change);
  }

  #flush(): void {
    const batch = this.#batch;
    const left = new Map(
      batch.flatMap(({ changes }) => changes).map((made) => [nameOf(made), made.after !== undefined]),
    );
    for (const [name, isThere] of left) {
      if (isThere) this.#versions.set(name, (this.#versions.get(name) ?? 0) + 1);
      else this.#versions.delete(name);
    }
    this.#batch = [];
    this.#actions = 0;
    this.#changed.clear();
    this.#writing = this.#writing.then(() => this.#write(batch));
  }

  async #write(batch: readonly Decision[]): Promise<void> {
    if (this.#failure !== undefined || batch.length === 0) return;
    try {
      const result = await this.#copy.commit(batch);
      if (!result.ok) throw new Error(`the demonstration could not be written: ${result.what}`);
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Writes what is left, and last the links that still stand. Throws if anything was refused. */
  async finish(now: Instant): Promise<void> {
    this.#flush();
    await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
    const tokens = this.#memory.export().records.filter(({ kind }) => kind === 'token');
    const ids = tokens.map(({ id }) => id);
    for (const { kind, id, value: after } of await this.#memory.getMany('token', ids)) {
      if (after.expiresAt > now) await this.#copy.keep({ kind, id, before: undefined, after });
    }
  }
}
