/**
 * `npm run screenshots`: fills a stack of its own with the demonstration, opens the pages of the README's tour as the
 * people of the demonstration, and writes a picture of each to `docs/screenshots`. It leaves nothing else behind.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { loadDemo } from '../../infra/local/load-demo.ts';
import type { StackUrls } from '../../infra/local/stack-types.ts';
import type { TaskKind } from '../../shared/domain/task.ts';
import { taskWords } from '../../shared/staff/words/tasks.ts';
import { openBrowser } from '../support/browser.ts';
import { latestOffer, openWindow, signIn } from './people.ts';
import { openStack } from './stack.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'docs/screenshots');

const phone = { width: 360, height: 640 };
const desk = { width: 960, height: 600 };

/** One picture: who looks, at what, and on what. */
interface Picture {
  readonly name: string;
  /** One of the demonstration people; nobody, where no one signs in. */
  readonly as?: string;
  readonly size: typeof desk;
  /** Finds the page, from an address of the site or by going there. */
  readonly open: (page: Page, urls: StackUrls) => Promise<unknown>;
}

const at =
  (path: string): Picture['open'] =>
  (page, { site }) =>
    page.goto(new URL(path, site).href);

/** The first link of a page that leads to a kind of page. */
const through =
  (path: string, selector: string): Picture['open'] =>
  async (page, urls) => {
    await at(path)(page, urls);
    const href = await page.locator(`main ${selector}`).first().getAttribute('href');
    await at(href ?? '')(page, urls);
  };

const offer: Picture['open'] = async (page, urls) => page.goto(await latestOffer(urls));

/** Scrolls until something is at the top of the window. */
const bringUp = (something: Locator): Promise<void> => something.evaluate((element) => element.scrollIntoView());

/** A page from some words of it on. */
const from =
  (words: string, path: string): Picture['open'] =>
  async (page, urls) => {
    await at(path)(page, urls);
    await bringUp(page.getByText(words, { exact: true }).first());
  };

/** The first task of a kind. */
const task =
  (kind: TaskKind): Picture['open'] =>
  async (page, urls) => {
    await at('/console')(page, urls);
    await page.getByRole('link', { name: taskWords[kind].title }).first().click();
  };

/** The gift whose correction waits. */
const correction: Picture['open'] = async (page, urls) => {
  await task('decide-correction')(page, urls);
  await page.getByRole('button', { name: 'Go to the gift' }).click();
  await bringUp(page.getByRole('heading', { name: 'A correction waits' }));
};

const pictures: readonly Picture[] = [
  { name: '01-home-phone', size: phone, open: at('/') },
  { name: '02-refer-phone', size: phone, open: at('/refer') },
  { name: '03-help-phone', size: phone, open: at('/help') },
  { name: '04-work-assessor', as: 'Asha Assessor', size: desk, open: at('/console') },
  { name: '05-call', as: 'Asha Assessor', size: desk, open: task('same-day-call') },
  { name: '06-waiting-list', as: 'Cora Coordinator', size: desk, open: at('/console/waiting') },
  { name: '07-place', as: 'Cora Coordinator', size: desk, open: through('/console', 'a[href*="/places/"]') },
  { name: '08-offer-phone', size: phone, open: offer },
  {
    name: '09-therapists',
    as: 'Cora Coordinator',
    size: desk,
    open: from('Show these therapists', '/console/therapists'),
  },
  { name: '10-give', size: desk, open: at('/give') },
  { name: '11-pool', as: 'Fay Finance', size: desk, open: from('Pool over time', '/console/pool/over-time') },
  { name: '12-gift', as: 'Femi Finance', size: desk, open: correction },
  { name: '13-concerns', as: 'Sol Safeguarding', size: desk, open: at('/console/concerns') },
  { name: '14-trail', as: 'Sol Safeguarding', size: desk, open: from('Show these entries', '/console/audit') },
];

async function take(browser: Browser, urls: StackUrls, { name, as, size, open }: Picture): Promise<void> {
  const page = await openWindow(browser);
  try {
    if (as !== undefined) await signIn(page, urls, as);
    await page.setViewportSize(size);
    await open(page, urls);
    const picture = await page.screenshot();
    await writeFile(join(folder, `${name}.png`), picture);
    console.log(`${name}: ${await page.title()} (${Math.ceil(picture.length / 1000)} KB)`);
  } finally {
    await page.context().close();
  }
}

const [stack, browser] = await Promise.all([openStack({ prepare: loadDemo(root), log: console.error }), openBrowser()]);
try {
  await mkdir(folder, { recursive: true });
  for (const picture of pictures) await take(browser, stack.urls, picture);
} finally {
  await browser.close();
  await stack[Symbol.asyncDispose]();
}
