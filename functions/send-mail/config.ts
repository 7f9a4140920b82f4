import { type Configuration, name, type Variables } from '../../shared/runtime/config.ts';

/** What the one sender of mail needs. */
export const Config = {
  MAIL_TABLE: name,
  CASES_TABLE: name,
  MONEY_TABLE: name,
  VISITS_TABLE: name,
  IDENTITIES_TABLE: name,
  IDENTITY_KEYS_TABLE: name,
  IDENTITY_KEY_ID: name,
  AUDIT_TABLE: name,
  SITE_URL: name,
  MAIL_CONFIGURATION_SET: name,
  DEAD_LETTER_QUEUE_URL: name,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
