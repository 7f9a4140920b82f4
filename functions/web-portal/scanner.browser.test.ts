import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildAssets } from '../../infra/assets/build-assets.ts';
import { confirmAnswer } from '../../shared/commands/answer-offer.ts';
import { sendEmail } from '../../shared/commands/send-email.ts';
import type { EmailTemplate } from '../../shared/domain/email.ts';
import { renderLetter } from '../../shared/mail/render-letter.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { referral } from '../../test/support/case-samples.ts';
import { letters } from '../../test/support/letter-samples.ts';
import { createPortalSite } from '../../test/support/portal-site.ts';
import { createPublicSite, type PublicSite } from '../../test/support/public-site.ts';
import { idOf, settings } from '../../test/support/sample-ids.ts';
import { whatOf } from '../../test/support/small-office.ts';
import { decode } from '../../test/support/visitor.ts';

type Site = Awaited<ReturnType<typeof createPortalSite>>;

const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/https?:\/\/\S+/g)].map(([link]) => link).filter((link) => URL.canParse(link));
const pathOf = (link: string): string => new URL(link).pathname + new URL(link).search;

/** Every template that carries a link, as the letters themselves say. */
const withLink = new Set(
  Object.values(letters)
    .filter((letter) => linksIn(renderLetter(letter, settings).text).length > 0)
    .map(({ template }) => template),
);

interface Mailed {
  readonly site: Site;
  readonly links: readonly (readonly [template: EmailTemplate, path: string])[];
}

/** Sends whatever was asked for, and gathers every link of every mail so far. */
async function post(site: Site): Promise<Mailed> {
  const { items } = await site.store.list('email', 'emails/requested', { limit: 50 });
  for (const { value } of items) whatOf(await sendEmail(site.deps, value.id));
  const links = site.mailer.sent.flatMap(({ template, text }) =>
    linksIn(text).map((link) => [template, pathOf(link)] as const),
  );
  return { site, links };
}

const atOffer = async (site: Site) => site.newVisitor().open(await site.mailed('therapist-offer'));

async function stand(site: Site): Promise<void> {
  site.pass({ minutes: site.deps.settings.therapy.undoMinutes });
  whatOf(await confirmAnswer(site.deps, idOf.allocation(1)));
}

/** What therapists and clients are mailed, at each turn of an offer's life. */
const turns: Readonly<Record<string, () => Promise<Mailed>>> = {
  'while it is open': async () => {
    const site = await createPortalSite();
    await site.mailed('therapist-offer');
    return post(site);
  },
  'while an answer waits': async () => {
    const site = await createPortalSite();
    await (await atOffer(site)).submit({}, 'Accept this case');
    return post(site);
  },
  'after it was accepted': async () => {
    // A client who lets a mail say what it is about is mailed a link.
    const contact = { ...referral().value.contact, mayReveal: 'service' };
    const site = await createPortalSite({ referral: { contact } });
    await (await atOffer(site)).submit({}, 'Accept this case');
    await stand(site);
    return post(site);
  },
  'after it was declined, with a rest': async () => {
    const site = await createPortalSite();
    const day = { 'again-day': '1', 'again-month': '5', 'again-year': '2027' };
    await (await atOffer(site)).submit(day, 'Ask me again after this day');
    await stand(site);
    return post(site);
  },
  'after a link ran out': async () => {
    const site = await createPortalSite();
    const visitor = await atOffer(site);
    await site.accept(visitor);
    await post(site);
    site.pass({ days: 20 });
    await (await visitor.open('/portal/client')).submit({}, 'Send me a new link');
    return post(site);
  },
};

/** All there is, of therapists and of the public. */
const everything = (site: Site, open: PublicSite): string => site.everything() + JSON.stringify(open.store.export());

const ask = async (site: Site, open: PublicSite, path: string, init: RequestInit): Promise<Response> =>
  path.startsWith('/portal') ? site.request(path, init) : open.app.request(`http://localhost${path}`, init);

