import { type Configuration, name, type Variables } from '../../shared/runtime/config.ts';

/** What the receiver of the mail service's reports needs. */
export const Config = {
  MAIL_TABLE: name,
  CASES_TABLE: name,
  AUDIT_TABLE: name,
  DEAD_LETTER_QUEUE_URL: name,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
