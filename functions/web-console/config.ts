import { type Configuration, name, secretValue, siteAddress, type Variables } from '../../shared/runtime/config.ts';

/** What the console needs from its environment; the template fills the same names. */
export const Config = {
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
  /** Unlocks what a step needs of an identity; this function locks none. */
  IDENTITY_KEY_ID: name,
  /** The site as people see it, without a slash at its end. */
  SITE_URL: siteAddress,
  /** What the front of the site puts on every request; who comes without it is sent there. */
  FRONT_SECRET: secretValue,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
