import * as z from 'zod';

/** What the relay needs: every queue that hears facts. */
export const Config = z.object({
  REFERRAL_QUEUE_URL: z.string().min(1),
  ASSESSMENT_QUEUE_URL: z.string().min(1),
  DONATION_QUEUE_URL: z.string().min(1),
  ALLOCATION_QUEUE_URL: z.string().min(1),
  OFFERS_QUEUE_URL: z.string().min(1),
  MAIL_QUEUE_URL: z.string().min(1),
});
export type Config = z.infer<typeof Config>;
