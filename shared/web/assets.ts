import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { showProblem } from './show-problem.ts';
import type { WebEnv } from './web-env.ts';

/** Where pages find style, script and mark. The names carry a hash of the content. */
export interface AssetUrls {
  readonly style: string;
  readonly script: string;
  readonly mark: string;
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Dearest compression first; the files lie ready beside the plain one. */
const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

/**
 * Reads which files were built: `readAssetUrls(new URL('./assets/', import.meta.url))`, once, as the function starts.
 * Throws when they were not built: a page without them would be broken for everybody.
 */
export function readAssetUrls(directory: URL): AssetUrls {
  const manifest: unknown = JSON.parse(readFileSync(new URL('manifest.json', directory), 'utf8'));
  // By hand: the start of every page function would otherwise make zod ready for three names (docs/adr/0012).
  const built = new Map<string, unknown>(Object.entries(Object(manifest)));
  const urlOf = (name: keyof AssetUrls): string => {
    const file = built.get(name);
    if (typeof file !== 'string') throw new Error(`manifest.json names no ${name}`);
    return `/assets/${file}`;
  };
  return { style: urlOf('style'), script: urlOf('script'), mark: urlOf('mark') };
}

/**
 * Serves the built files: `app.route('/assets', createAssetRoutes(directory, urls))`. Only names of the manifest are
 * ever read. A file never changes under its name, so browsers and CloudFront may keep it for ever.
 */
export function createAssetRoutes(directory: URL, urls: AssetUrls): Hono<WebEnv> {
  const names = new Set(Object.values(urls).map((url: string) => url.slice('/assets/'.length)));
  const routes = new Hono<WebEnv>();
  routes.get('/:name', async (c) => {
    const name = c.req.param('name');
    if (!names.has(name)) return showProblem(c, 'not-found');
    const accepted = c.req.header('Accept-Encoding') ?? '';
    const encoding = encodings.find((one) => new RegExp(`\\b${one.name}\\b`).test(accepted));
    const etag = `"${name}${encoding?.suffix ?? ''}"`;
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    c.header('ETag', etag);
    c.header('Vary', 'Accept-Encoding');
    if (c.req.header('If-None-Match') === etag) return c.body(null, 304);
    c.header('Content-Type', types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
    if (encoding !== undefined) c.header('Content-Encoding', encoding.name);
    return c.body(await readFile(new URL(`${name}${encoding?.suffix ?? ''}`, directory)));
  });
  return routes;
}
