import * as z from 'zod';

const name = z.string().min(1);

/** What the pages for therapists need from their environment. */
export const Config = z.object({
  CASES_TABLE: name,
  MONEY_TABLE: name,
  MAIL_TABLE: name,
  VISITS_TABLE: name,
  IDENTITIES_TABLE: name,
  IDENTITY_KEYS_TABLE: name,
  IDENTITY_KEY_ID: name,
  AUDIT_TABLE: name,
  SITE_URL: name,
});
export type Config = z.infer<typeof Config>;
