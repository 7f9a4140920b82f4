import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endOrphans } from './emulators/launch.ts';
import { runningProcess, writePidFile } from './processes/pid-file.ts';

/** Everything that the local stack keeps, and so everything that --fresh removes. */
const KEPT = [
  'database',
  'queues',
  'mail.jsonl',
  'keys.json',
  'secrets.json',
  'streams.json',
  'payments',
  'sign-in',
  'logs',
];

export type DataDirectory = { path: (...parts: string[]) => string; release: () => void };

/**
 * Takes possession of a data directory: refuses when another runner has it, ends what a killed one left running,
 * and empties it when a fresh start is wanted.
 */
export const takeDataDirectory = async (directory: string, fresh: boolean): Promise<DataDirectory> => {
  const path = (...parts: string[]) => join(directory, ...parts);
  mkdirSync(path('run'), { recursive: true });
  const owner = path('run', 'runner.pid');
  const other = runningProcess(owner);
  if (other !== undefined) {
    throw new Error(
      `The local stack already runs on ${directory}, as process ${other}. Stop that one first (Ctrl-C, or: kill ${other}).`,
    );
  }
  writePidFile(owner, process.pid);
  await endOrphans(directory);
  if (fresh) for (const kept of KEPT) rmSync(path(kept), { recursive: true, force: true });
  mkdirSync(path('logs'), { recursive: true });
  return { path, release: () => rmSync(owner, { force: true }) };
};
