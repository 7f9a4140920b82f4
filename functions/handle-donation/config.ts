import { type Configuration, name, type Variables } from '../../shared/runtime/config.ts';

/** What the worker of the donation queue needs. */
export const Config = {
  /** Tasks for finance about the gift are opened and closed. */
  CASES_TABLE: name,
  MONEY_TABLE: name,
  MAIL_TABLE: name,
  AUDIT_TABLE: name,
  DEAD_LETTER_QUEUE_URL: name,
  PAYMENTS_SECRET_ARN: name,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
