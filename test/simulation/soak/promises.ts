import type { Decision } from '../../../shared/domain/decision.ts';
import type { JournalEntry } from '../../../shared/domain/journal.ts';
import type { Kind } from '../../../shared/domain/records.ts';
import type { Store } from '../../../shared/store/interface.ts';
import type { StoreContent } from '../../../shared/store/store-content.ts';

/** Records that come and go without a story. */
const passing: readonly Kind[] = ['draft', 'token', 'sign-in-session'];

/** Everything a page was told is written: it must be there at the end, whatever was killed since. */
export class Promises {
  readonly #records = new Map<string, number>();
  readonly #entries = new Map<string, string>();
  #commits = 0;

  get commits(): number {
    return this.#commits;
  }

  keep(decisions: readonly Decision[]): void {
    this.#commits += 1;
    const changed = new Set<string>();
    for (const { kind, id, before, after } of decisions.flatMap(({ changes }) => changes)) {
      const name = `${kind} ${id}`;
      // Changed again in the same commit it is written once, as the version after the first one's.
      if (after === undefined || passing.includes(kind) || changed.has(name)) continue;
      changed.add(name);
      this.#records.set(name, Math.max(this.#records.get(name) ?? 0, (before?.version ?? 0) + 1));
    }
    for (const entry of decisions.flatMap(({ entries }) => entries)) this.#entries.set(entry.id, said(entry));
  }

  /** The store, with whose every commit that is answered goes down here. */
  keeping(store: Store, seen: (kind: Kind, id: string) => void): Store {
    const commit: Store['commit'] = async (decisions) => {
      const result = await store.commit(decisions);
      if (result.ok) this.keep(decisions);
      for (const { kind, id } of decisions.flatMap(({ changes }) => changes)) seen(kind, id);
      return result;
    };
    return new Proxy(store, {
      get: (target, property) => {
        if (property === 'commit') return commit;
        const member: unknown = Reflect.get(target, property, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  }

  /** What was promised and is not there. */
  broken({ records, journal }: StoreContent): readonly string[] {
    const versions = new Map(records.map(({ kind, id, version }) => [`${kind} ${id}`, version]));
    const entries = new Map(journal.map((entry) => [entry.id, said(entry)]));
    return [
      ...[...this.#records].flatMap(([name, version]) => {
        const there = versions.get(name) ?? 0;
        return there >= version ? [] : [`lost: ${name} was written as version ${version}, and is at ${there}`];
      }),
      ...[...this.#entries].flatMap(([id, postings]) =>
        entries.get(id) === postings ? [] : [`lost: journal entry ${id} is ${entries.has(id) ? 'another' : 'gone'}`],
      ),
    ];
  }
}

const said = ({ postings }: JournalEntry): string =>
  JSON.stringify(postings.map(({ account, amount, lotId, holdId }) => [account, amount, lotId, holdId]));
