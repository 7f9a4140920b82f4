// `npm start`: synthesises the app and runs that template on this machine until it is told to stop.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Flags, HELP, readFlags } from './flags.ts';
import { loadDemo } from './load-demo.ts';
import { runStack } from './run.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dataDirectory = join(root, '.local');

/**
 * Synthesises in a process of its own, while the emulators start. Not into `cdk.out`: a check or a deployment beside a
 * running stack would pull the bundles from under it. Quickly: CloudFormation's own schemas are for deployments.
 */
const synthesise = (): Promise<string> => {
  const assembly = join(dataDirectory, 'assembly');
  rmSync(assembly, { recursive: true, force: true });
  const child = spawn(process.execPath, ['infra/app.ts', '--quick', '--out', assembly], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => child.kill());
  const printed: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => printed.push(part));
  child.stderr.on('data', (part: Buffer) => printed.push(part));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve(assembly);
      reject(new Error(`The app could not be synthesised:\n${Buffer.concat(printed).toString('utf8')}`));
    });
  });
};

const readCommandLine = (): Flags | undefined => {
  try {
    const flags = readFlags(process.argv.slice(2));
    if (flags !== 'help') return flags;
    process.stdout.write(`${HELP}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
  return undefined;
};

const flags = readCommandLine();
if (flags !== undefined) {
  process.stdout.write('Starting Sponsored Places on this machine …\n');
  const prepare = flags.demo ? { prepare: loadDemo(root) } : {};
  await runStack({ assembly: synthesise, dataDirectory, fresh: flags.fresh, port: flags.port, ...prepare });
}
