import { describe, expect, test } from 'vitest';
import { createPublicSite, exampleSettings } from '../../test/support/public-site.ts';
import { professionalAnswers, reachCheck, selfAnswers, sendRequest } from '../../test/support/refer-journey.ts';
import { steps } from './steps/flow.ts';

const clientPages = [
  '/',
  '/help',
  '/young-people',
  '/confidentiality',
  '/privacy',
  '/accessibility',
  '/refer',
  '/refer/family',
  '/refer/professional',
  '/refer/age',
  '/refer/resume',
  '/refer/stopped',
  '/refer/deleted',
  '/status',
];
const donorPages = [
  '/give',
  '/give/thank-you',
  `/give/details?amount=72000&fund=${exampleSettings.pool.generalFund.id}`,
];

describe('every page', () => {
  test.each([...clientPages, ...donorPages])(
    '%s has one heading, a title, and the headers that protect it',
    async (path) => {
      const visitor = createPublicSite().newVisitor();
      await visitor.open(path);
      expect(visitor.status).toBe(200);
      expect(visitor.html.match(/<h1[ >]/g)).toHaveLength(1);
      expect(visitor.html).toMatch(/<title>[^<]+ – Sponsored Places<\/title>/);
      expect(visitor.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
      expect(visitor.headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(visitor.headers.get('Cache-Control')).toBe('no-store');
      expect(visitor.headers.get('Strict-Transport-Security')).toContain('max-age=63072000');
      expect(visitor.headers.get('X-Content-Type-Options')).toBe('nosniff');
      for (const cookie of visitor.setCookies) expect(cookie).toMatch(/^__Host-.*; HttpOnly; Secure; SameSite=/);
    },
  );

  test.each(clientPages)('%s has the way out and the crisis numbers', async (path) => {
    const visitor = createPublicSite().newVisitor();
    await visitor.open(path);
    expect(visitor.html).toContain('data-module="govuk-exit-this-page"');
    expect(visitor.html).toContain(exampleSettings.exitUrl);
    for (const line of exampleSettings.crisis) expect(visitor.text).toContain(line.phone);
  });

  test('ASVS 1.2.3, 14.2.3 asks no other place for anything and carries no script or style of its own', async () => {
    const visitor = createPublicSite().newVisitor();
    for (const path of [...clientPages, ...donorPages]) {
      await visitor.open(path);
      const fetched = [...visitor.html.matchAll(/(?:src|<link[^>]* href)="([^"]+)"/g)].map(([, url]) => url);
      for (const url of fetched) expect(url).toMatch(/^\/assets\//);
      expect(visitor.html).not.toMatch(/ style="| on\w+="|<style|<script(?! type="module" src=)/);
    }
  });

  test('every link on it to a page of ours leads somewhere', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    const open = new Set<string>();
    for (const path of [...clientPages, ...donorPages]) {
      await visitor.open(path);
      for (const [, url = ''] of visitor.html.matchAll(/<a [^>]*href="(\/[^"#]*)"/g))
        open.add(url.replaceAll('&amp;', '&'));
    }
    for (const url of open) expect((await visitor.open(url)).status, url).toBe(200);
  });
});

describe('addresses', () => {
  test('ASVS 14.2.1 never hold personal data or a code, nor does any place that we send people to', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    const { reference, code } = await sendRequest(visitor, { ...professionalAnswers, recently: { recently: 'yes' } });
    await visitor.open('/status');
    await visitor.submit({ reference, code });
    await visitor.submit({}, 'Yes, take it back');
    await visitor.open('/refer/resume');
    await visitor.submit({ code });
    await visitor.open('/give');
    await visitor.submit({ gift: 'two', fund: exampleSettings.pool.generalFund.id });
    await visitor.submit({ name: 'Ash Exampleby', email: 'ash.exampleby@example.org' });
    const all = visitor.addresses.map(decodeURIComponent).join('\n').toLowerCase();
    const typed = Object.values(professionalAnswers).flatMap((fields) => Object.values(fields).flat());
    const secret = [reference, code, code.replaceAll('-', ''), 'Ash', 'ash.exampleby', 'ref_', 'psn_', ...typed];
    const common = new Set(['yes', 'no', 'email', 'phone', 'nothing', 'online', 'either', 'professional']);
    for (const one of secret.filter((value) => !common.has(value))) expect(all).not.toContain(one.toLowerCase());
  });

  test('of the questions are neutral, for they stay in the browser', () => {
    const slugs = steps.map(({ slug }) => slug).join(' ');
    expect(slugs).not.toMatch(/police|arrest|offen|harm|porn|sex|thought/);
  });
});

describe('what nobody should send', () => {
  const posts = [
    '/refer/age',
    '/refer/who',
    '/refer/check',
    '/refer/resume',
    '/refer/delete',
    '/status',
    '/status/withdrawn',
    '/give',
    '/give/details',
    '/give/link',
  ];

  test.each(posts)('ASVS 3.5.1 %s without our token is refused', async (path) => {
    const visitor = createPublicSite().newVisitor();
    await visitor.open('/refer/age');
    await visitor.post(path, 'adult=yes&csrf=wrong');
    expect(visitor.status).toBe(403);
    expect(visitor.heading).toBe('Please send that once more');
  });

  test.each(posts)('ASVS 3.5.1 %s sent from elsewhere is refused', async (path) => {
    const visitor = createPublicSite().newVisitor();
    await visitor.open('/refer/age');
    await visitor.post(path, visitor.fill({ adult: 'yes' }).body, { Origin: 'https://elsewhere.example' });
    expect(visitor.status).toBe(403);
  });

  test.each(posts)('%s with rubbish is answered below 500', async (path) => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await reachCheck(visitor);
    const csrf = new URLSearchParams(visitor.fill({}).body).get('csrf') ?? '';
    const rubbish = [
      `csrf=${csrf}`,
      `csrf=${csrf}&${'a=b&'.repeat(600)}`,
      `csrf=${csrf}&code=%00%ff%fe&reference=%E0%A4%A&name=%F0%28%8C%28&donation=don_!&amount=-1&fund[]=x&gift=__proto__`,
      `csrf=${csrf}&who=self&who=close&adult=yes&adult=no&name-day=1&name-month=2&name-year=3&constructor=x&__proto__=y`,
      `csrf=${csrf}&email=${'x'.repeat(5000)}`,
    ];
    for (const body of rubbish) {
      await visitor.post(path, body);
      expect(visitor.status).toBeLessThan(500);
    }
    expect(site.failures).toEqual([]);
  });

  test('more than any form of ours holds is refused', async () => {
    const visitor = createPublicSite().newVisitor();
    await visitor.open('/refer/age');
    await visitor.post('/refer/age', `adult=${'x'.repeat(70_000)}`);
    expect(visitor.status).toBe(413);
  });

  test('cookies that nobody gave lead to the start', async () => {
    const site = createPublicSite();
    for (const cookie of ['', 'x', '%00', '0000-0000-0000-0000-0000', 'é'.repeat(40), '"><script>']) {
      const visitor = site.newVisitor();
      visitor.cookies.set('__Host-answers', encodeURIComponent(cookie));
      visitor.cookies.set('__Host-giving', encodeURIComponent(cookie));
      expect((await visitor.open('/refer/who')).path).toBe('/refer');
      expect((await visitor.open('/refer/sent')).path).toBe('/status');
      expect((await visitor.open('/give/link')).status).toBe(410);
    }
    expect(site.failures).toEqual([]);
  });

  test('an unknown page, and a method that does not fit, have pages of their own', async () => {
    const visitor = createPublicSite().newVisitor();
    expect((await visitor.open('/nowhere')).status).toBe(404);
    expect(visitor.html).toContain('govuk-exit-this-page');
    await visitor.open('/give/nowhere');
    expect(visitor.html).not.toContain('govuk-exit-this-page');
  });

  test('ASVS 1.1.2, 1.2.1 what somebody typed never becomes markup', async () => {
    const visitor = createPublicSite().newVisitor();
    const name = '<img src=x onerror=alert(1)>"\'&';
    await reachCheck(visitor, { ...selfAnswers, name: { name } });
    expect(visitor.html).not.toContain('<img src=x');
    expect(visitor.text).toContain(name);
  });

  test('ASVS 16.5.1 a failure of ours says so without saying what, and is reported', async () => {
    const down = createPublicSite();
    const store = Object.create(down.store, {
      get: { value: down.store.get.bind(down.store) },
      list: { value: () => Promise.reject(new Error('a secret of the machine')) },
    });
    const site = createPublicSite({ store });
    const visitor = site.newVisitor();
    await visitor.open('/give');
    expect(visitor.status).toBe(500);
    expect(visitor.text).not.toContain('secret');
    expect(site.failures).toMatchObject([{ method: 'GET', route: '/give' }]);
  });
});
