import * as z from 'zod';

/** What the audit of the ledger needs. */
export const Config = z.object({
  /** Tasks for finance are added, nothing is read: cases are none of its business. */
  CASES_TABLE: z.string().min(1),
  /** Read, never written. */
  MONEY_TABLE: z.string().min(1),
  LEDGER_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
});
export type Config = z.infer<typeof Config>;
