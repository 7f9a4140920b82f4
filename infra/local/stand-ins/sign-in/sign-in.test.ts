import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { demoPeople } from './people.ts';
import { startSignIn } from './sign-in.ts';
import { createTestBrowser, type TestBrowser } from './test-browser.ts';

const redirectUri = 'http://localhost:4100/console/signed-in';
const signedOutUri = 'http://localhost:4100/console/signed-out';
const settings = {
  clientId: 'console',
  clientSecret: 'secret-of-the-console',
  redirectUris: [redirectUri],
  postLogoutRedirectUris: [signedOutUri],
};

let signIn: Awaited<ReturnType<typeof startSignIn>>;
let configuration: client.Configuration;
let browser: TestBrowser;

async function configure(): Promise<void> {
  configuration = await client.discovery(
    new URL(signIn.issuer),
    settings.clientId,
    undefined,
    client.ClientSecretBasic(settings.clientSecret),
    { execute: [client.allowInsecureRequests] },
  );
}

const consoleWords: unknown[][] = [];
beforeAll(async () => {
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => void consoleWords.push(words));
  }
  signIn = await startSignIn(settings);
  await configure();
});
beforeEach(() => {
  browser = createTestBrowser();
});
afterEach(() => {
  expect(consoleWords.splice(0)).toEqual([]);
});
afterAll(async () => {
  await signIn.stop();
  vi.restoreAllMocks();
});

/** What the console does before it sends somebody to sign in. */
async function begin(more: Record<string, string> = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const checks = {
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
    pkceCodeVerifier: verifier,
  };
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  });
  return { url, checks: { ...checks, idTokenExpected: true } };
}

const subOf = (name: string) => demoPeople.find((person) => person.name === name)?.sub ?? '';

async function signInAs(name: string, more: Record<string, string> = {}) {
  const { url, checks } = await begin(more);
  const { at } = await browser.go(url);
  const { at: back } = await browser.go(at, { person: subOf(name) });
  expect(back.href).toContain(redirectUri);
  const tokens = await client.authorizationCodeGrant(configuration, back, checks);
  const claims: Record<string, unknown> = { ...tokens.claims() };
  return claims;
}

describe('signing in', () => {
  it('shows the people of every role as buttons, says what it is, and fetches nothing from anywhere', async () => {
    const { url } = await begin();
    const { page, status } = await browser.go(url);
    expect(status).toBe(200);
    expect(page).toContain('Demonstration sign-in: these people are made up, and there are no passwords.');
    for (const { name } of demoPeople) expect(page).toContain(name);
    expect(page).not.toMatch(/<script|https?:\/\/|@import/);
    const roles = new Set(demoPeople.flatMap(({ groups }) => groups));
    expect([...roles].sort()).toEqual([
      'assessor',
      'coordinator',
      'coordinator-deputy',
      'finance-checker',
      'finance-maker',
      'safeguarding-deputy',
      'safeguarding-lead',
      'trustee',
    ]);
  });

  it('ends in an ID token as Cognito mints them', async () => {
    const before = Math.floor(Date.now() / 1000);
    const claims = await signInAs('Alex Both');
    expect(claims).toMatchObject({
      iss: signIn.issuer,
      aud: settings.clientId,
      sub: '5a0b1c00-0000-4000-8000-000000000010',
      name: 'Alex Both',
      email: 'alex.both@example.org',
      token_use: 'id',
      'cognito:username': '5a0b1c00-0000-4000-8000-000000000010',
      'cognito:groups': ['assessor', 'coordinator'],
    });
    expect(claims.auth_time).toBeGreaterThanOrEqual(before);
  });

  it('remembers who it is, and asks again when the console asks for proof', async () => {
    const first = await signInAs('Fay Finance');
    const { url } = await begin();
    expect((await browser.go(url)).at.href).toContain(`${redirectUri}?code=`);

    await new Promise((resolve) => setTimeout(resolve, 1100));
    const { url: again } = await begin({ prompt: 'login', max_age: '0' });
    const { page } = await browser.go(again);
    expect(page).toContain('You are signed in as Fay Finance');
    const second = await signInAs('Fay Finance', { prompt: 'login', max_age: '0' });
    expect(Number(second.auth_time)).toBeGreaterThan(Number(first.auth_time));
  });

  it('asks again when the last proof is older than the console allows', async () => {
    await signInAs('Tess Trustee');
    const { url } = await begin({ max_age: '3600' });
    expect((await browser.go(url)).at.href).toContain(`${redirectUri}?code=`);
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const { url: stale } = await begin({ max_age: '1' });
    expect((await browser.go(stale)).page).toContain('Show once more who you are');
  });

  it('lets another person take over, and go back without signing in', async () => {
    await signInAs('Cora Coordinator');
    expect((await signInAs('Dev Deputy', { prompt: 'login' })).name).toBe('Dev Deputy');
    const { url } = await begin({ prompt: 'login' });
    const { at } = await browser.go(url);
    const { at: back } = await browser.go(at, { cancel: 'yes' });
    expect(back.searchParams.get('error')).toBe('access_denied');
  });
});

