import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lambdaContext, makeEvent } from '../../test/support/serve-handler.ts';
import { createAssetRoutes, readAssetUrls } from './assets.ts';
import { createWebApp, toLambdaHandler, type WebHandler } from './http.ts';

const style = 'body{color:#1d2a28}';
const manifest = { style: 'site.abc.css', script: 'site.def.js', mark: 'mark.ghi.svg' };

let directory = '';
let handler: WebHandler;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'assets-'));
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(directory, manifest.style), style);
  await writeFile(join(directory, `${manifest.style}.br`), brotliCompressSync(style));
  await writeFile(join(directory, `${manifest.style}.gz`), gzipSync(style));
  const location = pathToFileURL(`${directory}/`);
  const app = createWebApp({ renderProblem: () => '', reportFailure: () => undefined });
  app.route('/assets', createAssetRoutes(location, readAssetUrls(location)));
  handler = toLambdaHandler(app);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

const get = (path: string, headers: Record<string, string> = {}) =>
  handler(makeEvent({ method: 'GET', path, headers }), lambdaContext);

test('ASVS 4.1.1 assets are kept for ever by browsers and come compressed as they like it', async () => {
  const compressed = await get('/assets/site.abc.css', { 'accept-encoding': 'gzip, deflate, br, zstd' });
  expect(compressed.headers).toMatchObject({
    'content-type': 'text/css; charset=utf-8',
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
  });
  expect(compressed.isBase64Encoded).toBe(true);
  expect(brotliDecompressSync(Buffer.from(compressed.body ?? '', 'base64')).toString()).toBe(style);
  expect((await get('/assets/site.abc.css', { 'accept-encoding': 'gzip' })).headers).toMatchObject({
    'content-encoding': 'gzip',
  });
  expect(await get('/assets/site.abc.css')).toMatchObject({ body: style, isBase64Encoded: false });
});

test('assets that a browser has already are not sent again', async () => {
  const etag = String((await get('/assets/site.abc.css')).headers?.etag);
  expect(await get('/assets/site.abc.css', { 'if-none-match': etag })).toMatchObject({ statusCode: 304, body: '' });
});

test('ASVS 5.3.2, 13.4.3 assets are only those of the manifest', async () => {
  for (const path of ['/assets/manifest.json', '/assets/..%2fmanifest.json', '/assets/%2e%2e/package.json']) {
    expect((await get(path)).statusCode).toBe(404);
  }
});

test('a function whose assets were not built does not start', () => {
  expect(() => readAssetUrls(pathToFileURL(`${directory}/nowhere/`))).toThrow();
});

test('a manifest that leaves out a file is not taken', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assets-'));
  try {
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ style: 'site.abc.css', script: 'site.def.js' }));
    expect(() => readAssetUrls(pathToFileURL(`${folder}/`))).toThrow('manifest.json names no mark');
  } finally {
    await rm(folder, { recursive: true });
  }
});
