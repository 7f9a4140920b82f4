import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshSeed } from './fresh-seed.ts';

let root = '';

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), text);
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fresh-seed-'));
  await write('shared/domain/hold.ts', 'export const held = 1;\n');
});

afterAll(() => rm(root, { recursive: true }));

it('is the same as long as the code of a history is, and another one for other code', async () => {
  const before = await freshSeed(root);
  await write('docs/accounts.md', 'Words decide nothing.\n');
  expect(await freshSeed(root)).toBe(before);
  await write('shared/domain/hold.ts', 'export const held = 2;\n');
  const after = await freshSeed(root);
  expect(after).not.toBe(before);
  await write('infra/settings/example-charity.json', '{}\n');
  expect(await freshSeed(root)).not.toBe(after);
});

it('is one that the generator takes as it is', async () => {
  const seed = await freshSeed(root);
  expect(seed >>> 0).toBe(seed);
});