/** The addresses that a page leads to, forms too: a scanner tries them all. */
const onwardFrom = (html: string): readonly string[] =>
  [...html.matchAll(/(?:href|action)="(\/[^"#]*)"/g)]
    .map(([, path = '']) => decode(path))
    .filter((path) => !path.startsWith('/assets/'));

test('every template that carries a link is followed here', async () => {
  const followed = new Set<EmailTemplate>();
  for (const turn of Object.values(turns)) {
    for (const [template] of (await turn()).links) followed.add(template);
  }
  expect(withLink.size).toBeGreaterThan(0);
  // The link of an alert carries no token: it leads to the console, which asks whoever follows it to sign in.
  followed.add('safeguarding-alert');
  expect([...withLink].filter((template) => !followed.has(template))).toEqual([]);
});

describe.each(Object.entries(turns))('a scanner of mail about an offer, %s', (_, turn) => {
  test.each(['GET', 'HEAD'])(
    'that asks for every link and what lies behind it a hundred times with %s changes nothing',
    async (method) => {
      const [{ site, links }, open] = [await turn(), createPublicSite()];
      const before = everything(site, open);
      for (const [template, link] of links) {
        const cookies = new Map<string, string>();
        const cookie = () => ({ Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') });
        const go = async (path: string, by: string): Promise<Response> => {
          const response = await ask(site, open, path, { method: by, headers: cookie() });
          for (const line of response.headers.getSetCookie()) {
            const [name = '', value = ''] = (line.split('; ')[0] ?? '').split(/=(.*)/s);
            cookies.set(name, value);
          }
          expect(response.status, `${template} ${path}`).toBeLessThan(500);
          return response;
        };
        const first = await go(link, 'GET');
        const clean = first.headers.get('Location') ?? link;
        const behind = onwardFrom(await (await go(clean, 'GET')).text());
        for (let times = 0; times < 100; times += 1) {
          for (const path of [link, clean, ...behind]) await go(path, method);
        }
      }
      expect(everything(site, open)).toBe(before);
      expect(site.failures).toEqual([]);
    },
  );
});

describe('a scanner that runs scripts', () => {
  let browser: Browser;
  let server: Server;
  let serving: { readonly site: Site; readonly open: PublicSite } | undefined;
  let origin = '';
  const assets = new Map<string, { readonly type: string; readonly content: Buffer }>();
  const asked: string[] = [];
  const hundredTimes = new Set<EmailTemplate>();

  beforeAll(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'scanned-'));
    const { manifest } = await buildAssets(directory);
    const add = async (url: string, type: string, name: string) =>
      assets.set(url, { type, content: await readFile(join(directory, name)) });
    await add('/assets/site.css', 'text/css', manifest.style);
    await add('/assets/site.js', 'text/javascript', manifest.script);
    await add('/assets/mark.svg', 'image/svg+xml', manifest.mark);
    await rm(directory, { recursive: true });
    browser = await openBrowser();
    server = createServer(async (request, response) => {
      const { method = 'GET', url = '/', headers } = request;
      if (url.startsWith('/assets/')) {
        // As they are served: kept by the browser, which a hundred visits would else read and compile a hundred times.
        const asset = assets.get(url);
        if (asset === undefined) throw new Error(`there is no ${url}`);
        response.writeHead(200, { 'content-type': asset.type, 'cache-control': 'max-age=31536000, immutable' });
        response.end(asset.content);
        return;
      }
      asked.push(method);
      if (serving === undefined) throw new Error('nothing is served yet');
      const init = { method, headers: { Cookie: headers.cookie ?? '' } };
      const answer = await ask(serving.site, serving.open, url, init);
      const plain = [...answer.headers].filter(([name]) => name !== 'set-cookie').flat();
      response.writeHead(answer.status, [
        ...plain,
        ...answer.headers.getSetCookie().flatMap((line) => ['set-cookie', line]),
      ]);
      response.end(await answer.text());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    origin = `http://localhost:${address === null || typeof address === 'string' ? 0 : address.port}`;
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  test.each(Object.entries(turns))(
    'about an offer, %s, opens every link, each a hundred times at one turn, and changes nothing',
    async (_, turn) => {
      const [{ site, links }, open] = [await turn(), createPublicSite()];
      serving = { site, open };
      const page = await (await browser.newContext()).newPage();
      const before = everything(site, open);
      asked.length = 0;
      for (const [template, link] of links) {
        // A page's scripts have run before its content is said to be loaded. What was opened a hundred times at one turn
        // is opened once at the others.
        for (let times = hundredTimes.has(template) ? 99 : 0; times < 100; times += 1)
          await page.goto(`${origin}${link}`, { waitUntil: 'domcontentloaded' });
        hundredTimes.add(template);
        expect(page.url(), template).not.toContain('token=');
        // The page’s own script has run to its end.
        expect(
          await page.evaluate<boolean>(`document.body.classList.contains('govuk-frontend-supported')`),
          template,
        ).toBe(true);
      }
      await page.context().close();
      expect(new Set(asked)).toEqual(new Set(['GET']));
      expect(everything(site, open)).toBe(before);
      expect(site.failures).toEqual([]);
    },
    120_000,
  );
});
