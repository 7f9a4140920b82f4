import * as z from 'zod';

/** What the sweeps need. */
export const Config = z.object({
  CASES_TABLE: z.string().min(1),
  MONEY_TABLE: z.string().min(1),
  MAIL_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  ALLOCATION_QUEUE_URL: z.string().min(1),
  OFFERS_QUEUE_URL: z.string().min(1),
  MAIL_QUEUE_URL: z.string().min(1),
});
export type Config = z.infer<typeof Config>;
