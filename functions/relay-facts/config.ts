import * as z from 'zod';
import type { QueueName } from '../../events/catalogue.ts';

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

export const queueUrlsOf = (config: Config): Readonly<Record<QueueName, string>> => ({
  referral: config.REFERRAL_QUEUE_URL,
  assessment: config.ASSESSMENT_QUEUE_URL,
  donation: config.DONATION_QUEUE_URL,
  allocation: config.ALLOCATION_QUEUE_URL,
  offers: config.OFFERS_QUEUE_URL,
  mail: config.MAIL_QUEUE_URL,
});
