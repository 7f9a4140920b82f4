import * as z from 'zod';

/** What the one sender of mail needs. */
export const Config = z.object({
  MAIL_TABLE: z.string().min(1),
  CASES_TABLE: z.string().min(1),
  MONEY_TABLE: z.string().min(1),
  VISITS_TABLE: z.string().min(1),
  IDENTITIES_TABLE: z.string().min(1),
  IDENTITY_KEYS_TABLE: z.string().min(1),
  IDENTITY_KEY_ID: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  SITE_URL: z.string().min(1),
  DEAD_LETTER_QUEUE_URL: z.string().min(1),
});
export type Config = z.infer<typeof Config>;
