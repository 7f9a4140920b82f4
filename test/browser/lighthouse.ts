/**
 * `npm run lighthouse`: fills a stack of its own with the demonstration and lets Lighthouse look, as at a slow phone's
 * first visit, at the pages that people see first. Prints one JSON line a page, with the scores, the bytes over the wire
 * and the requests to anybody else; exits 1 when one is worse than it may be. It leaves nothing behind.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import lighthouse from 'lighthouse';
import type { BrowserContext } from 'playwright-core';
import { loadDemo } from '../../infra/local/load-demo.ts';
import type { StackUrls } from '../../infra/local/stack-types.ts';
import { openProfile } from '../support/browser.ts';
import { latestOffer, signIn } from './people.ts';
import { openStack } from './stack.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What each page must reach: scores of a hundred; kilobytes of a thousand. */
const bars = { performance: 98, accessibility: 100, 'best-practices': 100, kilobytes: 60, strangers: 0 } as const;

/** One page: the person whose browser looks at it, if any must be known, and where it stands. */
interface Visit {
  readonly name: string;
  readonly path: string;
  readonly prepare?: (context: BrowserContext, urls: StackUrls) => Promise<unknown>;
}

const staff = (name: string) => async (context: BrowserContext, urls: StackUrls) =>
  signIn(await context.newPage(), urls, name);

const visits: readonly Visit[] = [
  { name: 'home', path: '/' },
  { name: 'refer', path: '/refer' },
  { name: 'help', path: '/help' },
  { name: 'give', path: '/give' },
  {
    name: 'offer',
    path: '/portal/offer',
    prepare: async (context, urls) => (await context.newPage()).goto(await latestOffer(urls)),
  },
  { name: 'console', path: '/console', prepare: staff('Cora Coordinator') },
];

/** A port of the loopback address that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a port has a number');
  return address.port;
}

/** Looks at one page from a browser that has cached nothing, and says what Lighthouse found. */
async function look({ name, path, prepare }: Visit, urls: StackUrls) {
  const profile = await mkdtemp(join(tmpdir(), 'sponsored-places-lighthouse-'));
  const port = await freePort();
  const context = await openProfile(profile, [`--remote-debugging-port=${port}`]);
  try {
    await prepare?.(context, urls);
    const result = await lighthouse(new URL(path, urls.site).href, {
      port,
      logLevel: 'error',
      onlyCategories: ['performance', 'accessibility', 'best-practices'],
      // The cookie of whoever is signed in stays; Lighthouse still reads everything anew.
      disableStorageReset: true,
    });
    if (result === undefined) throw new Error(`Lighthouse said nothing of ${name}`);
    const { lhr, artifacts } = result;
    if (lhr.runtimeError !== undefined) throw new Error(`${name}: ${lhr.runtimeError.message}`);
    const details = lhr.audits['network-requests']?.details;
    const requests = details?.type === 'table' ? details.items : [];
    const score = (category: string): number => Math.round((lhr.categories[category]?.score ?? 0) * 100);
    return {
      page: name,
      landed: new URL(artifacts.URL.finalDisplayedUrl).pathname,
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
      kilobytes: Math.round(requests.reduce((sum, { transferSize }) => sum + Number(transferSize), 0) / 100) / 10,
      strangers: requests.filter(({ url }) => !String(url).startsWith(urls.site)).length,
      wanting: Object.values(lhr.audits)
        .filter((audit) => audit.score !== null && audit.score < 0.9)
        .map(({ id, displayValue }) => (displayValue === undefined ? id : `${id}: ${displayValue}`)),
    };
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

const stack = await openStack({ prepare: loadDemo(root), log: console.error });
try {
  for (const visit of visits) {
    const seen = await look(visit, stack.urls);
    const holds =
      seen.landed === visit.path &&
      seen.performance >= bars.performance &&
      seen.accessibility >= bars.accessibility &&
      seen['best-practices'] >= bars['best-practices'] &&
      seen.kilobytes <= bars.kilobytes &&
      seen.strangers <= bars.strangers;
    console.log(JSON.stringify({ ...seen, holds }));
    if (!holds) process.exitCode = 1;
  }
} finally {
  await stack[Symbol.asyncDispose]();
}
