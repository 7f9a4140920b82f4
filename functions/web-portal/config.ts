import * as z from 'zod';

/** What the pages for therapists need from their environment. */
export const Config = z.object({
  CASES_TABLE: z.string().min(1),
  MONEY_TABLE: z.string().min(1),
  MAIL_TABLE: z.string().min(1),
  VISITS_TABLE: z.string().min(1),
  IDENTITIES_TABLE: z.string().min(1),
  IDENTITY_KEYS_TABLE: z.string().min(1),
  IDENTITY_KEY_ID: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  SITE_URL: z.string().min(1),
});
export type Config = z.infer<typeof Config>;
