import {
  address,
  amount,
  type Configuration,
  name,
  secretValue,
  siteAddress,
  type Variables,
} from '../../shared/runtime/config.ts';

/** Where staff sign in and out, below the console. The template leads these here, and the others to the console. */
export const signInPaths = [
  '/console/sign-in',
  '/console/signed-in',
  '/console/sign-out',
  '/console/signed-out',
  '/console/sign-ins',
  '/console/sign-ins/end',
  '/console/sign-ins/end-colleague',
] as const;

/** What signing in needs from its environment; the template fills the same names. */
export const Config = {
  /** Signed-in sessions. */
  VISITS_TABLE: name,
  /** The site as people see it, without a slash at its end. */
  SITE_URL: siteAddress,
  /** The issuer exactly as the provider's own metadata says it. */
  SIGN_IN_ISSUER: address,
  SIGN_IN_CLIENT_ID: name,
  SIGN_IN_SECRET_ARN: name,
  /** What the front of the site puts on every request; who comes without it is sent there. */
  FRONT_SECRET: secretValue,
  /** How many people may stand behind one address. */
  VISITORS_PER_ADDRESS: amount,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
