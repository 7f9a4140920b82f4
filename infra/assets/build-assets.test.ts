import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltAssets, buildAssets } from './build-assets.ts';

let directory = '';
let built: BuiltAssets;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'build-assets-'));
  built = await buildAssets(directory);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

const read = (name: string) => readFile(join(directory, name), 'utf8');

test('style and script together stay within 30 KB over the wire', () => {
  expect(built.gzipBytes.style + built.gzipBytes.script).toBeLessThanOrEqual(30 * 1024);
});

test('a name follows from the content, so that a deployment changes no address for nothing', async () => {
  for (const name of [built.manifest.style, built.manifest.script, built.manifest.mark]) {
    const hash = createHash('sha256')
      .update(await read(name))
      .digest('base64url')
      .replace(/[-_]/g, '');
    expect(name.split('.')[1]).toBe(hash.slice(0, 12));
  }
});

test('the manifest names what was written', async () => {
  expect(JSON.parse(await read('manifest.json'))).toEqual(built.manifest);
});

test('the style fetches nothing and has neither the crown nor its font', async () => {
  const style = await read(built.manifest.style);
  expect(style).not.toMatch(/url\((?!["']?data:)|@import|@font-face|GDS Transport/);
});

test('every copy says whose work is inside', async () => {
  expect(await read(built.manifest.style)).toContain('MIT licence');
  expect(await read(built.manifest.script)).toContain('MIT licence');
});

test('the mark needs nothing from elsewhere and runs nothing', async () => {
  expect(await read(built.manifest.mark)).not.toMatch(/<script|href=|on\w+=|url\(/);
});
