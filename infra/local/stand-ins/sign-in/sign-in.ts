import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { pageHeaders } from '../plain-page.ts';
import { type ClientSettings, makeProvider } from './openid-provider.ts';
import { type DemoPerson, demoPeople } from './people.ts';
import { choosePersonPage, noticePage } from './sign-in-page.ts';
import { openSignInStore } from './sign-in-store.ts';

export interface SignInOptions extends ClientSettings {
  /** A free one when left out. */
  readonly port?: number;
  /** Where sessions and keys are kept; in memory when left out. */
  readonly dataDirectory?: string;
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const pieces: Buffer[] = [];
  for await (const piece of request) {
    pieces.push(piece);
    if (pieces.reduce((size, { length }) => size + length, 0) > 10_000) throw new Error('The form is too large.');
  }
  return new URLSearchParams(Buffer.concat(pieces).toString('utf8'));
}

/** Somebody else takes over: nothing of the one before stays in the session. */
async function forget(provider: Provider, sessionUid: string): Promise<void> {
  const session = await provider.Session.findByUid(sessionUid);
  if (session === undefined) return;
  session.accountId = undefined;
  session.authorizations = undefined;
  await session.persist();
}

/** The page between the console's question and its answer: who is it? GET shows it, POST is a button pressed. */
function serveChoice(provider: Provider, people: readonly DemoPerson[], returnOrigins: readonly string[]) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const show = (status: number, page: string) =>
      void response.writeHead(status, pageHeaders(returnOrigins)).end(page);
    try {
      const { session } = await provider.interactionDetails(request, response);
      const again = people.find(({ sub }) => sub === session?.accountId);
      if (request.method !== 'POST') return show(200, choosePersonPage(people, again));
      const form = await readForm(request);
      const chosen = people.find(({ sub }) => sub === form.get('person'));
      if (form.has('cancel')) {
        const refused = { error: 'access_denied', error_description: 'The person went back without signing in.' };
        return await provider.interactionFinished(request, response, refused);
      }
      if (chosen === undefined) return show(400, choosePersonPage(people, again));
      const login = { accountId: chosen.sub, remember: true };
      const onward = await provider.interactionResult(request, response, { login });
      if (session !== undefined && again !== chosen) await forget(provider, session.uid);
      response.writeHead(303, { location: onward }).end();
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      const said = 'This page was open too long, or in another browser. Go back to the console and start again.';
      return show(400, noticePage('Please start again', said));
    }
  };
}

/**
 * Starts a sign-in for demonstrations on this machine: a certified OpenID provider with made-up members of staff for
 * every role, no passwords, and ID tokens as Cognito would mint them. It listens on loopback only.
 */
export async function startSignIn(options: SignInOptions): Promise<{ issuer: string; stop: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = openSignInStore(options.dataDirectory);
  const provider = await makeProvider(issuer, store, demoPeople, options);
  const origins = [...new Set(options.redirectUris.map((address) => new URL(address).origin))];
  const choice = serveChoice(provider, demoPeople, origins);
  const rest = provider.callback();

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/sign-in/')) return void rest(request, response);
    choice(request, response).catch((error: unknown) => {
      response.writeHead(500, pageHeaders()).end(noticePage('The demonstration sign-in failed', String(error)));
    });
  });

  return {
    issuer,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      store.close();
    },
  };
}
