import { type Configuration, name, type Variables } from '../../shared/runtime/config.ts';

/** What the audit of the ledger needs. */
export const Config = {
  /** Tasks for finance are added, nothing is read: cases are none of its business. */
  CASES_TABLE: name,
  /** Read, never written. */
  MONEY_TABLE: name,
  LEDGER_TABLE: name,
  AUDIT_TABLE: name,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