describe('what the sign-in refuses', () => {
  it('is a request without PKCE', async () => {
    const { url } = await begin();
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    const { at } = await browser.go(url);
    expect(at.searchParams.get('error')).toBe('invalid_request');
  });

  it('is an address to return to that nobody registered, on a page of its own', async () => {
    const { url } = await begin({ redirect_uri: 'http://localhost:4100/elsewhere' });
    const { page, status } = await browser.go(url);
    expect(status).toBe(400);
    expect(page).toContain('Signing in did not work');
    expect(page).not.toMatch(/<script|https?:\/\/fonts|@import/);
  });

  it('is a wrong secret, a wrong verifier, and a code used twice', async () => {
    const { url, checks } = await begin();
    const { at } = await browser.go(url);
    const { at: back } = await browser.go(at, { person: subOf('Asha Assessor') });
    const wrong = { ...checks, pkceCodeVerifier: client.randomPKCECodeVerifier() };
    await expect(client.authorizationCodeGrant(configuration, back, wrong)).rejects.toThrow();

    const { url: second, checks: secondChecks } = await begin();
    const { at: secondBack } = await browser.go(second);
    const stranger = await client.discovery(
      new URL(signIn.issuer),
      settings.clientId,
      undefined,
      client.ClientSecretBasic('secret-of-somebody-else'),
      { execute: [client.allowInsecureRequests] },
    );
    await expect(client.authorizationCodeGrant(stranger, secondBack, secondChecks)).rejects.toThrow();
    await client.authorizationCodeGrant(configuration, secondBack, secondChecks);
    await expect(client.authorizationCodeGrant(configuration, secondBack, secondChecks)).rejects.toThrow();
  });

  it('is a choice of nobody, and a page from another browser', async () => {
    const { url } = await begin();
    const { at } = await browser.go(url);
    expect((await browser.go(at, { person: 'nobody' })).status).toBe(400);
    const other = await createTestBrowser().go(at, { person: subOf('Asha Assessor') });
    expect(other.page).toContain('Please start again');
  });
});

describe('signing out', () => {
  const signOutUrl = (more: Record<string, string> = {}) =>
    client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: signedOutUri, ...more });

  it('ends the session at once and comes back, after which signing in asks again', async () => {
    await signInAs('Ben Assessor');
    const { at } = await browser.go(signOutUrl({ state: 'abc' }));
    expect(at.href).toBe(`${signedOutUri}?state=abc`);
    const { url } = await begin();
    expect((await browser.go(url)).page).toContain('Who would you like to be?');
  });

  it('comes back also for somebody who is not signed in, without a script', async () => {
    expect((await browser.go(signOutUrl())).at.href).toBe(signedOutUri);
  });

  it('never sends anybody to an address that was not registered', async () => {
    await signInAs('Ben Assessor');
    const { at, status } = await browser.go(
      signOutUrl({ post_logout_redirect_uri: 'http://localhost:4100/elsewhere' }),
    );
    expect(status).toBe(400);
    expect(at.origin).toBe(signIn.issuer);
  });

  it('takes the words that Cognito takes', async () => {
    await signInAs('Ben Assessor');
    const url = new URL('/logout', signIn.issuer);
    url.search = new URLSearchParams({ client_id: settings.clientId, logout_uri: signedOutUri }).toString();
    expect((await browser.go(url)).at.href).toBe(signedOutUri);
  });
});

it('keeps sessions and keys over a restart', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sign-in-'));
  try {
    await signIn.stop();
    signIn = await startSignIn({ ...settings, dataDirectory });
    const port = Number(new URL(signIn.issuer).port);
    await configure();
    await signInAs('Sol Safeguarding');
    const keysBefore = await (await fetch(`${signIn.issuer}/.well-known/jwks.json`)).json();
    await signIn.stop();
    signIn = await startSignIn({ ...settings, dataDirectory, port });
    // The connection kept from before the restart may break once.
    const keys = await vi.waitFor(async () => (await fetch(`${signIn.issuer}/.well-known/jwks.json`)).json());
    expect(keys).toEqual(keysBefore);
    const { url } = await begin();
    expect((await browser.go(url)).at.href).toContain(`${redirectUri}?code=`);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
});
