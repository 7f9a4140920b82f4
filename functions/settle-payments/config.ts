import { type Configuration, name, type Variables } from '../../shared/runtime/config.ts';

/** What settling with the payment provider needs. */
export const Config = {
  /** Tasks for finance are opened and closed; cases are none of its business. */
  CASES_TABLE: name,
  MONEY_TABLE: name,
  /** Read, never written. */
  LEDGER_TABLE: name,
  AUDIT_TABLE: name,
  PAYMENTS_SECRET_ARN: name,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
