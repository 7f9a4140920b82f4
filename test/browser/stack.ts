import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startStack } from '../../infra/local/stack.ts';
import type { LocalStack, StackOptions } from '../../infra/local/stack-types.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The whole local stack, from the template, on free ports and data of its own; schedules run when asked. */
export async function openStack(
  options: Pick<StackOptions, 'prepare' | 'log'> = {},
): Promise<LocalStack & AsyncDisposable> {
  const directory = await mkdtemp(join(tmpdir(), 'sponsored-places-stack-'));
  const assembly = async (): Promise<string> => {
    const out = join(directory, 'assembly');
    await promisify(execFile)(process.execPath, ['infra/app.ts', '--quick', '--out', out], { cwd: root });
    return out;
  };
  const stack = await startStack({ ...options, assembly, dataDirectory: join(directory, 'data'), schedules: 'manual' });
  return {
    ...stack,
    async [Symbol.asyncDispose]() {
      await stack.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
