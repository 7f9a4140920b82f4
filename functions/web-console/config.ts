import * as z from 'zod';

const name = z.string().min(1);

/** What the console needs from its environment; the template fills the same names. */
export const Config = z.object({
  CASES_TABLE: name,
  MONEY_TABLE: name,
  /** What a sweep has added up of the journal. */
  LEDGER_TABLE: name,
  MAIL_TABLE: name,
  /** Signed-in sessions. */
  VISITS_TABLE: name,
  IDENTITIES_TABLE: name,
  IDENTITY_KEYS_TABLE: name,
  AUDIT_TABLE: name,
  /** Locks identities of therapists and donors, and unlocks what a step needs. */
  IDENTITY_KEY_ID: name,
  /** The site as people see it, without a slash at its end. */
  SITE_URL: z.url().regex(/[^/]$/, 'without a slash at its end'),
});
export type Config = z.infer<typeof Config>;
