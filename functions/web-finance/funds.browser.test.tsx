import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type FundId, Pence, TransferId } from '../../events/values.ts';
import { buildAssets } from '../../infra/assets/build-assets.ts';
import { requestTransfer } from '../../shared/commands/transfer.ts';
import { createAssetRoutes, readAssetUrls } from '../../shared/web/assets.ts';
import { toLambdaHandler } from '../../shared/web/http.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { findPageProblems } from '../../test/support/check-page.ts';
import { openNewFund, putOnWaitingList, receiveGift } from '../../test/support/console-scenes.ts';
import { actorNamed, type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import { createPublicSite, type PublicSite } from '../../test/support/public-site.ts';
import { openSecondFund } from '../../test/support/second-fund.ts';
import { type ServedHandler, serveHandler } from '../../test/support/serve-handler.ts';

let browser: Browser;
let site: ConsoleSite;
let publicSite: PublicSite;
let served: ServedHandler;
let servedPublic: ServedHandler;
let assetsDirectory: string;
let north: FundId;
let publicFund: FundId;
let page: Page | undefined;
const transferId = TransferId.parse('trf_0000000001');

beforeAll(async () => {
  assetsDirectory = await mkdtemp(join(tmpdir(), 'funds-assets-'));
  await buildAssets(assetsDirectory);
  const directory = pathToFileURL(`${assetsDirectory}/`);
  const assets = readAssetUrls(directory);
  site = createConsoleSite({ assets });
  site.app.route('/assets', createAssetRoutes(directory, assets));
  publicSite = createPublicSite({ assets: { directory, urls: assets } });
  [served, servedPublic, browser] = await Promise.all([
    serveHandler(toLambdaHandler(site.app)),
    serveHandler(toLambdaHandler(publicSite.app)),
    openBrowser(),
  ]);
  north = await openNewFund(site);
  await receiveGift(site, 720);
  await putOnWaitingList(site);
  publicFund = await openSecondFund(publicSite);
  const general = site.deps.settings.pool.generalFund.id as FundId;
  const asked = await requestTransfer(
    site.deps,
    {
      id: transferId,
      purpose: 'move',
      amount: Pence.parse(6000),
      reason: 'More people wait whom the other fund may help',
      fromFundId: general,
      toFundId: north,
      seen: (await site.store.get('fund', general))?.version ?? 0,
    },
    actorNamed('Fay'),
  );
  if (!asked.ok) throw new Error(asked.refusal.because);
});

afterEach(async () => {
  await page?.context().close();
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([served?.close(), servedPublic?.close()]);
  await rm(assetsDirectory, { recursive: true, force: true });
});

async function openAt(width: number, url: string, session?: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  if (session !== undefined) {
    const cookie = { name: '__Host-session', value: session, domain: 'localhost', path: '/' };
    await context.addCookies([{ ...cookie, secure: true, httpOnly: true }]);
  }
  page = await context.newPage();
  await page.goto(url);
  return page;
}

const widths = [320, 1280] as const;

const consolePages: readonly (readonly [string, () => string])[] = [
  ['the list', () => '/console/funds'],
  ['one fund', () => `/console/funds/${north}`],
  ['changing it', () => `/console/funds/${north}/change`],
  ['moving money', () => `/console/funds/${site.deps.settings.pool.generalFund.id}/transfer`],
  ['closing it', () => `/console/funds/${north}/close`],
  ['a transfer to decide', () => `/console/transfers/${transferId}`],
  ['opening one', () => '/console/pool/open-fund'],
];

const publicPages: readonly (readonly [string, () => string])[] = [
  ['a fund', () => `/give/${publicFund}`],
  ['no fund', () => '/give/somewhere-else'],
];

const atEveryWidth = (pages: typeof consolePages) =>
  widths.flatMap((width) => pages.map(([name, path]) => [width, name, path] as const));

describe('the pages of funds in a browser', () => {
  test.each(atEveryWidth(consolePages))(
    'at %i pixels: %s is accessible, valid and never scrolls sideways',
    async (width, _, path) => {
      const visitor = await site.visitAs('Cora');
      const shown = await openAt(width, `${served.url}${path()}`, visitor.cookies.get('__Host-session') ?? '');
      expect(await findPageProblems(shown)).toEqual([]);
    },
  );

  test.each(atEveryWidth(publicPages))(
    'at %i pixels: the public page of %s is accessible, valid and never scrolls sideways',
    async (width, _, path) => {
      const shown = await openAt(width, `${servedPublic.url}${path()}`);
      expect(await findPageProblems(shown)).toEqual([]);
    },
  );
});
