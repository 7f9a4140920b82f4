import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { buildAssets } from '../../infra/assets/build-assets.ts';
import { readAssetUrls } from '../../shared/web/assets.ts';
import { openBrowser } from './browser.ts';
import { findHtmlProblems, findLayoutProblems, findShownProblems } from './check-page.ts';
import { findKeyboardProblems } from './keyboard.ts';
import type { Visitor } from './visitor.ts';

const narrow = { width: 320, height: 800 };
const wide = { width: 1280, height: 900 };

interface Assets {
  readonly style: string;
  readonly script: string;
}

/** Built once for all the test files of a process. */
let built: Promise<Assets> | undefined;

async function buildOnce(): Promise<Assets> {
  const directory = await mkdtemp(join(tmpdir(), 'looked-at-'));
  try {
    await buildAssets(directory);
    const urls = readAssetUrls(pathToFileURL(`${directory}/`));
    const read = (url: string) => readFile(join(directory, url.replace('/assets/', '')), 'utf8');
    const [style, script] = await Promise.all([read(urls.style), read(urls.script)]);
    return { style, script };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Gives a window the styles and the script that pages ask for; nothing is asked of a server for them. */
export async function giveAssets(page: Page): Promise<void> {
  built ??= buildOnce();
  const { style, script } = await built;
  await page.route('**/assets/*', (route) => {
    switch (route.request().resourceType()) {
      case 'stylesheet':
        return route.fulfill({ contentType: 'text/css', body: style });
      case 'script':
        return route.fulfill({ contentType: 'text/javascript', body: script });
      default:
        return route.fulfill({ status: 204 });
    }
  });
}

/** Where axe is, for the window alone. */
const axePath = '/axe.js';

/**
 * Serves the page as its visitor got it, and beside it the styles, the script and axe, which the browser keeps: a few
 * hundred looks would else read and compile them a few hundred times.
 */
async function serve(shown: () => Visitor | undefined) {
  built ??= buildOnce();
  const { style, script } = await built;
  const kept: readonly (readonly [path: RegExp, type: string, body: string])[] = [
    [/\.css$/, 'text/css', style],
    [/^\/assets\/.*\.js$/, 'text/javascript', script],
    [new RegExp(`^${axePath}$`), 'text/javascript', axe.source],
  ];
  const server = createServer(({ url = '/', headers }, response) => {
    const [, type, body] = kept.find(([path]) => path.test(url)) ?? [];
    if (type !== undefined)
      response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=31536000, immutable' }).end(body);
    else if (headers['sec-fetch-dest'] !== 'document') response.writeHead(204).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(shown()?.html ?? '');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the machine gave no port');
  return { server, origin: `http://localhost:${address.port}` };
}

/** What is different each time, as a form of it; where links lead is no matter of reading aloud. */
const withoutChance = (told: string): string =>
  `${told
    .replaceAll(/\n *- \/url: .*/g, '')
    .replaceAll(/\b(SP|T|R)-[0-9A-Z]{5}(-[0-9A-Z]{5,6}){1,2}/g, '$1-…')
    .replaceAll(/\b[0-9A-Z]{4}(-[0-9A-Z]{4}){4}\b/g, '…')}\n`;

/** A page that was looked at, as its visitor had it: a window beside theirs, which stays there. */
export interface Look {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly at: Visitor;
}

/**
 * A browser that looks at the pages visitors are at, whatever brought them there: an answer to a form is a page like any
 * other. One window for all of them, and one without scripts.
 */
export async function openLooking() {
  const browser = await openBrowser();
  let shown: Visitor | undefined;
  const openWindow = async (javaScriptEnabled: boolean): Promise<Page> =>
    (await browser.newContext({ viewport: narrow, javaScriptEnabled })).newPage();
  const { server, origin } = await serve(() => shown);
  const [page, plain] = [await openWindow(true), await openWindow(false)];
  const looks: Look[] = [];
  const plainTitles = new Set<string>();

  const open = async (visitor: Visitor, window = page): Promise<Page> => {
    shown = visitor;
    await window.setViewportSize(narrow);
    await window.goto(`${origin}${visitor.path}`);
    return window;
  };
  const atBothWidths = async (window: Page, find: (window: Page) => Promise<string[]>): Promise<string[]> => {
    const problems = await find(window);
    await window.setViewportSize(wide);
    const onDesk = await find(window);
    return [...problems, ...onDesk.map((problem) => `at ${wide.width} pixels: ${problem}`)];
  };
  /** Each page once: what a script adds is the same in all its states. */
  const findPlainProblems = async (visitor: Visitor): Promise<string[]> => {
    const title = /<title>([^<]*)/.exec(visitor.html)?.[1] ?? '';
    if (plainTitles.has(title)) return [];
    plainTitles.add(title);
    const problems = await atBothWidths(await open(visitor, plain), findLayoutProblems);
    return problems.map((problem) => `without scripts: ${problem}`);
  };
  return {
    /** What was looked at so far. */
    looks,
    /** The window, on a telephone, with the page a visitor is at. */
    open: (visitor: Visitor): Promise<Page> => open(visitor),
    /** Everything that is wrong with the page on a telephone, on a desk, and without scripts; see `check-page.ts`. */
    async findProblems(visitor: Visitor): Promise<string[]> {
      const { method, path, status } = visitor;
      looks.push({ method, path, status, at: visitor.beside() });
      const served = await findHtmlProblems(visitor.html);
      const window = await open(visitor);
      await window.addScriptTag({ url: axePath });
      const seen = await atBothWidths(window, findShownProblems);
      return [...served, ...seen, ...(await findPlainProblems(visitor))];
    },
    /** Everything that is wrong with walking the page by keyboard on a telephone; see `keyboard.ts`. */
    walk: async (visitor: Visitor): Promise<string[]> => findKeyboardProblems(await open(visitor)),
    /** The page as a screen reader tells it, or the whole of it with what stands around. */
    read: async (visitor: Visitor, part: 'main' | 'body' = 'main'): Promise<string> =>
      withoutChance(await (await open(visitor)).locator(part).ariaSnapshot()),
    async close(): Promise<void> {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
export type Looking = Awaited<ReturnType<typeof openLooking>>;
