import * as client from 'openid-client';
import * as z from 'zod';
import { Instant } from '../../events/values.ts';
import { createSecret, deriveSecret } from './secrets.ts';
import type { SignedInPerson } from './session.ts';

export interface SignInOptions {
  /** The provider's issuer, exactly as its own metadata says it (ASVS 5.0 10.5.3). Plain http only on this very machine. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: () => Promise<string>;
  /** Where the provider sends people back to, such as `https://…/console/signed-in`. */
  readonly redirectUri: string;
}

/** What the browser keeps while the person is with the provider. */
const Transaction = z.lazy(() =>
  z.strictObject({
    secret: z.string().length(43),
    startedAt: z.number(),
    returnTo: z.string(),
    again: z.boolean(),
  }),
);

export interface BeginSignIn {
  /** A path of ours; anything else becomes the given home. */
  readonly returnTo: string;
  /** Asks the provider to let the person prove anew who they are, even if it knows them. */
  readonly again: boolean;
  readonly now: Date;
}

export interface CompleteSignIn {
  /** The query that the provider sent the person back with. */
  readonly query: URLSearchParams;
  /** The cookie that `begin` asked to be set. */
  readonly transaction: string | undefined;
  readonly now: Date;
}

export type SignInResult =
  | { readonly ok: true; readonly person: SignedInPerson; readonly returnTo: string }
  | { readonly ok: false; readonly refusal: 'not-started-here' | 'took-too-long' | 'refused' | 'not-fresh' };

