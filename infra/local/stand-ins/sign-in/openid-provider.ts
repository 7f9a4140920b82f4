import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type Configuration, type JWKS, type KoaContextWithOIDC } from 'oidc-provider';
import * as z from 'zod';
import { pageHeaders } from '../plain-page.ts';
import type { DemoPerson } from './people.ts';
import { noticePage } from './sign-in-page.ts';
import type { openSignInStore } from './sign-in-store.ts';

export interface ClientSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
}

const minutes = 60;
const hour = 60 * minutes;

async function makeSigningKeys(): Promise<JWKS> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: randomBytes(8).toString('hex') }],
  };
}

/** What Cognito puts into an ID token, under its own names. */
function claimsOf(person: DemoPerson) {
  return {
    sub: person.sub,
    email: person.email,
    email_verified: true,
    name: person.name,
    token_use: 'id',
    'cognito:username': person.sub,
    'cognito:groups': [...person.groups],
  };
}

/** Our own clients need nobody's consent: signing in is enough. */
async function grantWithoutAsking(ctx: KoaContextWithOIDC) {
  const { session, client, provider } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const known = session.grantIdFor(client.clientId);
  const found = known === undefined ? undefined : await provider.Grant.find(known);
  if (found !== undefined) return found;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid email profile');
  await grant.save();
  return grant;
}

/** What a page needs of a request's context. */
type Page = Pick<KoaContextWithOIDC, 'set' | 'body' | 'status'>;

function answerPage(ctx: Page, title: string, said: string): void {
  ctx.set(pageHeaders());
  ctx.body = noticePage(title, said);
}

/**
 * Ends the provider's session at once and sends the person back, as Cognito does: without a question, and without
 * the script that the library would use for somebody who is not signed in.
 */
async function signOutAtOnce(ctx: Page, { session, provider, cookies }: KoaContextWithOIDC['oidc']): Promise<void> {
  const { postLogoutRedirectUri, state } = session?.state ?? {};
  await session?.destroy();
  cookies.set(provider.cookieName('session'), null, { overwrite: true });
  if (typeof postLogoutRedirectUri !== 'string') {
    answerPage(ctx, 'You are signed out', 'You can close this page.');
    return;
  }
  const onward = new URL(postLogoutRedirectUri);
  if (typeof state === 'string') onward.searchParams.set('state', state);
  ctx.body = null;
  ctx.status = 303;
  ctx.set('location', onward.href);
}

/** A certified OpenID provider, set up to look like the staff directory: same claims, same addresses, PKCE required. */
export async function makeProvider(
  issuer: string,
  store: ReturnType<typeof openSignInStore>,
  people: readonly DemoPerson[],
  client: ClientSettings,
): Promise<Provider> {
  const jwks = (await store.keyOf('signing', makeSigningKeys)) as JWKS;
  const cookieKeys = z
    .array(z.string())
    .parse(await store.keyOf('cookies', async () => [randomBytes(32).toString('base64url')]));

  const configuration: Configuration = {
    adapter: store.adapter,
    jwks,
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [...client.redirectUris],
        post_logout_redirect_uris: [...client.postLogoutRedirectUris],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
        id_token_signed_response_alg: 'RS256',
        require_auth_time: true,
      },
    ],
    scopes: ['openid', 'email', 'profile'],
    claims: {
      openid: ['sub', 'token_use', 'cognito:username', 'cognito:groups'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    // Cognito's ID tokens carry all of it, too.
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    findAccount: (_ctx, sub) => {
      const person = people.find((one) => one.sub === sub);
      return person && { accountId: sub, claims: async () => claimsOf(person) };
    },
    loadExistingGrant: grantWithoutAsking,
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx) => {
          ctx.body = '';
        },
        postLogoutSuccessSource: (ctx) => answerPage(ctx, 'You are signed out', 'You can close this page.'),
      },
    },
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      userinfo: '/oauth2/userInfo',
      end_session: '/logout',
      jwks: '/.well-known/jwks.json',
    },
    cookies: { keys: cookieKeys },
    clientBasedCORS: () => false,
    ttl: {
      AccessToken: 5 * minutes,
      AuthorizationCode: minutes,
      IdToken: 5 * minutes,
      Interaction: 10 * minutes,
      Session: hour,
      Grant: hour,
    },
    renderError: (ctx, out) =>
      answerPage(
        ctx,
        'Signing in did not work',
        `${out.error_description ?? out.error} Go back to the console and start again.`,
      ),
  };

  const provider = new Provider(issuer, configuration);
  provider.use(async (ctx, next) => {
    if (ctx.path !== '/logout') return next();
    // Cognito's own name for where to go afterwards.
    const { logout_uri, ...query } = ctx.query;
    ctx.query = logout_uri === undefined ? query : { post_logout_redirect_uri: logout_uri, ...query };
    await next();
    const oidc: KoaContextWithOIDC['oidc'] = ctx.oidc;
    if (ctx.status === 200) await signOutAtOnce(ctx, oidc);
  });
  return provider;
}
