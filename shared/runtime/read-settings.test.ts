import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettings } from './read-settings.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'));
});
afterEach(() => rm(folder, { recursive: true }));

const place = async (text: string): Promise<URL> => {
  await writeFile(join(folder, 'settings.json'), text);
  return pathToFileURL(join(folder, 'settings.json'));
};

test('settings are read', async () => {
  expect(readSettings(await place('{"name":"A charity"}'))).toEqual({ name: 'A charity' });
});

test('settings that are missing or broken stop the function', async () => {
  expect(() => readSettings(pathToFileURL(join(folder, 'settings.json')))).toThrow('ENOENT');
  const broken = await place('{"name":');
  expect(() => readSettings(broken)).toThrow(SyntaxError);
});

test('a bundle finds the settings beside itself', async () => {
  await place('{"name":"Beside the bundle"}');
  const outfile = join(folder, 'index.mjs');
  const source = JSON.stringify(fileURLToPath(new URL('./read-settings.ts', import.meta.url)));
  await build({
    stdin: {
      contents: `import { readSettings } from ${source};\nexport const settings = readSettings();`,
      resolveDir: folder,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    minify: true,
  });
  expect(await import(pathToFileURL(outfile).href)).toMatchObject({ settings: { name: 'Beside the bundle' } });
});
