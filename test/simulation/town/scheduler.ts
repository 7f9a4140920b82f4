import type { Random } from '../random.ts';
import { type CallFault, type Faults, InjectedFault } from './faults.ts';

const drained = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Enough turns of the microtask queue for most code to come to its next call; if not, the event loop is waited for. */
const microturns = 24;

/**
 * Decides which of the calls to the outside that wait happens next: all interleavings of the processes that run
 * together, one of them at a time, the same ones for the same seed. A call is carried out whole before the next one.
 */
export class Scheduler {
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #faults: Faults;
  /** Writes down what happened, call by call. */
  readonly #tell: (line: string) => void;

  constructor(faults: Faults, tell: (line: string) => void) {
    this.#faults = faults;
    this.#tell = tell;
  }

  /** Runs processes together until each has ended, or died. */
  async run(processes: readonly (() => Promise<void>)[], random: Random): Promise<void> {
    for (const process of processes) void process();
    for (;;) {
      for (let turn = 0; turn < microturns && this.#waiting.length === 0; turn += 1) await undefined;
      if (this.#waiting.length === 0) await drained();
      const [call] = this.#waiting.splice(random.below(this.#waiting.length), 1);
      if (call === undefined) return;
      await call();
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
      this.#waiting.push(async () => {
        if (life.hasEnded) return;
        try {
          const answer = await this.#carryOut(life, name, possible, work, instead);
          if (!life.hasEnded) resolve(answer);
        } catch (error) {
          if (!life.hasEnded) reject(error);
        }
      });
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
  #ended = false;

  constructor(id: number) {
    this.id = id;
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  end(): void {
    this.#ended = true;
  }
}
