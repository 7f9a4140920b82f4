import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Fills an empty stack with the demonstration, in a process of its own that has the environment of a function: the
 * story is told by the product's commands, which know nothing of this machine.
 * @param root the project's folder
 */
export const loadDemo =
  (root: string) =>
  async (environment: Record<string, string>): Promise<void> => {
    // Below the project, so that its packages are found from there.
    mkdirSync(join(root, '.local'), { recursive: true });
    const directory = mkdtempSync(join(root, '.local', 'demo-'));
    try {
      const program = join(directory, 'load.mjs');
      await build({
        entryPoints: [join(root, 'infra', 'demo', 'load.ts')],
        outfile: program,
        bundle: true,
        packages: 'external',
        platform: 'node',
        format: 'esm',
        target: 'node24',
        jsx: 'automatic',
        jsxImportSource: 'hono/jsx',
        logLevel: 'silent',
      });
      await run(program, environment);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  };

/** Of what a program said as it failed, the sentence that says why: a stack of calls tells nobody at the console anything. */
export const reasonIn = (said: string): string =>
  /^\w*Error: (.+)$/m.exec(said)?.[1] ?? (said.trim() || 'it took too long');

/** A demonstration that takes longer than this, in milliseconds, will not come to its end. */
const MOST_PATIENCE = 300_000;

const run = (program: string, env: Record<string, string>): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: MOST_PATIENCE,
      killSignal: 'SIGKILL',
    });
    const stop = () => child.kill('SIGKILL');
    process.once('exit', stop);
    const said: Buffer[] = [];
    child.stderr.on('data', (part: Buffer) => said.push(part));
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', stop);
      if (code === 0) return resolve();
      reject(
        new Error(
          `The demonstration could not be loaded: ${reasonIn(Buffer.concat(said).toString('utf8'))} (To try again: npm start -- --fresh)`,
        ),
      );
    });
  });
