import { execFile } from 'node:child_process';
import { glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startStack } from '../../infra/local/stack.ts';
import type { LocalStack, StackOptions } from '../../infra/local/stack-types.ts';
import { CharitySettings } from '../../shared/domain/settings.ts';
import { noteStack } from '../grants/record.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** An answer may be taken back for a second and not for minutes: the clock here is the real one. */
async function shortenUndo(assembly: string): Promise<void> {
  for await (const path of glob(join(assembly, 'asset.*/settings.json'))) {
    const settings = CharitySettings.parse(JSON.parse(await readFile(path, 'utf8')));
    const therapy = { ...settings.therapy, undoMinutes: 1 / 60 };
    // The file may have other names elsewhere: those keep what stands in them.
    await rm(path);
    await writeFile(path, JSON.stringify({ ...settings, therapy }));
  }
}

/** Synthesises the app into a directory, for stacks of tests. */
export async function synthesise(out: string): Promise<string> {
  await promisify(execFile)(process.execPath, ['infra/app.ts', '--quick', '--out', out], { cwd: root });
  await shortenUndo(out);
  return out;
}

/**
 * The whole local stack, from the template, on free ports and data of its own; schedules run when asked.
 * @param options `assembly`: what was synthesised for all stacks of a run, which none of them writes to
 */
export async function openStack(
  options: Pick<StackOptions, 'prepare' | 'log' | 'between'> & { readonly assembly?: () => Promise<string> } = {},
): Promise<LocalStack & AsyncDisposable & { readonly dataDirectory: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'sponsored-places-stack-'));
  const { assembly = () => synthesise(join(directory, 'assembly')) } = options;
  const dataDirectory = join(directory, 'data');
  const stack = await startStack({ ...options, assembly, dataDirectory, schedules: 'manual' });
  return {
    ...stack,
    dataDirectory,
    async [Symbol.asyncDispose]() {
      noteStack(stack);
      await stack.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
