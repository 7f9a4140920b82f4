import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { buildAssets } from '../../infra/assets/build-assets.ts';
import { readAssetUrls } from '../../shared/web/assets.ts';
import { openBrowser } from './browser.ts';
import { findPageProblems, findShownProblems } from './check-page.ts';
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

/** What the browser is given: the page as its visitor got it, and the styles and script that it asks for. */
async function giveTo(page: Page, shown: () => Visitor | undefined): Promise<void> {
  built ??= buildOnce();
  const { style, script } = await built;
  await page.route('**/*', (route) => {
    const asked = route.request();
    switch (asked.resourceType()) {
      case 'document':
        return route.fulfill({ contentType: 'text/html; charset=utf-8', body: shown()?.html ?? '' });
      case 'stylesheet':
        return route.fulfill({ contentType: 'text/css', body: style });
      case 'script':
        return route.fulfill({ contentType: 'text/javascript', body: script });
      default:
        return route.fulfill({ status: 204 });
    }
  });
}

/**
 * A browser that looks at the pages visitors are at, whatever brought them there: an answer to a form is a page like any
 * other. One window for all of them; nothing is asked of a server.
 */
export async function openLooking() {
  const browser = await openBrowser();
  const page = await (await browser.newContext({ viewport: narrow })).newPage();
  let shown: Visitor | undefined;
  await giveTo(page, () => shown);
  const open = async (visitor: Visitor): Promise<Page> => {
    shown = visitor;
    await page.setViewportSize(narrow);
    await page.goto(`http://localhost${visitor.path}`);
    return page;
  };
  return {
    /** The window, on a telephone, with the page a visitor is at. */
    open,
    /** Everything that is wrong with the page on a telephone, and as it shows on a desk; see `check-page.ts`. */
    async findProblems(visitor: Visitor): Promise<string[]> {
      await open(visitor);
      const problems = await findPageProblems(page, visitor.html);
      await page.setViewportSize(wide);
      const onDesk = await findShownProblems(page);
      return [...problems, ...onDesk.map((problem) => `at ${wide.width} pixels: ${problem}`)];
    },
    async close(): Promise<void> {
      await browser.close();
    },
  };
}
export type Looking = Awaited<ReturnType<typeof openLooking>>;