export interface SignIn {
  begin(input: BeginSignIn): Promise<{ readonly redirectTo: URL; readonly transaction: string }>;
  complete(input: CompleteSignIn): Promise<SignInResult>;
  /** Where to end the provider's own session, coming back to the given address; undefined if it has no such page. */
  findSignOutUrl(returnTo: URL): Promise<URL | undefined>;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const transactionMinutes = 10;
const providerTimeoutSeconds = 5;
/** The one that Cognito signs with; a token under any other is none of its (ASVS 5.0 9.1.2). */
const tokenAlgorithm = 'RS256';
/** How far the provider's clock may be behind ours. */
const skewSeconds = 30;

const Claims = z.lazy(() =>
  z.object({
    sub: z.string(),
    name: z.string().optional(),
    email: z.string().optional(),
    auth_time: z.number().optional(),
    'cognito:groups': z.array(z.string()).optional(),
    'cognito:username': z.string().optional(),
  }),
);

/**
 * OpenID Connect, code flow with PKCE, state and nonce: the same code for Cognito and for the local provider.
 * All three follow from one random secret in the person's cookie, so that only the browser that began can complete
 * (ASVS 5.0 10.1.2, 10.2.1, 10.5.1). The provider's metadata is fetched once and kept. Tokens never leave this file.
 * Throws when the provider cannot be reached; what the person did or left undone is a refusal.
 */
export function createSignIn(options: SignInOptions): SignIn {
  const issuer = new URL(options.issuer);
  const isLocal = loopback.has(issuer.hostname);
  if (issuer.protocol !== 'https:' && !isLocal) throw new TypeError('The sign-in issuer must be https.');
  let found: Promise<client.Configuration> | undefined;
  const configure = (): Promise<client.Configuration> => {
    found ??= discover(options, issuer, isLocal && issuer.protocol === 'http:').catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };

  return {
    async begin({ returnTo, again, now }) {
      const secret = createSecret();
      const redirectTo = client.buildAuthorizationUrl(await configure(), {
        redirect_uri: options.redirectUri,
        scope: 'openid profile email',
        state: deriveSecret(secret, 'state'),
        nonce: deriveSecret(secret, 'nonce'),
        code_challenge: await client.calculatePKCECodeChallenge(deriveSecret(secret, 'verifier')),
        code_challenge_method: 'S256',
        // The provider keeps a session of its own, which would bring back without a word whoever ours has just signed out
        // for being idle (ASVS 5.0 7.3.1, 7.6.2).
        prompt: 'login',
        ...(again ? { max_age: '0' } : {}),
      });
      const transaction = { secret, startedAt: now.getTime(), returnTo, again };
      return { redirectTo, transaction: Buffer.from(JSON.stringify(transaction)).toString('base64url') };
    },

    async complete({ query, transaction, now }) {
      const begun = readTransaction(transaction);
      if (begun === undefined) return { ok: false, refusal: 'not-started-here' };
      if (now.getTime() - begun.startedAt > transactionMinutes * 60_000) return { ok: false, refusal: 'took-too-long' };
      const claims = await exchangeCode(await configure(), options.redirectUri, query, begun.secret);
      if (claims === undefined) return { ok: false, refusal: 'refused' };
      const provedAfterStart = (claims.auth_time ?? 0) >= Math.floor(begun.startedAt / 1000) - skewSeconds;
      if (begun.again && !provedAfterStart) return { ok: false, refusal: 'not-fresh' };
      return { ok: true, person: toPerson(claims), returnTo: begun.returnTo };
    },

    async findSignOutUrl(returnTo) {
      const configuration = await configure();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(configuration, {
        post_logout_redirect_uri: returnTo.href,
        // Cognito's own name for the same; other providers ignore it.
        logout_uri: returnTo.href,
      });
    },
  };
}

async function discover(options: SignInOptions, issuer: URL, allowHttp: boolean): Promise<client.Configuration> {
  const secret = await options.clientSecret();
  const metadata = { id_token_signed_response_alg: tokenAlgorithm };
  return client.discovery(issuer, options.clientId, metadata, client.ClientSecretBasic(secret), {
    timeout: providerTimeoutSeconds,
    // OpenID Connect lets a client lean on TLS alone when the token comes straight from the provider. We check both.
    execute: [client.enableNonRepudiationChecks, ...(allowHttp ? [client.allowInsecureRequests] : [])],
  });
}

function readTransaction(cookie: string | undefined) {
  if (cookie === undefined) return undefined;
  try {
    return Transaction.parse(JSON.parse(Buffer.from(cookie, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}

/** The claims of a valid ID token; undefined when the person or the provider said no, or the answer is not ours. */
async function exchangeCode(
  configuration: client.Configuration,
  redirectUri: string,
  query: URLSearchParams,
  secret: string,
) {
  if (foreign.some((name) => query.has(name))) return undefined;
  const currentUrl = new URL(redirectUri);
  currentUrl.search = query.toString();
  try {
    const tokens = await client.authorizationCodeGrant(configuration, currentUrl, {
      expectedState: deriveSecret(secret, 'state'),
      expectedNonce: deriveSecret(secret, 'nonce'),
      pkceCodeVerifier: deriveSecret(secret, 'verifier'),
      idTokenExpected: true,
    });
    return Claims.parse(tokens.claims());
  } catch (error) {
    if (isTheirAnswer(error)) return undefined;
    throw error;
  }
}

/** What only answers of other flows carry, which we never ask for. */
const foreign = ['id_token', 'token', 'response'];

/** A “no” or a forged answer is the person's to start again; an unreachable provider is ours to hear of. */
function isTheirAnswer(error: unknown): boolean {
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError) return true;
  return (
    error instanceof client.ClientError &&
    ['OAUTH_INVALID_RESPONSE', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'].includes(
      error.code ?? '',
    )
  );
}

function toPerson(claims: z.infer<typeof Claims>): SignedInPerson {
  return {
    subject: claims.sub,
    name: claims.name ?? claims.email ?? claims['cognito:username'] ?? claims.sub,
    ...(claims.email === undefined ? {} : { email: claims.email }),
    groups: claims['cognito:groups'] ?? [],
    authenticatedAt:
      claims.auth_time === undefined ? null : Instant.parse(new Date(claims.auth_time * 1000).toISOString()),
  };
}
