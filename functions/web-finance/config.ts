import { type Configuration, name, secretValue, siteAddress, type Variables } from '../../shared/runtime/config.ts';

/** The parts of the console that are about money. The template leads them here, and the others to the console. */
export const financePaths = [
  '/console/pool',
  '/console/funds',
  '/console/transfers',
  '/console/donations',
  '/console/journal',
  '/console/ledger-audit',
  '/console/statements',
  '/console/runway',
  '/console/periods',
  '/console/place-money',
] as const;

/** What the pages about money need from their environment; the template fills the same names. */
export const Config = {
  CASES_TABLE: name,
  MONEY_TABLE: name,
  LEDGER_TABLE: name,
  MAIL_TABLE: name,
  /** Signed-in sessions. */
  VISITS_TABLE: name,
  IDENTITIES_TABLE: name,
  IDENTITY_KEYS_TABLE: name,
  AUDIT_TABLE: name,
  /** Locks identities of donors; this function can never unlock one. */
  IDENTITY_KEY_ID: name,
  /** The site as people see it, without a slash at its end. */
  SITE_URL: siteAddress,
  /** What the front of the site puts on every request; who comes without it is sent there. */
  FRONT_SECRET: secretValue,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
