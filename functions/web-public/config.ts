import {
  amount,
  type Configuration,
  name,
  seconds,
  secretValue,
  siteAddress,
  type Variables,
} from '../../shared/runtime/config.ts';

/** What the public pages need from their environment; the template fills the same names. */
export const Config = {
  CASES_TABLE: name,
  MONEY_TABLE: name,
  VISITS_TABLE: name,
  IDENTITIES_TABLE: name,
  IDENTITY_KEYS_TABLE: name,
  /** Locks identities; this function can never unlock one. */
  IDENTITY_KEY_ID: name,
  AUDIT_TABLE: name,
  PAYMENTS_SECRET_ARN: name,
  /** The site as people see it, without a slash at its end. */
  SITE_URL: siteAddress,
  /** What the front of the site puts on every request; who comes without it is sent there. */
  FRONT_SECRET: secretValue,
  /** How many people may stand behind one address. */
  VISITORS_PER_ADDRESS: amount,
  /** What comes back sooner than so many seconds after a form was shown, nobody can have read. */
  LEAST_FORM_SECONDS: seconds,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
