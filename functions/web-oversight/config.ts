import { type Configuration, name, secretValue, siteAddress, type Variables } from '../../shared/runtime/config.ts';

/** The parts of the console that watch over its work. The template leads them here, and the others to the console. */
export const oversightPaths = ['/console/therapists', '/console/mail'] as const;

/** What the pages of oversight need from their environment; the template fills the same names. */
export const Config = {
  CASES_TABLE: name,
  MAIL_TABLE: name,
  /** Signed-in sessions. */
  VISITS_TABLE: name,
  IDENTITIES_TABLE: name,
  IDENTITY_KEYS_TABLE: name,
  AUDIT_TABLE: name,
  /** Locks identities of therapists, and unlocks what a step needs. */
  IDENTITY_KEY_ID: name,
  /** The site as people see it, without a slash at its end. */
  SITE_URL: siteAddress,
  /** What the front of the site puts on every request; who comes without it is sent there. */
  FRONT_SECRET: secretValue,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
