import { Instant } from '../../../events/values.ts';

/** The one time of a town. It stands still while a turn is taken, so that each reading of it is written once. */
export class Clock {
  #now: number;
  readonly #written = new Map<number, Instant>();

  constructor(begunAt: Instant) {
    this.#now = Date.parse(begunAt);
  }

  get time(): number {
    return this.#now;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    this.#written.clear();
  }

  /** The time as somebody reads it whose clock is so many milliseconds off. */
  instant(skewMs = 0): Instant {
    const known = this.#written.get(skewMs);
    if (known !== undefined) return known;
    const instant = Instant.parse(new Date(this.#now + skewMs).toISOString());
    this.#written.set(skewMs, instant);
    return instant;
  }
}
