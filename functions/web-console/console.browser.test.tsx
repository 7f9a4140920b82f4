import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DonationId, ReferralId } from '../../events/values.ts';
import { buildAssets } from '../../infra/assets/build-assets.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import { createAssetRoutes, readAssetUrls } from '../../shared/web/assets.ts';
import { toLambdaHandler } from '../../shared/web/http.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { findPageProblems, findShownProblems } from '../../test/support/check-page.ts';
import {
  addTherapist,
  approve,
  askForHelp,
  marked,
  putOnWaitingList,
  receiveGift,
  reservePlace,
  takeForAssessment,
} from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import { type ServedHandler, serveHandler } from '../../test/support/serve-handler.ts';

let browser: Browser;
let site: ConsoleSite;
let served: ServedHandler;
let assetsDirectory: string;
let allocated: ReferralId;
let reserved: ReferralId;
let fresh: ReferralId;
let mine: ReferralId;
let gift: DonationId;
let page: Page | undefined;

beforeAll(async () => {
  assetsDirectory = await mkdtemp(join(tmpdir(), 'console-assets-'));
  await buildAssets(assetsDirectory);
  const directory = pathToFileURL(`${assetsDirectory}/`);
  const assets = readAssetUrls(directory);
  site = createConsoleSite({ assets });
  site.app.route('/assets', createAssetRoutes(directory, assets));
  [served, browser] = await Promise.all([serveHandler(toLambdaHandler(site.app)), openBrowser()]);
  await addTherapist(site);
  allocated = await reservePlace(site);
  await approve(site, allocated);
  reserved = await putOnWaitingList(site);
  gift = await receiveGift(site, 100);
  fresh = await askForHelp(site, { recentPoliceContact: true }, marked.referrer);
  mine = await askForHelp(site);
  await takeForAssessment(site, mine);
});

afterEach(async () => {
  await page?.context().close();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  await rm(assetsDirectory, { recursive: true, force: true });
});

/** A window of a telephone's width, with somebody's session in it. */
async function openAs(name: string, path: string): Promise<Page> {
  const visitor = await site.visitAs(name);
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
  const value = visitor.cookies.get('__Host-session') ?? '';
  await context.addCookies([
    { name: '__Host-session', value, domain: 'localhost', path: '/', secure: true, httpOnly: true },
  ]);
  page = await context.newPage();
  await page.goto(`${served.url}${path}`);
  return page;
}

describe('the console in a browser', () => {
  test.each([
    ['work to do', 'Alex', () => '/console'],
    ['the ledger audit', 'Fay', () => '/console/ledger-audit'],
    ['the months of the books', 'Fay', () => '/console/periods'],
    ['a new case', 'Asha', () => `/console/cases/${fresh}`],
    ['a case with an offer', 'Cora', () => `/console/cases/${allocated}`],
    ['a place to approve', 'Cora', () => `/console/places/${placeIdOf(reserved)}`],
    ['an assessment', 'Asha', () => `/console/cases/${mine}/assess`],
    ['the journal', 'Fay', () => '/console/journal'],
    ['a statement', 'Tess', () => '/console/statements'],
    ['the statements of all funds', 'Fay', () => '/console/statements?of=funds'],
    ['the runway', 'Cora', () => '/console/runway'],
    ['where a gift is', 'Fay', () => `/console/donations/${gift}/trace`],
    ['a gift to give back', 'Fay', () => `/console/donations/${gift}`],
    ['the risk reserve', 'Cora', () => '/console/pool/reserve'],
    ['what pays for a place', 'Cora', () => `/console/place-money/${placeIdOf(reserved)}`],
  ])('%s is accessible, valid and never scrolls sideways at 320 and 1,280 pixels', async (_, name, path) => {
    const shown = await openAs(name, path());
    expect(await findPageProblems(shown)).toEqual([]);
    await shown.setViewportSize({ width: 1280, height: 900 });
    expect(await findShownProblems(shown)).toEqual([]);
  });

  test('a form with something to put right leads from the summary to the field, by keyboard', async () => {
    const shown = await openAs('Cora', '/console/therapists/new');
    const [answer] = await Promise.all([
      shown.waitForResponse((response) => response.request().method() === 'POST'),
      shown.getByRole('button', { name: 'Add the therapist' }).press('Enter'),
    ]);
    await shown.waitForLoadState();
    expect(await findPageProblems(shown, await answer.text())).toEqual([]);
    await shown.getByRole('link', { name: 'Enter until when the insurance is valid' }).press('Enter');
    expect(await shown.evaluate('document.activeElement.id')).toBe('insurance-through-day');
  });

  test('contact details open and show by keyboard alone', async () => {
    const shown = await openAs('Asha', `/console/cases/${fresh}`);
    await shown.locator('summary', { hasText: 'Contact details' }).press('Enter');
    await shown.getByRole('radio', { name: 'To call the person' }).press('Space');
    await shown.getByRole('button', { name: 'Show contact details' }).press('Enter');
    await shown.getByText(marked.client.name).waitFor();
    expect(await shown.getByText(marked.client.phone).count()).toBe(1);
  });
});
