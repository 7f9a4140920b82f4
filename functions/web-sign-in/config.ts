import * as z from 'zod';

/** Where staff sign in and out, below the console. The template leads these here, and the others to the console. */
export const signInPaths = [
  '/console/sign-in',
  '/console/signed-in',
  '/console/sign-out',
  '/console/signed-out',
] as const;

const name = z.string().min(1);

/** What signing in needs from its environment; the template fills the same names. */
export const Config = z.object({
  /** Signed-in sessions. */
  VISITS_TABLE: name,
  /** The site as people see it, without a slash at its end. */
  SITE_URL: z.url().regex(/[^/]$/, 'without a slash at its end'),
  /** The issuer exactly as the provider's own metadata says it. */
  SIGN_IN_ISSUER: z.url(),
  SIGN_IN_CLIENT_ID: name,
  SIGN_IN_SECRET_ARN: name,
});
export type Config = z.infer<typeof Config>;
