import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toLambdaHandler } from '../../shared/web/http.ts';
import { openBrowser } from '../support/browser.ts';
import { findLayoutProblems } from '../support/check-page.ts';
import { reservePlace } from '../support/console-scenes.ts';
import { createConsoleSite } from '../support/console-site.ts';
import { giveAssets } from '../support/looked-at.ts';
import { payGifts } from '../support/pay-gifts.ts';
import { createPortalSite } from '../support/portal-site.ts';
import { createPublicSite } from '../support/public-site.ts';
import { type ServedHandler, serveHandler } from '../support/serve-handler.ts';
import { fill, follow, press, says, tick } from './people.ts';

let browser: Browser;
const served: ServedHandler[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await Promise.all(served.map((each) => each.close()));
});

/** Puts pages behind a port, and opens the window of a telephone that runs no script. */
async function openPlain(app: Parameters<typeof toLambdaHandler>[0]): Promise<{ url: string; page: Page }> {
  const handler = await serveHandler(toLambdaHandler(app));
  served.push(handler);
  const context = await browser.newContext({ viewport: { width: 320, height: 700 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await giveAssets(page);
  return { url: handler.url, page };
}

/** Presses a button; the page that comes fits the telephone. */
async function go(page: Page, name: string | RegExp): Promise<void> {
  await press(page, name);
  expect(await findLayoutProblems(page)).toEqual([]);
}

async function answer(page: Page, name: string | RegExp): Promise<void> {
  await tick(page, name);
  await go(page, 'Continue');
}

describe('without a script, by keyboard, on a telephone', () => {
  test('a person asks for help', async () => {
    const { url, page } = await openPlain(createPublicSite().app);
    await page.goto(url);
    await follow(page, 'I want help for myself');
    await go(page, /Start/);
    await answer(page, 'Yes');
    await go(page, 'Continue');
    await answer(page, 'Thoughts that worry me');
    await fill(page, { 'Postcode, or its first half': 'LS6 2AB' });
    await go(page, 'Continue');
    await answer(page, 'Online, by video');
    await answer(page, 'No');
    await fill(page, { 'What may we call you?': 'Robin Testperson' });
    await go(page, 'Continue');
    await answer(page, 'By email');
    await fill(page, { 'What is your email address?': 'robin@example.org' });
    await go(page, 'Continue');
    await answer(page, /it says nothing about us/);
    await answer(page, 'Yes, once');
    await fill(page, { 'Telephone number': '01632 960123' });
    await answer(page, 'Weekday mornings');
    await answer(page, /^Yes/);
    await go(page, 'Ask for help');
    expect(await says(page)).toMatch(/SP-\w{5}-\w{5}/);
  }, 120_000);

  test('a donor gives, and prints a receipt', async () => {
    const site = createPublicSite();
    const { url, page } = await openPlain(site.app);
    await page.route(/invalid/, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Pay</h1>' }));
    await page.goto(`${url}/give`);
    await answer(page, /for one person/);
    await fill(page, { 'Your name': 'Dora Donor', 'Your email address': 'dora@example.org' });
    await press(page, 'Continue to payment');
    await payGifts(site);
    await page.goto(`${url}/give/thank-you`);
    expect(await says(page)).toContain('Your gift has reached us');
    await follow(page, 'See and print your receipt');
    expect(await says(page)).toContain('£720');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button').or(page.locator('.govuk-button')).filter({ visible: true }).count()).toBe(0);
    expect(await findLayoutProblems(page)).toEqual([]);
  });

  test('a therapist accepts, takes it back, accepts, and learns who it is', async () => {
    const site = await createPortalSite();
    const { url, page } = await openPlain(site.app);
    await page.goto(`${url}${await site.mailed('therapist-offer')}`);
    await go(page, 'Accept this case');
    await go(page, 'Take my answer back');
    await go(page, 'Accept this case');
    site.pass({ minutes: site.deps.settings.therapy.undoMinutes });
    await page.reload();
    await go(page, 'See how to reach your client');
    await go(page, 'Show name and contact details');
    expect(await says(page)).toContain('Marked Client');
  });

  test('a coordinator approves a place', async () => {
    const site = createConsoleSite();
    await reservePlace(site);
    const { url, page } = await openPlain(site.app);
    const value = (await site.visitAs('Cora')).cookies.get('__Host-session') ?? '';
    const session = { name: '__Host-session', value, domain: 'localhost', path: '/' };
    await page.context().addCookies([{ ...session, secure: true, httpOnly: true }]);
    await page.goto(`${url}/console`);
    await follow(page, /^SP-/);
    await go(page, 'Approve this place');
    expect(await says(page)).toContain('Done');
  });
});
