import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Forgery, type ForgingProvider, startForgingProvider } from '../../test/support/forging-provider.ts';
import { createSignIn, type SignIn } from './sign-in.ts';

const clientSecret = 'a secret of the client, and long enough';
const now = new Date();
const hour = 3600;
const seconds = Math.floor(now.getTime() / 1000);

let provider: ForgingProvider;
let signIn: SignIn;
beforeEach(async () => {
  provider = await startForgingProvider('web');
  signIn = createSignIn({
    issuer: provider.issuer,
    clientId: 'web',
    clientSecret: async () => clientSecret,
    redirectUri: 'http://localhost:4100/console/signed-in',
  });
});
afterEach(() => provider.stop());

/** What comes of a sign-in that the provider answers so: the person's id, a refusal, or the name of what was thrown. */
async function signInWith(forgery: Forgery): Promise<string> {
  const { redirectTo, transaction } = await signIn.begin({ returnTo: '/console', again: false, now });
  const result = await signIn
    .complete({ query: provider.answer(redirectTo, forgery), transaction, now })
    .catch((error: unknown) => (error instanceof Error ? error.name : 'thrown'));
  if (typeof result === 'string') return result;
  return result.ok ? result.person.subject : result.refusal;
}

const strangersJwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });

describe('an ID token', () => {
  test('is believed when everything about it is as it should be', async () => {
    expect(await signInWith({})).toBe('sub-1');
  });

  test.each<[string, Forgery]>([
    ['is signed by somebody else under the provider’s name', { strangersKey: true }],
    ['says of itself that it needs no signature', { unsigned: true }],
    ['is signed with what both sides know', { sharedSecret: Buffer.from(clientSecret) }],
  ])('ASVS 6.8.2, 9.1.1, 9.1.2 that %s signs nobody in', async (_, forgery) => {
    expect(await signInWith(forgery)).toBe('refused');
  });

  test.each<[string, Forgery]>([
    ['brings its own key', { strangersKey: true, header: { jwk: strangersJwk } }],
    ['says where its key is', { strangersKey: true, header: { jku: 'http://127.0.0.1:1/keys' } }],
  ])('ASVS 9.1.3 that %s is held to the published keys all the same', async (_, forgery) => {
    expect(await signInWith(forgery)).toBe('refused');
  });

  test('ASVS 9.1.3 that names a key nobody published is told to us as a fault', async () => {
    expect(await signInWith({ strangersKey: true, header: { kid: 'other' } })).toBe('ClientError');
  });

  test.each<[string, Forgery]>([
    ['has run out', { claims: { exp: seconds - hour } }],
    ['is not valid yet', { claims: { nbf: seconds + hour } }],
    ['never ends', { without: ['exp'] }],
  ])('ASVS 9.2.1 that %s signs nobody in', async (_, forgery) => {
    expect(await signInWith(forgery)).toBe('refused');
  });

  test.each<[string, Forgery]>([
    ['another application', { claims: { aud: 'another' } }],
    ['us and another at once', { claims: { aud: ['web', 'another'], azp: 'another' } }],
    ['nobody', { without: ['aud'] }],
  ])('ASVS 9.2.3, 10.5.4 that is meant for %s signs nobody in', async (_, forgery) => {
    expect(await signInWith(forgery)).toBe('refused');
  });

  test('ASVS 10.5.1 of another sign-in, or of none that we know, signs nobody in', async () => {
    expect(await signInWith({ claims: { nonce: 'of another sign-in' } })).toBe('refused');
    expect(await signInWith({ without: ['nonce'] })).toBe('refused');
  });

  test('ASVS 9.2.2 that is an access token in its place signs nobody in', async () => {
    const claims = { client_id: 'web', token_use: 'access', scope: 'openid' };
    expect(await signInWith({ claims, without: ['aud', 'nonce'] })).toBe('refused');
  });

  test('ASVS 10.5.2 without the one claim that is never given to another signs nobody in', async () => {
    expect(await signInWith({ claims: { email: 'cora@example.org' }, without: ['sub'] })).toBe('refused');
  });

  test('ASVS 10.5.3 of another issuer signs nobody in', async () => {
    expect(await signInWith({ claims: { iss: 'https://sign-in.example.org' } })).toBe('refused');
  });
});

describe('a provider', () => {
  test('ASVS 10.5.3 that calls itself by another name is not asked for anybody', async () => {
    provider.callItself('https://sign-in.example.org');
    await expect(signIn.begin({ returnTo: '/console', again: false, now })).rejects.toThrow();
  });

  test('ASVS 15.3.2 that sends us elsewhere is not followed', async () => {
    const other = await startForgingProvider('web');
    provider.sendElsewhere(`${other.issuer}/.well-known/openid-configuration`);
    other.callItself(provider.issuer);
    await expect(signIn.begin({ returnTo: '/console', again: false, now })).rejects.toThrow();
    await other.stop();
  });
});
