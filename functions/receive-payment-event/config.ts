import * as z from 'zod';

/** What the webhook of the payment provider needs. */
export const Config = z.object({
  MONEY_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  PAYMENTS_SECRET_ARN: z.string().min(1),
});
export type Config = z.infer<typeof Config>;
