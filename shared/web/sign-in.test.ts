import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demoPeople } from '../../infra/local/stand-ins/sign-in/people.ts';
import { startSignIn } from '../../infra/local/stand-ins/sign-in/sign-in.ts';
import { openMemorySessions } from '../../test/support/memory-sessions.ts';
import { createCsrfToken } from './csrf.ts';
import { createWebApp, type Failure } from './http.ts';
import { resumeSession } from './session.ts';
import { createSignIn } from './sign-in.ts';
import { createSignInRoutes, keepLocal } from './sign-in-routes.ts';
import type { Access } from './web-env.ts';

const siteUrl = 'http://localhost:4100';
const clientSecret = 'a secret/with+characters:that=need&care';
const coordinator = demoPeople.find((one) => one.groups.includes('coordinator'));

const client = {
  clientId: 'web',
  clientSecret,
  redirectUris: [`${siteUrl}/console/signed-in`],
  postLogoutRedirectUris: [`${siteUrl}/console/signed-out`],
};

let provider: Awaited<ReturnType<typeof startSignIn>>;
beforeAll(async () => {
  provider = await startSignIn(client);
});
afterAll(() => provider?.stop());

/** A browser's cookies for one host. */
function openJar() {
  const cookies = new Map<string, string>();
  return {
    cookies,
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    keep: (response: Response) => {
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = '', ...attributes] = cookie.split('; ');
        const [name = '', value = ''] = pair.split(/=(.*)/s);
        if (value === '' || attributes.includes('Max-Age=0')) cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

let sessions = openMemorySessions();
let ours = openJar();
let theirs = openJar();
let failures: Failure[] = [];
let now = new Date();
beforeEach(() => {
  sessions = openMemorySessions();
  ours = openJar();
  theirs = openJar();
  failures = [];
  now = new Date();
});

function makeApp(issuer = provider.issuer) {
  const app = createWebApp({
    renderProblem: (problem) => `${problem.kind} ${problem.action?.href ?? ''}`,
    reportFailure: (failure) => failures.push(failure),
  });
  const signIn = createSignIn({
    issuer,
    clientId: 'web',
    clientSecret: async () => clientSecret,
    redirectUri: `${siteUrl}/console/signed-in`,
  });
  const renderSignedOut = (continueUrl: string | undefined) => `signed out ${continueUrl ?? ''}`;
  app.route(
    '/console',
    createSignInRoutes({
      signIn,
      sessions,
      now: () => now,
      siteUrl,
      home: '/console',
      door: async (_, next) => next(),
      renderSignedOut,
    }),
  );
  return app;
}

/** As a browser: our pages from the app, the provider's over the network, until the provider sends the person back. */
async function visit(app: ReturnType<typeof makeApp>, path: string): Promise<string> {
  const begun = ours.keep(await app.request(path, { headers: { Cookie: ours.header() } }));
  return followProvider(begun.headers.get('Location') ?? '');
}

async function followProvider(start: string): Promise<string> {
  let url = start;
  for (let step = 0; step < 8 && url.startsWith(provider.issuer); step += 1) {
    const isChoice = new URL(url).pathname.startsWith('/sign-in/');
    const response = theirs.keep(
      await fetch(url, {
        redirect: 'manual',
        method: isChoice ? 'POST' : 'GET',
        headers: { Cookie: theirs.header(), 'Content-Type': 'application/x-www-form-urlencoded' },
        ...(isChoice ? { body: new URLSearchParams({ person: coordinator?.sub ?? '' }) } : {}),
      }),
    );
    const location = response.headers.get('Location');
    if (location === null) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
    url = new URL(location, provider.issuer).href;
  }
  return url.replace(siteUrl, '');
}

async function answer(app: ReturnType<typeof makeApp>, path: string) {
  const response = ours.keep(await app.request(path, { headers: { Cookie: ours.header() } }));
  return `${response.status} ${response.headers.get('Location') ?? (await response.text())}`;
}

async function signIn(app = makeApp(), path = '/console/sign-in?returnTo=/console/waiting') {
  return answer(app, await visit(app, path));
}

const currentSession = () => resumeSession(sessions, ours.cookies.get('__Host-session') ?? '', now);

describe('signing in', () => {
  test('ASVS 10.5.2 brings the person back to where they were going, with a session that knows name and groups', async () => {
    expect(await signIn()).toBe('303 /console/waiting');
    expect(await currentSession()).toMatchObject({
      subject: coordinator?.sub,
      name: coordinator?.name,
      groups: coordinator?.groups,
    });
    expect([...ours.cookies.keys()]).toEqual(['__Host-session']);
  });

  test('ASVS 7.6.2, 10.1.2, 10.2.1 asks with PKCE, state and nonce, for a sign-in that somebody sees, and puts no secret into the address', async () => {
    const app = makeApp();
    const begun = ours.keep(await app.request('/console/sign-in'));
    const { searchParams } = new URL(begun.headers.get('Location') ?? '');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      prompt: 'login',
      code_challenge_method: 'S256',
      scope: 'openid profile email',
    });
    const secret = JSON.parse(
      Buffer.from(ours.cookies.get('__Host-sign-in') ?? '', 'base64url').toString('utf8'),
    ).secret;
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
      expect(searchParams.get(name)).not.toBe(secret);
    }
  });

  test('ASVS 7.2.4 gives a new session id each time, and ends the one before', async () => {
    await signIn();
    const before = ours.cookies.get('__Host-session') ?? '';
    await signIn();
    expect(ours.cookies.get('__Host-session')).not.toBe(before);
    expect(await resumeSession(sessions, before, now)).toBeUndefined();
  });

  test('ASVS 10.1.2, 10.2.1 is refused in another browser than the one that began it', async () => {
    const app = makeApp();
    const back = await visit(app, '/console/sign-in');
    ours = openJar();
    expect(await answer(app, back)).toBe('400 sign-in-failed /console/sign-in');
  });

  test('ASVS 16.3.1 is told of: who came in, and that somebody did not', async () => {
    const app = makeApp();
    const told: Access[] = [];
    const answerTold = async (path: string) =>
      app.request(
        path,
        { headers: { Cookie: ours.header() } },
        { reportAccess: (access: Access) => told.push(access) },
      );
    const back = await visit(app, '/console/sign-in');
    await answerTold(back.replace('state=', 'state=x'));
    await answerTold(back);
    const where = { method: 'GET', route: '/console/signed-in' };
    expect(told).toMatchObject([
      { what: 'request refused', status: 400, ...where },
      { what: 'signed in', staff: coordinator?.sub, ...where },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/code=|state=|@/);
  });

  test('ASVS 10.1.2 is refused with the answer to another attempt', async () => {
    const app = makeApp();
    const stolen = await visit(app, '/console/sign-in');
    await visit(app, '/console/sign-in');
    expect(await answer(app, stolen)).toBe('400 sign-in-failed /console/sign-in');
    expect(sessions.all.size).toBe(0);
  });

  test('is refused when the same answer comes twice', async () => {
    const app = makeApp();
    const back = await visit(app, '/console/sign-in');
    const cookie = ours.cookies.get('__Host-sign-in') ?? '';
    expect(await answer(app, back)).toBe('303 /console');
    ours.cookies.set('__Host-sign-in', cookie);
    expect(await answer(app, back)).toBe('400 sign-in-failed /console/sign-in');
  });

  test('is refused when it took longer than ten minutes, or the person went back', async () => {
    const app = makeApp();
    const back = await visit(app, '/console/sign-in');
    now = new Date(now.getTime() + 11 * 60_000);
    expect(await answer(app, back)).toMatch(/^400/);
    now = new Date();
    const begun = ours.keep(await app.request('/console/sign-in'));
    const state = new URL(begun.headers.get('Location') ?? '').searchParams.get('state') ?? '';
    const query = new URLSearchParams({ error: 'access_denied', state, iss: provider.issuer });
    expect(await answer(app, `/console/signed-in?${query}`)).toMatch(/^400/);
    expect(failures).toEqual([]);
  });

  test('ASVS 6.8.4 again asks the provider anew and is refused if the person did not prove themself since', async () => {
    const app = makeApp();
    await signIn(app);
    const first = await currentSession();
    now = new Date(now.getTime() + 5 * 60_000);
    const begun = ours.keep(await app.request('/console/sign-in?again=yes'));
    const asked = new URL(begun.headers.get('Location') ?? '');
    expect(asked.searchParams.get('prompt')).toBe('login');
    expect(asked.searchParams.get('max_age')).toBe('0');
    // A provider that does not listen: it answers from the session it has.
    asked.searchParams.delete('prompt');
    asked.searchParams.delete('max_age');
    expect(await answer(app, await followProvider(asked.href))).toBe('400 sign-in-failed /console/sign-in');
    now = new Date();
    expect(await signIn(app, '/console/sign-in?again=yes')).toBe('303 /console');
    expect((await currentSession())?.authenticatedAt).toBeTypeOf('string');
    expect(first?.authenticatedAt).toBeTypeOf('string');
  });

  test('ASVS 1.2.2, 3.7.2 never leads to a place that is not ours', () => {
    for (const path of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:x',
      '/a\nb',
      '',
      undefined,
    ]) {
      expect(keepLocal(path, '/console')).toBe('/console');
    }
    expect(keepLocal('/console/a?b=%20#c', '/console')).toBe('/console/a?b=%20#c');
  });

  test('ASVS 3.3.5 bears the longest way back: whatever fits no cookie leads home', async () => {
    const app = makeApp();
    for (const way of [`/${'a'.repeat(2900)}`, `/${'"'.repeat(1100)}`, `/console/places?q=${'%22'.repeat(3000)}`]) {
      const begun = await app.request(`/console/sign-in?${new URLSearchParams({ returnTo: way })}`);
      expect(begun.status).toBe(302);
    }
    expect(await signIn(app, `/console/sign-in?returnTo=/${'a'.repeat(2900)}`)).toBe('303 /console');
    expect(await signIn(app, `/console/sign-in?returnTo=/${'%22'.repeat(999)}`)).toBe(`303 /${'"'.repeat(999)}`);
    expect(failures).toEqual([]);
  });

  test('ASVS 10.1.2 is refused, never broken, by whatever comes with the right state', async () => {
    const app = makeApp();
    const others: [string, string][][] = [
      [],
      [['code', 'another']],
      [['state', 'another']],
      [['iss', 'http://evil.example']],
      [['iss', '']],
      [['error', 'access_denied']],
      [['error', '\u0000\ud800']],
      [
        ['error_description', '<script>'],
        ['response_type', 'id_token'],
      ],
      [
        ['scope', 'openid'],
        ['nonce', 'x'],
      ],
    ];
    const begun = ours.keep(await app.request('/console/sign-in'));
    const state = new URL(begun.headers.get('Location') ?? '').searchParams.get('state') ?? '';
    const cookie = ours.cookies.get('__Host-sign-in') ?? '';
    for (const added of others) {
      ours.cookies.set('__Host-sign-in', cookie);
      const query = new URLSearchParams([['state', state], ['iss', provider.issuer], ['code', 'guessed'], ...added]);
      expect(await answer(app, `/console/signed-in?${query}`)).toBe('400 sign-in-failed /console/sign-in');
    }
    expect(failures).toEqual([]);
    expect(sessions.all.size).toBe(0);
  });

  test('ASVS 10.1.2 is refused with an answer of a flow that we never asked for', async () => {
    const app = makeApp();
    for (const other of ['id_token', 'token', 'response']) {
      const back = await visit(app, '/console/sign-in');
      expect(await answer(app, `${back}&${other}=x`)).toBe('400 sign-in-failed /console/sign-in');
    }
    expect(failures).toEqual([]);
    expect(sessions.all.size).toBe(0);
  });

  test('tells us when the provider cannot be reached, and works again once it can', async () => {
    const port = await findFreePort();
    const app = makeApp(`http://127.0.0.1:${port}`);
    expect(await answer(app, '/console/sign-in')).toBe('500 failed ');
    expect(failures).toHaveLength(1);
    const late = await startSignIn({ ...client, port });
    expect(await answer(app, '/console/sign-in')).toMatch(`302 http://127.0.0.1:${port}/`);
    await late.stop();
  });

  test('ASVS 12.3.1 takes plain http only from this very machine', () => {
    const options = { clientId: 'web', clientSecret: async () => '', redirectUri: siteUrl };
    expect(() => createSignIn({ ...options, issuer: 'http://sign-in.example.org' })).toThrow(TypeError);
  });
});

describe('signing out', () => {
  test('ASVS 7.4.1, 7.6.1, 14.3.1 ends our session, then the provider’s, and ends on our own page', async () => {
    const app = makeApp();
    await signIn(app);
    const id = ours.cookies.get('__Host-session') ?? '';
    const response = ours.keep(
      await app.request('/console/sign-out', {
        method: 'POST',
        headers: { Cookie: ours.header(), 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ csrf: createCsrfToken(id) }),
      }),
    );
    expect(await resumeSession(sessions, id, now)).toBeUndefined();
    expect(ours.cookies.size).toBe(0);
    expect(response.headers.get('Clear-Site-Data')).toContain('cache');
    const onward = (await response.text()).replace('signed out ', '');
    expect(response.headers.get('Refresh')).toBe(`0; url=${onward}`);
    expect(await followProvider(onward)).toBe('/console/signed-out');
    expect(await answer(app, '/console/signed-out')).toBe('200 signed out ');
  });

  test('ASVS 3.5.1 needs a button of ours', async () => {
    const app = makeApp();
    await signIn(app);
    const response = await app.request('/console/sign-out', { method: 'POST', headers: { Cookie: ours.header() } });
    expect(response.status).toBe(403);
    expect(await currentSession()).toBeDefined();
  });
});
