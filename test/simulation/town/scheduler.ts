import type { FunctionName } from '../../../infra/functions.ts';
import type { Random } from '../random.ts';
import { type CallFault, type Faults, InjectedFault } from './faults.ts';

/** All code has come to its next call or to its end, however many promises lie between: ticks wait for all of those. */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/** The same for what waits for the event loop itself. */
const drained = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A call to the outside that waits for its turn. */
interface Call {
  readonly life: Life;
  readonly carryOut: () => Promise<void>;
}

/**
 * Decides which of the calls to the outside that wait happens next: all interleavings of the processes that run
 * together, one of them at a time, the same ones for the same seed. A call is carried out whole before the next one.
 */
export class Scheduler {
  readonly #waiting: Call[] = [];
  readonly #faults: Faults;
  /** Writes down what happened, call by call. */
  readonly #tell: (line: string) => void;

  constructor(faults: Faults, tell: (line: string) => void) {
    this.#faults = faults;
    this.#tell = tell;
  }

  /** Runs processes together until each has ended, or died. */
  async run(processes: readonly (() => Promise<void>)[], random: Random): Promise<void> {
    for (const begin of processes) void begin();
    for (;;) {
      await settled();
      if (this.#waiting.length === 0) await drained();
      // Who of those that began together came first to its call says only how many promises lay before it.
      if (this.#waiting.length > 1) this.#waiting.sort((one, other) => one.life.id - other.life.id);
      const [call] = this.#waiting.splice(random.below(this.#waiting.length), 1);
      if (call === undefined) return;
      await call.carryOut();
    }
  }

  /**
   * One call of a process to the outside. When its process has ended, it never answers.
   * @param instead what the caller hears for a fault that is an answer
   */
  call<T>(
    life: Life,
    name: string,
    possible: readonly CallFault[],
    work: () => Promise<T>,
    instead?: () => T | Promise<T>,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const carryOut = async (): Promise<void> => {
        if (life.hasEnded) return;
        try {
          const answer = await this.#carryOut(life, name, possible, work, instead);
          if (!life.hasEnded) resolve(answer);
        } catch (error) {
          if (!life.hasEnded) reject(error);
        }
      };
      this.#waiting.push({ life, carryOut });
    });
  }

  async #carryOut<T>(
    life: Life,
    name: string,
    possible: readonly CallFault[],
    work: () => Promise<T>,
    instead: (() => T | Promise<T>) | undefined,
  ): Promise<T> {
    const fault = this.#faults.at(name, possible);
    this.#tell(fault === undefined ? name : `${name} ${fault}`);
    if (fault === 'crash before') life.end();
    if (fault === 'crash before' || fault === 'throttled') throw new InjectedFault(name);
    const isAnswer = fault === 'version conflict' || fault === 'partial batch';
    if (isAnswer && instead !== undefined) return instead();
    const answer = await work();
    if (fault === 'crash after') life.end();
    if (fault === 'lost reply') throw new InjectedFault(name);
    return answer;
  }
}

/** One process: a function's instance, or a page's request. When it has ended, nothing it waits for ever comes. */
export class Life {
  readonly id: number;
  /** The function that lives it, if it is one alone: of two whose pages call one command nobody can say which it was. */
  readonly role: FunctionName | undefined;
  #ended = false;

  constructor(id: number, role?: FunctionName) {
    this.id = id;
    this.role = role;
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  end(): void {
    this.#ended = true;
  }
}
