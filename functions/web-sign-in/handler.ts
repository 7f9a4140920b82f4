/**
 * Trigger: requests of staff who sign in or out, under the paths of `config.ts`.
 * Writes: signed-in sessions, and nothing else of what is kept here can it reach.
 * Emits: nothing.
 * A failure hurts: staff who cannot get in; whoever is signed in goes on.
 * Redrive: not needed; people sign in again.
 */
import * as z from 'zod';
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composeDoors } from '../../shared/compose/compose-doors.ts';
import { composePages } from '../../shared/compose/compose-pages.ts';
import { fetchSecret } from '../../shared/compose/compose-secrets.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { createSignIn } from '../../shared/web/sign-in.ts';
import { createSignInApp } from './app.tsx';
import { Config } from './config.ts';

const config = readConfig(Config);
const pages = composePages(config);
const deps = composeDeps(config);
const SignInSecret = z.lazy(() => z.object({ clientSecret: z.string().min(1) }));

export const handler = pages.serve(
  createSignInApp({
    ...deps,
    doors: composeDoors(config, deps, pages.reportFailure),
    signIn: createSignIn({
      issuer: config.SIGN_IN_ISSUER,
      clientId: config.SIGN_IN_CLIENT_ID,
      clientSecret: async () => (await fetchSecret(config.SIGN_IN_SECRET_ARN, SignInSecret)).clientSecret,
      redirectUri: `${config.SITE_URL}/console/signed-in`,
    }),
    siteUrl: config.SITE_URL,
    assets: pages.assets,
    reportFailure: pages.reportFailure,
  }),
);
