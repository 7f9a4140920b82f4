import { readdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../../test/support/browser.ts';
import { findPageProblems, findShownProblems } from '../../test/support/check-page.ts';
import { type KitSite, serveKit } from '../../test/support/kit-app.tsx';

let browser: Browser;
let site: KitSite;
let page: Page;
let requests: string[] = [];
let complaints: string[] = [];

beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), serveKit()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 320, height: 800 } });
  requests = [];
  complaints = [];
  // The way out leads elsewhere; nothing of a test leaves this machine.
  await page.route(/^https?:\/\/(?!localhost[:/])/, (route) => route.fulfill({ body: 'The weather' }));
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterEach(async () => {
  await page.close();
});

const requestsElsewhere = () => requests.filter((url) => !url.startsWith(`${site.url}/`));

describe('the pages of the kit', () => {
  test.each(['client', 'donor', 'console'])(
    'the %s page is accessible, valid, asks no other host for anything, and does not scroll sideways at 320 and 1,280 pixels',
    async (path) => {
      await page.goto(`${site.url}/${path}`);
      expect(await findPageProblems(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 900 });
      expect(await findShownProblems(page)).toEqual([]);
      expect(requestsElsewhere()).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  test('together show every component there is', async () => {
    const html = await Promise.all(
      ['client', 'donor', 'console'].map(async (path) => (await page.request.get(`${site.url}/${path}`)).text()),
    );
    const inParts = new Set(['choice-item', 'form-group', 'error-message', 'error-summary', 'pounds-input']);
    const names = readdirSync(new URL('./components/', import.meta.url))
      .filter((file) => file.endsWith('.tsx') && !file.includes('.test.'))
      .map((file) => file.replace('.tsx', ''))
      .filter((name) => !inParts.has(name));
    expect(names.filter((name) => !new RegExp(`class="([^"]* )?(govuk-)?${name}[" ]`).test(html.join('')))).toEqual([]);
  });
});

describe('leaving at once', () => {
  test('the button leaves for the neutral site', async () => {
    await page.goto(`${site.url}/client`);
    await page.getByRole('button', { name: 'Exit this page' }).click();
    await page.waitForURL('https://www.bbc.co.uk/weather');
  });

  test('Shift three times leaves for the neutral site, twice does not', async () => {
    await page.goto(`${site.url}/client`);
    for (const _ of [1, 2]) await page.keyboard.press('Shift');
    expect(await page.getByRole('button', { name: 'Exit this page' }).isVisible()).toBe(true);
    expect(page.url()).toBe(`${site.url}/client`);
    await page.keyboard.press('Shift');
    await page.waitForURL('https://www.bbc.co.uk/weather');
  });

  test('without a script the button is a link to the neutral site that tells it nothing', async () => {
    const plain = await browser.newPage({ javaScriptEnabled: false });
    await plain.goto(`${site.url}/client`);
    const exit = plain.locator('.govuk-exit-this-page a');
    expect(await exit.getAttribute('href')).toBe('https://www.bbc.co.uk/weather');
    expect(await exit.getAttribute('rel')).toContain('noreferrer');
    await plain.close();
  });

  test('a donor has no way out to be startled by', async () => {
    await page.goto(`${site.url}/donor`);
    expect(await page.getByText('Exit this page').count()).toBe(0);
  });
});

describe('a form', () => {
  test('comes back with what to put right, each complaint leading to its field, and accessible', async () => {
    await page.goto(`${site.url}/client`);
    await page.getByLabel('What could you pay').fill('much');
    const [answer] = await Promise.all([
      page.waitForResponse(`${site.url}/client`),
      page.getByRole('button', { name: 'Continue' }).click(),
    ]);
    expect(answer.status()).toBe(422);
    // The answer is here before its page is, and the page before its styles.
    const complaint = page.getByRole('link', { name: 'Enter an amount in pounds, like 12.50' });
    await complaint.waitFor();
    await page.waitForLoadState('load');
    expect(await page.title()).toMatch(/^Error: /);
    expect(await findPageProblems(page, await answer.text())).toEqual([]);
    await complaint.click();
    const focused = page.locator(':focus');
    expect(await focused.getAttribute('name')).toBe('contribution');
    expect(await focused.inputValue()).toBe('much');
  });

  test.each([true, false])(
    'shows what an answer asks next once it is chosen (with a script: %s)',
    async (javaScriptEnabled) => {
      const plain = await browser.newPage({ javaScriptEnabled });
      await plain.goto(`${site.url}/client`);
      const asked = plain.getByLabel('Your email address');
      expect(await asked.isVisible()).toBe(false);
      await plain.getByLabel('Email', { exact: true }).check();
      expect(await asked.isVisible()).toBe(true);
      await plain.getByLabel('A telephone call').check();
      expect(await asked.isVisible()).toBe(false);
      await plain.close();
    },
  );

  test('that is complete goes on to the next page', async () => {
    await page.goto(`${site.url}/client`);
    await page.getByLabel('A telephone call').check();
    await page.getByLabel('In the evening').check();
    await page.getByLabel('Where do you live?').selectOption('wales');
    for (const [label, value] of Object.entries({ Day: '2', Month: '3', Year: '2026' })) {
      await page.getByLabel(label, { exact: true }).fill(value);
    }
    await page.getByLabel('What could you pay').fill('0');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(`${site.url}/donor`);
  });

  test('whose cookie is gone is refused with a page that says what to do', async () => {
    await page.goto(`${site.url}/client`);
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Please send that once more');
  });
});
