import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { runningProcess } from '../../../infra/local/processes/pid-file.ts';

const Ready = z.object({
  ready: z.object({
    site: z.string(),
    mailbox: z.string(),
    payments: z.string(),
    data: z.string(),
    queues: z.string(),
    keysAndSecrets: z.string(),
  }),
  environment: z.record(z.string(), z.string()),
});
export type Ready = z.infer<typeof Ready>;
const Done = z.object({ done: z.string(), failed: z.string().optional() });

const schedules = ['deadlines', 'pools', 'mail', 'payments'].map((name) => `sponsored-places-demo-schedule-${name}`);

/** The local stack in a process of its own, over one data directory, at the same addresses from start to start. */
export class KilledStack {
  readonly #assembly: string;
  readonly #data: string;
  readonly #port: number;
  #child: ChildProcess | undefined;

  constructor(assembly: string, data: string, port: number) {
    this.#assembly = assembly;
    this.#data = data;
    this.#port = port;
  }

  async start(): Promise<Ready> {
    const program = fileURLToPath(new URL('./run-stack.ts', import.meta.url));
    const child = fork(program, [this.#assembly, this.#data, String(this.#port)], { execArgv: [], stdio: 'inherit' });
    this.#child = child;
    const ended = once(child, 'exit').then(() => {
      throw new Error('the stack did not start');
    });
    const [message] = await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => undefined);
    return Ready.parse(message);
  }

  async order(order: 'sweep' | 'rest' | 'stop'): Promise<string | undefined> {
    this.#child?.send({ order, schedules });
    if (this.#child === undefined) return 'not running';
    const [message] = await once(this.#child, 'message');
    return Done.parse(message).failed;
  }

  /** Everything at once, as when the power goes: the runner with all functions, the queues, the mail, the database. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    const ended = once(child, 'exit');
    for (const pid of [child.pid, this.#pidOf('host'), this.#pidOf('database')]) {
      if (pid !== undefined) killNow(pid);
    }
    await ended;
    this.#child = undefined;
  }

  #pidOf(name: string): number | undefined {
    return runningProcess(join(this.#data, 'run', `${name}.pid`));
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
