import * as z from 'zod';

const name = z.string().min(1);

/** What the public pages need from their environment; the template fills the same names. */
export const Config = z.object({
  CASES_TABLE: name,
  MONEY_TABLE: name,
  MAIL_TABLE: name,
  VISITS_TABLE: name,
  IDENTITIES_TABLE: name,
  IDENTITY_KEYS_TABLE: name,
  /** Locks identities; this function can never unlock one. */
  IDENTITY_KEY_ID: name,
  AUDIT_TABLE: name,
  PAYMENTS_SECRET_ARN: name,
  /** The site as people see it, without a slash at its end. */
  SITE_URL: z.url().regex(/[^/]$/, 'without a slash at its end'),
});
export type Config = z.infer<typeof Config>;
