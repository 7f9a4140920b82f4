import { describe, expect, test } from 'vitest';
import { createCsrfToken, csrfTokenFor, protectForms } from './csrf.ts';
import { createWebApp } from './http.ts';
import { createSecret } from './secrets.ts';

const siteUrl = 'https://places.example.org';

function makeApp(owner: 'session' | 'visit') {
  const app = createWebApp({ renderProblem: (problem) => problem.kind, reportFailure: () => undefined });
  app.use('/form', protectForms({ siteUrl, owner }));
  app.get('/form', (c) => c.text(`${csrfTokenFor(c, owner)} ${csrfTokenFor(c, owner)}`));
  app.post('/form', async (c) => c.text(`done ${await c.req.text()}`));
  return app;
}

interface Post {
  readonly cookie?: string;
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

async function post(owner: 'session' | 'visit', { cookie, token, headers }: Post) {
  const response = await makeApp(owner).request('/form', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(cookie === undefined ? {} : { Cookie: `__Host-${owner}=${cookie}` }),
      ...headers,
    },
    body: token === undefined ? 'a=1' : `a=1&csrf=${token}`,
  });
  return `${response.status} ${await response.text()}`;
}

describe.each(['session', 'visit'] as const)('a form of a %s', (owner) => {
  const cookie = createSecret();
  const token = createCsrfToken(cookie);

  test('passes with the token of its cookie, and the handler still reads it', async () => {
    expect(await post(owner, { cookie, token })).toBe(`200 done a=1&csrf=${token}`);
  });

  test.each([
    { 'Sec-Fetch-Site': 'same-origin' },
    { Origin: siteUrl },
    { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' },
  ])('passes from our own page as browsers tell it: %o', async (headers) => {
    expect(await post(owner, { cookie, token, headers })).toMatch(/^200/);
  });

  test.each([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'none' },
    { Origin: 'https://evil.example' },
    { Origin: 'http://places.example.org' },
    { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://evil.example' },
  ])('ASVS 3.5.1 is refused from elsewhere, even with the token: %o', async (headers) => {
    expect(await post(owner, { cookie, token, headers })).toBe('403 form-expired');
  });

  test('ASVS 3.5.1, 15.3.7 is refused without a token, with another’s, with two, and without a cookie', async () => {
    expect(await post(owner, { cookie })).toBe('403 form-expired');
    expect(await post(owner, { cookie, token: createCsrfToken(createSecret()) })).toBe('403 form-expired');
    expect(await post(owner, { cookie, token: `${token}&csrf=${token}` })).toBe('403 form-expired');
    expect(await post(owner, { token })).toBe('403 form-expired');
    expect(await post(owner, { cookie: '', token: createCsrfToken('') })).toBe('403 form-expired');
  });

  test('ASVS 3.3.4 says nothing of the cookie in its token', () => {
    expect(token).not.toContain(cookie);
    expect(token).toHaveLength(43);
  });
});

test('ASVS 3.3.1, 3.3.2, 3.3.3, 3.3.4 a visitor gets one cookie and one token, and keeps them', async () => {
  const first = await makeApp('visit').request('/form');
  const [token, again] = (await first.text()).split(' ');
  expect(again).toBe(token);
  const cookies = first.headers.getSetCookie();
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatch(/^__Host-visit=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const next = await makeApp('visit').request('/form', { headers: { Cookie: cookies[0]?.split(';')[0] ?? '' } });
  expect((await next.text()).split(' ')[0]).toBe(token);
  expect(next.headers.getSetCookie()).toEqual([]);
});
