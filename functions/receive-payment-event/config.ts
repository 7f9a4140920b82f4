import { type Configuration, name, type Variables } from '../../shared/runtime/config.ts';

/** What the webhook of the payment provider needs. */
export const Config = {
  MONEY_TABLE: name,
  AUDIT_TABLE: name,
  PAYMENTS_SECRET_ARN: name,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
