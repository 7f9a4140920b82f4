import { Hono, type MiddlewareHandler } from 'hono';
import { clearCookie, readCookie, writeCookie } from './cookies.ts';
import { protectForms } from './csrf.ts';
import { tellAccess } from './http.ts';
import { endSession, type SessionStore, sessionCookie, startSession } from './session.ts';
import { writeSessionCookie } from './session-guards.ts';
import { showProblem } from './show-problem.ts';
import type { SignIn } from './sign-in.ts';
import type { Html, WebEnv } from './web-env.ts';

const transactionCookie = 'sign-in';
const transactionSeconds = 10 * 60;

export interface SignInRoutesOptions {
  readonly signIn: SignIn;
  readonly sessions: SessionStore;
  readonly now: () => Date;
  readonly siteUrl: string;
  /** Before signing in begins, and before an answer of the provider's is looked at. */
  readonly door: MiddlewareHandler<WebEnv>;
  /** Where these routes are mounted, such as `/console`; also where people go when nothing better is known. */
  readonly home: string;
  /** The page after signing out, which says so. `continueUrl` leads to the provider's own sign-out, if it has one. */
  readonly renderSignedOut: (continueUrl: string | undefined) => Html;
}

/**
 * Signing in and out, for console and portal alike: `app.route('/console', createSignInRoutes({ … }))` gives
 * GET `/console/sign-in`, GET `/console/signed-in` (register it with the provider), POST `/console/sign-out`
 * and GET `/console/signed-out` (register it as a sign-out address).
 */
export function createSignInRoutes(options: SignInRoutesOptions): Hono<WebEnv> {
  const { signIn, sessions, now, home, door } = options;
  const routes = new Hono<WebEnv>();

  routes.get('/sign-in', door, async (c) => {
    const { redirectTo, transaction } = await signIn.begin({
      returnTo: keepLocal(c.req.query('returnTo'), home),
      again: c.req.query('again') === 'yes',
      now: now(),
    });
    writeCookie(c, transactionCookie, transaction, { maxAgeSeconds: transactionSeconds });
    return c.redirect(redirectTo.href, 302);
  });

  routes.get('/signed-in', door, async (c) => {
    const query = new URL(c.req.url).searchParams;
    const result = await signIn.complete({ query, transaction: readCookie(c, transactionCookie), now: now() });
    clearCookie(c, transactionCookie);
    if (!result.ok) return showProblem(c, 'sign-in-failed', { text: 'Sign in', href: `${home}/sign-in` });
    const { id } = await startSession(sessions, result.person, now(), readCookie(c, sessionCookie));
    writeSessionCookie(c, id);
    tellAccess(c, { what: 'signed in', status: 303, staff: result.person.subject });
    return c.redirect(keepLocal(result.returnTo, home), 303);
  });

  routes.post('/sign-out', protectForms({ siteUrl: options.siteUrl, owner: 'session' }), async (c) => {
    const id = readCookie(c, sessionCookie);
    if (id !== undefined) await endSession(sessions, id);
    clearCookie(c, sessionCookie);
    // What the browser kept of these pages goes as well (ASVS 5.0 14.3.1).
    c.header('Clear-Site-Data', '"cache", "storage"');
    const continueUrl = await signIn.findSignOutUrl(new URL(`${home}/signed-out`, options.siteUrl));
    // A redirect would be part of the form's way, which our policy ends at our own door; a refresh is a way of its own.
    if (continueUrl !== undefined) c.header('Refresh', `0; url=${continueUrl.href}`);
    return c.html(await options.renderSignedOut(continueUrl?.href));
  });

  routes.get('/signed-out', async (c) => c.html(await options.renderSignedOut(undefined)));
  return routes;
}

/**
 * Only ever leads to a path of ours (ASVS 5.0 3.7.2): neither another host nor `//host` nor `/\host`. Nor further than a
 * thousand characters: the way back travels in a cookie, and none of ours is nearly as long.
 */
export function keepLocal(path: string | undefined, home: string): string {
  return path !== undefined && /^\/(?![/\\])[\x21-\x7e]{0,999}$/.test(path) ? path : home;
}
