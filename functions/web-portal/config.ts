import { type Configuration, name, type Variables } from '../../shared/runtime/config.ts';

/** What the pages for therapists need from their environment. */
export const Config = {
  CASES_TABLE: name,
  MONEY_TABLE: name,
  MAIL_TABLE: name,
  VISITS_TABLE: name,
  IDENTITIES_TABLE: name,
  IDENTITY_KEYS_TABLE: name,
  IDENTITY_KEY_ID: name,
  AUDIT_TABLE: name,
  SITE_URL: name,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
