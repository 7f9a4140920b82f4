import { amount, type Configuration, name, secretValue, type Variables } from '../../shared/runtime/config.ts';

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
  /** What the front of the site puts on every request; who comes without it is sent there. */
  FRONT_SECRET: secretValue,
  /** How many people may stand behind one address. */
  VISITORS_PER_ADDRESS: amount,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
