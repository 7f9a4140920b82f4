import { createServer, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';

/** What this time goes into the token, in place of what an honest provider would put there. */
export interface Forgery {
  readonly claims?: JWTPayload;
  /** Claims that are left out. */
  readonly without?: readonly string[];
  readonly header?: Partial<JWTHeaderParameters>;
  /** Signs with a key that is not among the published ones. */
  readonly strangersKey?: true;
  /** Signs with the client's secret, as whoever confuses kinds of keys would. */
  readonly sharedSecret?: Uint8Array;
  /** No signature at all. */
  readonly unsigned?: true;
}

export interface ForgingProvider {
  readonly issuer: string;
  /** What its metadata says of itself; its own address unless told otherwise. */
  callItself(issuer: string): void;
  /** Sends whoever asks for its metadata elsewhere. */
  sendElsewhere(address: string | undefined): void;
  /** An answer to the given request for signing in, whose code brings the token made so. */
  answer(authorization: URL, forgery?: Forgery): URLSearchParams;
  stop(): Promise<void>;
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An OpenID provider over loopback that keeps to the protocol, but for what each answer is told to get wrong. */
export async function startForgingProvider(clientId: string): Promise<ForgingProvider> {
  const [ours, strangers] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const published = { ...(await exportJWK(ours.publicKey)), kid: 'ours', alg: 'RS256', use: 'sig' };
  let issuer = '';
  let called = '';
  let elsewhere: string | undefined;
  let next: { readonly nonce: string; readonly forgery: Forgery } = { nonce: '', forgery: {} };

  async function mint(): Promise<string> {
    const { nonce, forgery } = next;
    const now = Math.floor(Date.now() / 1000);
    const given: JWTPayload = {
      iss: issuer,
      aud: clientId,
      sub: 'sub-1',
      nonce,
      iat: now,
      exp: now + 300,
      auth_time: now,
      ...forgery.claims,
    };
    const claims = Object.fromEntries(Object.entries(given).filter(([name]) => !forgery.without?.includes(name)));
    const header = { alg: 'RS256', kid: 'ours', ...forgery.header };
    if (forgery.unsigned) return `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`;
    const key = forgery.sharedSecret ?? (forgery.strangersKey ? strangers : ours).privateKey;
    const alg = forgery.sharedSecret === undefined ? header.alg : 'HS256';
    return new SignJWT(claims).setProtectedHeader({ ...header, alg }).sign(key);
  }

  async function respond(path: string, response: ServerResponse): Promise<void> {
    const say = (value: object): void => {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(value));
    };
    if (path === '/jwks') return say({ keys: [published] });
    if (path === '/token') return say({ access_token: 'a', token_type: 'Bearer', id_token: await mint() });
    if (elsewhere !== undefined) {
      response.writeHead(302, { Location: elsewhere }).end();
      return;
    }
    say({
      issuer: called,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
    });
  }

  const server = createServer((request, response) => {
    request.resume();
    void respond(request.url ?? '', response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  issuer = `http://127.0.0.1:${address.port}`;
  called = issuer;

  return {
    issuer,
    callItself: (other) => {
      called = other;
    },
    sendElsewhere: (other) => {
      elsewhere = other;
    },
    answer: (authorization, forgery = {}) => {
      next = { nonce: authorization.searchParams.get('nonce') ?? '', forgery };
      return new URLSearchParams({ code: 'a-code', state: authorization.searchParams.get('state') ?? '' });
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
