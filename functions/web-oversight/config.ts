import type { QueueName } from '../../events/catalogue.ts';
import { type Configuration, name, secretValue, siteAddress, type Variables } from '../../shared/runtime/config.ts';

/** The parts of the console that watch over its work. The template leads them here, and the others to the console. */
export const oversightPaths = [
  '/console/therapists',
  '/console/mail',
  '/console/dead-letters',
  '/console/audit',
  '/console/absence',
  '/console/concerns',
  '/console/retention',
] as const;

/** What the pages of oversight need from their environment; the template fills the same names. */
export const Config = {
  /** Where what was given up goes back to. */
  REFERRAL_QUEUE_URL: name,
  ASSESSMENT_QUEUE_URL: name,
  DONATION_QUEUE_URL: name,
  ALLOCATION_QUEUE_URL: name,
  OFFERS_QUEUE_URL: name,
  MAIL_QUEUE_URL: name,
  MAIL_REPORTS_QUEUE_URL: name,
  /** Where it lies until then. */
  REFERRAL_DEAD_LETTER_QUEUE_URL: name,
  ASSESSMENT_DEAD_LETTER_QUEUE_URL: name,
  DONATION_DEAD_LETTER_QUEUE_URL: name,
  ALLOCATION_DEAD_LETTER_QUEUE_URL: name,
  OFFERS_DEAD_LETTER_QUEUE_URL: name,
  MAIL_DEAD_LETTER_QUEUE_URL: name,
  MAIL_REPORTS_DEAD_LETTER_QUEUE_URL: name,
  FACTS_NOT_RELAYED_QUEUE_URL: name,
  SWEEPS_NOT_STARTED_QUEUE_URL: name,
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

export const queueUrlsOf = (config: Config): Readonly<Record<QueueName, string>> => ({
  referral: config.REFERRAL_QUEUE_URL,
  assessment: config.ASSESSMENT_QUEUE_URL,
  donation: config.DONATION_QUEUE_URL,
  allocation: config.ALLOCATION_QUEUE_URL,
  offers: config.OFFERS_QUEUE_URL,
  mail: config.MAIL_QUEUE_URL,
});
