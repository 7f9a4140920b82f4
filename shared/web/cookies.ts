import type { Context } from 'hono';
import { generateCookie, getCookie } from 'hono/cookie';

export interface CookieOptions {
  /** Seconds until the browser forgets it; without it, until the browser closes. */
  readonly maxAgeSeconds?: number | undefined;
  /**
   * `Lax` unless said: with `Strict` a person who arrives from a mail, the payment page or sign-in comes without
   * the cookie. `Strict` is for what is only ever needed on the way from one of our own pages to the next.
   */
  readonly sameSite?: 'Lax' | 'Strict' | undefined;
}

/**
 * Reads one of our cookies; the name goes without its prefix. Every cookie of ours is `__Host-`: it came from this
 * very host over a secure connection, so no neighbouring host can have planted it (ASVS 5.0 3.3.3).
 */
export function readCookie(c: Context, name: string): string | undefined {
  return getCookie(c, name, 'host');
}

/**
 * Sets a cookie: `__Host-`, Secure, HttpOnly, Path=/, SameSite (ASVS 5.0 3.3.1 to 3.3.4). Browsers accept it on
 * http://localhost as well. Throws when it is over 4096 bytes: browsers would drop it in silence (3.3.5).
 */
export function writeCookie(c: Context, name: string, value: string, options: CookieOptions = {}): void {
  const cookie = generateCookie(name, value, {
    prefix: 'host',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: options.sameSite ?? 'Lax',
    ...(options.maxAgeSeconds === undefined ? {} : { maxAge: options.maxAgeSeconds }),
  });
  if (name.length + value.length > 4000) throw new RangeError(`The cookie ${name} is too large for a browser.`);
  c.header('Set-Cookie', cookie, { append: true });
}

/** Makes the browser forget the cookie. */
export function clearCookie(c: Context, name: string): void {
  writeCookie(c, name, '', { maxAgeSeconds: 0 });
}
