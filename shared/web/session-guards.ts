import type { Context, MiddlewareHandler } from 'hono';
import type { Role } from '../../events/values.ts';
import { clearCookie, readCookie, writeCookie } from './cookies.ts';
import { absoluteHours, resumeSession, rolesOf, type SessionStore, sessionCookie } from './session.ts';
import { showProblem } from './show-problem.ts';
import type { WebEnv } from './web-env.ts';

const minute = 60 * 1000;

export interface SessionOptions {
  readonly sessions: SessionStore;
  readonly now: () => Date;
  /** Where signing in begins, such as `/console/sign-in`. */
  readonly signInPath: string;
}

/** Sends whoever is not signed in to sign in, and back to where they were going. Sets `c.var.session`. */
export function requireSession(options: SessionOptions): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const id = readCookie(c, sessionCookie);
    const session = id === undefined ? undefined : await resumeSession(options.sessions, id, options.now());
    if (session === undefined) {
      if (id !== undefined) clearCookie(c, sessionCookie);
      return sendToSignIn(c, options.signInPath, 'sign-in-needed');
    }
    c.set('session', session);
    return next();
  };
}

/** Lets in whoever has at least one of the roles. Goes after `requireSession`. */
export function requireRole(...roles: readonly Role[]): MiddlewareHandler<WebEnv> {
  return async (c, next) =>
    rolesOf(c.var.session).some((role) => roles.includes(role)) ? next() : showProblem(c, 'not-allowed');
}

export interface FreshSignInOptions {
  readonly now: () => Date;
  readonly signInPath: string;
  /** How long ago they may have proved who they are; five minutes when not said. */
  readonly withinMinutes?: number | undefined;
}

/**
 * For steps that move money or show what is most sensitive: whoever did not sign in just now does so again
 * (ASVS 5.0 7.5.3). Put it on the page with the form as well as on the post, so that nobody loses what they wrote.
 */
export function requireFreshSignIn(options: FreshSignInOptions): MiddlewareHandler<WebEnv> {
  const allowed = (options.withinMinutes ?? 5) * minute;
  return async (c, next) => {
    const { authenticatedAt } = c.var.session;
    const isFresh = authenticatedAt !== null && options.now().getTime() - Date.parse(authenticatedAt) <= allowed;
    return isFresh ? next() : sendToSignIn(c, options.signInPath, 'sign-in-again');
  };
}

/**
 * A page is reached again after signing in; a post is not sent again, its page says so. (A redirect to the provider
 * after a post would also be stopped by our `form-action`.)
 */
function sendToSignIn(c: Context<WebEnv>, signInPath: string, why: 'sign-in-needed' | 'sign-in-again') {
  const isPage = c.req.method === 'GET' || c.req.method === 'HEAD';
  const { pathname, search } = new URL(c.req.url);
  const parameters = new URLSearchParams({ returnTo: isPage ? `${pathname}${search}` : pathname });
  if (why === 'sign-in-again') parameters.set('again', 'yes');
  const href = `${signInPath}?${parameters}`;
  return isPage ? c.redirect(href, 302) : showProblem(c, why, { text: 'Sign in', href });
}

/** Sets the cookie of a session just started. */
export function writeSessionCookie(c: Context, id: string): void {
  writeCookie(c, sessionCookie, id, { maxAgeSeconds: absoluteHours * 60 * 60 });
}
