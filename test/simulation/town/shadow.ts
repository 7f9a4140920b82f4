import type { Versioned } from '../../../shared/domain/decision.ts';
import type { Kind } from '../../../shared/domain/records.ts';
import type { Random } from '../random.ts';

const stateOf = (record: Versioned<Kind>): string =>
  'state' in record.value && typeof record.value.state === 'string' ? record.value.state : '';

/** Ids in no order that matters, from which one can be drawn, added and taken without walking them all. */
class Bag {
  readonly #ids: string[] = [];
  readonly #at = new Map<string, number>();

  get size(): number {
    return this.#ids.length;
  }

  add(id: string): void {
    if (this.#at.has(id)) return;
    this.#at.set(id, this.#ids.length);
    this.#ids.push(id);
  }

  delete(id: string): void {
    const at = this.#at.get(id);
    const last = this.#ids.at(-1);
    if (at === undefined || last === undefined) return;
    this.#ids[at] = last;
    this.#at.set(last, at);
    this.#ids.pop();
    this.#at.delete(id);
  }

  pick(random: Random): string | undefined {
    return random.pick(this.#ids);
  }
}

/** All records as they were last committed, by kind and state: what the people of the town go by, and the rules are held to. */
export class Shadow {
  readonly #records = new Map<string, Versioned<Kind>>();
  readonly #bags = new Map<string, Bag>();

  get<K extends Kind>(kind: K, id: string): Versioned<K> | undefined {
    const record = this.#records.get(`${kind} ${id}`);
    const isOfKind = (known: Versioned<Kind> | undefined): known is Versioned<K> => known?.kind === kind;
    return isOfKind(record) ? record : undefined;
  }

  /** One of a kind, perhaps in a state, by chance. */
  pick<K extends Kind>(random: Random, kind: K, state?: string): Versioned<K> | undefined {
    const id = this.#bag(kind, state).pick(random);
    return id === undefined ? undefined : this.get(kind, id);
  }

  /** One in one of these states, each as likely as it is named often; a state that nothing is in is passed over. */
  pickAmong<K extends Kind>(random: Random, kind: K, states: readonly string[]): Versioned<K> | undefined {
    const state = random.pick(states.filter((one) => this.size(kind, one) > 0));
    return state === undefined ? undefined : this.pick(random, kind, state);
  }

  size(kind: Kind, state?: string): number {
    return this.#bag(kind, state).size;
  }

  /** Takes a record as it is now; undefined: it is gone. */
  take(kind: Kind, id: string, now: Versioned<Kind> | undefined): void {
    const name = `${kind} ${id}`;
    const before = this.#records.get(name);
    if (before !== undefined) this.#bag(kind, stateOf(before)).delete(id);
    if (now === undefined) {
      this.#records.delete(name);
      this.#bag(kind, undefined).delete(id);
      return;
    }
    this.#records.set(name, now);
    this.#bag(kind, undefined).add(id);
    this.#bag(kind, stateOf(now)).add(id);
  }

  #bag(kind: Kind, state: string | undefined): Bag {
    const name = state === undefined ? kind : `${kind} ${state}`;
    let bag = this.#bags.get(name);
    if (bag === undefined) {
      bag = new Bag();
      this.#bags.set(name, bag);
    }
    return bag;
  }
}
