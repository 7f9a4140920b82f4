import * as z from 'zod';

/** What settling with the payment provider needs. */
export const Config = z.object({
  /** Tasks for finance are added, nothing is read: cases are none of its business. */
  CASES_TABLE: z.string().min(1),
  MONEY_TABLE: z.string().min(1),
  /** A gift that is found unbooked still has its donor thanked. */
  MAIL_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  PAYMENTS_SECRET_ARN: z.string().min(1),
});
export type Config = z.infer<typeof Config>;
