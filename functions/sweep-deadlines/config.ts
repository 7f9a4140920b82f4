import { type Configuration, name, type Variables } from '../../shared/runtime/config.ts';

/** What the sweeps need. */
export const Config = {
  CASES_TABLE: name,
  MONEY_TABLE: name,
  MAIL_TABLE: name,
  AUDIT_TABLE: name,
  ALLOCATION_QUEUE_URL: name,
  OFFERS_QUEUE_URL: name,
  MAIL_QUEUE_URL: name,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
