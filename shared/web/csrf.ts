import type { Context, MiddlewareHandler } from 'hono';
import { clearCookie, readCookie, writeCookie } from './cookies.ts';
import { createSecret, deriveSecret, secretsMatch } from './secrets.ts';
import { sessionCookie } from './session.ts';
import { showProblem } from './show-problem.ts';
import type { WebEnv } from './web-env.ts';

/** Name of the hidden field; `<Form>` puts it in. */
export const csrfField = 'csrf';

const visitCookie = 'visit';
const visitSeconds = 12 * 60 * 60;

/** Which secret binds the form to its sender: the signed-in session, or a visitor's cookie that means nothing else. */
export type FormOwner = 'session' | 'visit';

/**
 * The token that belongs to a secret. It is derived from it, so it need not be stored, changes with every new
 * session, and gives nothing away about the secret.
 */
export function createCsrfToken(secret: string): string {
  return deriveSecret(secret, 'csrf');
}

/**
 * The token for the forms of this response. For a visitor without a cookie it also sets one (`__Host-visit`, random,
 * 12 hours): it only ties the form to this browser. Drafts are found by their code, never by this.
 */
export function csrfTokenFor(c: Context<WebEnv>, owner: FormOwner): string {
  return createCsrfToken(owner === 'visit' ? visitSecretFor(c) : (readCookie(c, sessionCookie) ?? ''));
}

/** What binds a visitor’s forms to their browser; made, and given to the browser, when there is none. */
export function visitSecretFor(c: Context<WebEnv>): string {
  const known = c.var.visit ?? readCookie(c, visitCookie);
  if (known !== undefined && known !== '') return known;
  const created = createSecret();
  c.set('visit', created);
  writeCookie(c, visitCookie, created, { maxAgeSeconds: visitSeconds });
  return created;
}

/**
 * The forms that this browser was shown count no more: on a shared device, going back and sending one of them again
 * opens nothing.
 */
export const forgetForms = (c: Context<WebEnv>): void => clearCookie(c, visitCookie);

export interface ProtectFormsOptions {
  /** Where the site lives, as people see it: behind CloudFront the request itself names another host. */
  readonly siteUrl: string;
  readonly owner: FormOwner;
}

/**
 * Refuses a posted form that was not sent from a page of ours; nothing behind it runs. GET and HEAD pass: they change
 * nothing (ASVS 5.0 3.5.3). Three checks, each of which must hold (3.5.1):
 *
 * 1. `Sec-Fetch-Site`, where the browser sends it, is `same-origin`.
 * 2. `Origin`, where it is sent and not `null`, is ours. (Our own `no-referrer` makes browsers send `null`.)
 * 3. The token in the form belongs to the cookie: of the session (a synchroniser token), or of the visit (a double
 *    submit that a neighbouring host cannot forge, since `__Host-` keeps it from setting the cookie).
 */
export function protectForms(options: ProtectFormsOptions): MiddlewareHandler<WebEnv> {
  const origin = new URL(options.siteUrl).origin;
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    if (comesFromElsewhere(c, origin) || !(await carriesToken(c, options.owner))) return showProblem(c, 'form-expired');
    return next();
  };
}

function comesFromElsewhere(c: Context, siteOrigin: string): boolean {
  const fetchSite = c.req.header('Sec-Fetch-Site');
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return true;
  const origin = c.req.header('Origin');
  return origin !== undefined && origin !== 'null' && origin !== siteOrigin;
}

async function carriesToken(c: Context<WebEnv>, owner: FormOwner): Promise<boolean> {
  const secret = readCookie(c, owner === 'session' ? sessionCookie : visitCookie);
  if (secret === undefined || secret === '') return false;
  const given = new URLSearchParams(await c.req.text()).getAll(csrfField);
  return given.length === 1 && given.every((token) => secretsMatch(token, createCsrfToken(secret)));
}
