import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { writeWhole } from '../files.ts';

const entry = z.object({ pid: z.number().int().positive(), started: z.string() });

/**
 * When a process started, in whatever form the system tells it: together with its number it says that a process is
 * still the one that was written down, and not a stranger who was given the same number since.
 */
const startOf = (pid: number): string | undefined => {
  if (existsSync('/proc/self/stat')) {
    const file = `/proc/${pid}/stat`;
    if (!existsSync(file)) return undefined;
    const stat = readFileSync(file, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : fields[18];
  }
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' });
  return stdout.trim() || undefined;
};

const read = (file: string): { pid: number } | undefined => {
  if (!existsSync(file)) return undefined;
  const parsed = entry.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success && startOf(parsed.data.pid) === parsed.data.started ? parsed.data : undefined;
};

/** Writes down which process does this work, so that a later start can find it. */
export const writePidFile = (file: string, pid: number): void => {
  writeWhole(file, JSON.stringify({ pid, started: startOf(pid) ?? '' }));
};

/** The process of a pid file, if it still runs and still is the one that was written down. */
export const runningProcess = (file: string): number | undefined => read(file)?.pid;

/** Ends the process of a pid file, if it still runs, and returns when it is gone. */
export const endProcess = async (file: string): Promise<void> => {
  const pid = read(file)?.pid;
  if (pid !== undefined) {
    process.kill(pid, 'SIGKILL');
    while (startOf(pid) !== undefined) await delay(10);
  }
  rmSync(file, { force: true });
};
