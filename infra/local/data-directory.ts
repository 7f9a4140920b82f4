import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
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
  'unfinished',
];

export type DataDirectory = {
  path: (...parts: string[]) => string;
  /** Nothing is in it yet, and something will be prepared before anybody comes. */
  isUnfinished: boolean;
  /** It is prepared. A start that finds it unfinished begins from nothing. */
  finish: () => void;
  release: () => void;
};

const UNFINISHED = 'unfinished';

/**
 * Takes possession of a data directory: refuses when another runner has it, ends what a killed one left running,
 * and empties it when a fresh start is wanted.
 */
export const takeDataDirectory = async (
  directory: string,
  { fresh, prepared }: { fresh: boolean; prepared: boolean },
): Promise<DataDirectory> => {
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
  if (fresh || existsSync(path(UNFINISHED)))
    for (const kept of KEPT) rmSync(path(kept), { recursive: true, force: true });
  const isUnfinished = prepared && !existsSync(path('database'));
  if (isUnfinished) writeFileSync(path(UNFINISHED), '');
  mkdirSync(path('logs'), { recursive: true });
  return {
    path,
    isUnfinished,
    finish: () => rmSync(path(UNFINISHED), { force: true }),
    release: () => rmSync(owner, { force: true }),
  };
};
