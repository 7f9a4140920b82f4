import type { MiddlewareHandler } from 'hono';
import type { WebEnv } from './web-env.ts';

/**
 * The headers of every response, whatever made it, also errors and assets.
 *
 * - `Content-Security-Policy`: nothing but our own style, script, pictures and forms; no inline script or style; in
 *   nobody's frame; forms lead to us, or where the page has said (ASVS 5.0 3.4.3, 3.4.6).
 * - `Strict-Transport-Security`: two years, with subdomains (3.4.1). Browsers ignore it on http://localhost.
 * - `Referrer-Policy: no-referrer` (3.4.5): where a person came from is nobody's business. It also makes browsers
 *   send `Origin: null` with our forms, which is why the check of forms leans on `Sec-Fetch-Site` and a token.
 * - `X-Content-Type-Options` (3.4.4), `Cross-Origin-Opener-Policy` (3.4.8), `Cross-Origin-Resource-Policy`.
 * - `Cache-Control: no-store` unless the response says otherwise: on a shared computer nothing stays behind (14.3.2).
 */
export function securityHeaders(): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(listHeaders(c.var.formActions ?? []))) c.res.headers.set(name, value);
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  };
}

/** The headers by name. @param formActions addresses beside our own that forms of the page lead to */
export function listHeaders(formActions: readonly string[]): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      ['form-action', "'self'", ...formActions.map((action) => new URL(action).origin)].join(' '),
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  };
}
