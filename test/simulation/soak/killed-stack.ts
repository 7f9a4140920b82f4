import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runningProcess } from '../../../infra/local/processes/pid-file.ts';
import { type Order, Report } from './stack-messages.ts';

type ReadyReport = Extract<Report, { ready: unknown }>['ready'];

/** Where a stack that runs is reached. */
export interface Addresses extends ReadyReport {
  /** The database, by way of bad luck. */
  readonly unlucky: string;
}

type OrderOf<O> = O extends Order ? Omit<O, 'number'> : never;

export interface KilledStackOptions {
  readonly assembly: string;
  readonly data: string;
  readonly port: number;
  /** What the stack says of itself while it runs. */
  readonly hear: (report: Report) => void;
}

/** The local stack in a process of its own, over one data directory, at the same addresses from start to start. */
export class KilledStack {
  readonly #options: KilledStackOptions;
  readonly #waiting = new Map<number, (failed: string | undefined) => void>();
  #child: ChildProcess | undefined;
  #orders = 0;

  constructor(options: KilledStackOptions) {
    this.#options = options;
  }

  /** @throws when it ended, or was killed, before it was ready */
  async start(seed: number): Promise<Addresses> {
    const { assembly, data, port } = this.#options;
    const program = fileURLToPath(new URL('./run-stack.ts', import.meta.url));
    const child = fork(program, [assembly, data, String(port), String(seed)], {
      execArgv: [],
      stdio: 'inherit',
      // The whole environment is handed on: none of it is ours to read.
      env: { ...process.env, NODE_COMPILE_CACHE: join(data, '..', 'compiled') },
    });
    this.#child = child;
    let unlucky = '';
    return new Promise((resolve, reject) => {
      child.on('message', (message) => {
        const report = Report.parse(message);
        if ('unlucky' in report) unlucky = report.unlucky;
        if ('ready' in report) resolve({ ...report.ready, unlucky });
        if ('done' in report) this.#waiting.get(report.done)?.(report.failed);
        this.#options.hear(report);
      });
      child.once('exit', () => {
        for (const end of this.#waiting.values()) end('the stack ended');
        this.#waiting.clear();
        reject(new Error('the stack did not start'));
      });
    });
  }

  /** @returns why it could not be carried out, if so */
  async order(order: OrderOf<Order>): Promise<string | undefined> {
    const child = this.#child;
    if (child?.connected !== true) return 'not running';
    this.#orders += 1;
    const number = this.#orders;
    const failed = await new Promise<string | undefined>((resolve) => {
      this.#waiting.set(number, resolve);
      child.send({ ...order, number }, (error) => {
        if (error !== null) resolve(error.message);
      });
    });
    this.#waiting.delete(number);
    return failed;
  }

  /**
   * Everything with `kill -9`: the runner with all functions and stand-ins, the queues and the mail, the database.
   * @param first which of them dies first; the others see it for a moment
   */
  async kill(first: 'runner' | 'host' | 'database' = 'runner', pauseMilliseconds = 0): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
    const pids = { runner: child.pid, host: this.#pidOf('host'), database: this.#pidOf('database') };
    killNow(pids[first]);
    if (pauseMilliseconds > 0) await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    for (const pid of Object.values(pids)) killNow(pid);
    await ended;
    for (const pid of this.#others()) killNow(pid);
    this.#child = undefined;
  }

  /** What a start had begun when its runner died, perhaps before it was written down: whoever names the data directory. */
  #others(): readonly number[] {
    const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
    return lines.filter((line) => line.includes(this.#options.data)).map((line) => Number.parseInt(line, 10));
  }

  #pidOf(name: string): number | undefined {
    return runningProcess(join(this.#options.data, 'run', `${name}.pid`));
  }
}

function killNow(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
