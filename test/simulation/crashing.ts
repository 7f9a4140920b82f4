/** The process died here: whatever was in memory is gone, what was committed stands. */
export class Crash extends Error {}

/** Counts calls to the outside, and dies at one of them. */
export class CrashPoint {
  /** Every call that was made, by name: what an enumeration enumerates. */
  readonly calls: string[] = [];
  #at: number | undefined;
  readonly #when: 'before' | 'after';

  /** @param at the call to die at, counted from 1; undefined: never. */
  constructor(at?: number, when: 'before' | 'after' = 'before') {
    this.#at = at;
    this.#when = when;
  }

  /** Whether it has died yet. */
  get died(): boolean {
    return this.#at === undefined;
  }

  async around<T>(name: string, call: () => Promise<T>): Promise<T> {
    this.calls.push(name);
    const dies = this.calls.length === this.#at;
    if (dies) this.#at = undefined;
    if (dies && this.#when === 'before') throw new Crash(`before ${name}`);
    const answer = await call();
    if (dies) throw new Crash(`after ${name}`);
    return answer;
  }
}

/** The same thing, but every call of its methods goes through the crash point. */
export function crashing<T extends object>(thing: T, label: string, point: CrashPoint): T {
  return new Proxy(thing, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) =>
        point.around(`${label}.${String(property)}`, async () => Reflect.apply(member, target, given));
    },
  });
}
