import { fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { endProcess, writePidFile } from '../processes/pid-file.ts';
import type { HostOrders } from './host.ts';

const report = z.union([
  z.object({ ready: z.object({ database: z.number(), queues: z.number(), mailbox: z.number() }) }),
  z.object({ failed: z.string() }),
]);

export type EmulatorPlaces = { database: string; queues: string; mailbox: string };

export type Emulators = {
  /** Resolves when all of them answer. */
  ready: Promise<EmulatorPlaces>;
  stop: () => Promise<void>;
};

const PID_FILES = ['host.pid', 'database.pid'];

/** Ends what a killed runner may have left behind in this data directory. */
export const endOrphans = async (dataDirectory: string): Promise<void> => {
  for (const file of PID_FILES) await endProcess(join(dataDirectory, 'run', file));
};

const address = (port: number) => `http://127.0.0.1:${port}`;

/** Starts the emulators in a process of their own. `failed` is called when they stop by themselves. */
export const launchEmulators = (orders: HostOrders, failed: (reason: Error) => void): Emulators => {
  const logs = join(orders.dataDirectory, 'logs');
  mkdirSync(logs, { recursive: true });
  const log = openSync(join(logs, 'emulators.log'), 'a');
  const child = fork(fileURLToPath(new URL('./host.ts', import.meta.url)), [JSON.stringify(orders)], {
    detached: true,
    execArgv: [],
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  if (child.pid !== undefined) writePidFile(join(orders.dataDirectory, 'run', 'host.pid'), child.pid);
  let stopping = false;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });

  const ready = new Promise<EmulatorPlaces>((resolve, reject) => {
    const fail = (reason: Error) => {
      if (stopping) return;
      reject(reason);
      failed(reason);
    };
    child.on('message', (message) => {
      const said = report.parse(message);
      if ('failed' in said) return fail(new Error(said.failed));
      const { database, queues, mailbox } = said.ready;
      resolve({ database: address(database), queues: address(queues), mailbox: address(mailbox) });
    });
    gone.then(() => fail(new Error(`The emulators stopped; ${join(logs, 'emulators.log')} says why.`)));
  });

  return {
    ready,
    stop: async () => {
      stopping = true;
      if (child.connected) child.send('stop');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(late);
      await endOrphans(orders.dataDirectory);
    },
  };
};
