import type { QueueName } from '../../events/catalogue.ts';
import { type Configuration, name, type Variables } from '../../shared/runtime/config.ts';

/** What the relay needs: every queue that hears facts. */
export const Config = {
  REFERRAL_QUEUE_URL: name,
  ASSESSMENT_QUEUE_URL: name,
  DONATION_QUEUE_URL: name,
  ALLOCATION_QUEUE_URL: name,
  OFFERS_QUEUE_URL: name,
  MAIL_QUEUE_URL: name,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;

export const queueUrlsOf = (config: Config): Readonly<Record<QueueName, string>> => ({
  referral: config.REFERRAL_QUEUE_URL,
  assessment: config.ASSESSMENT_QUEUE_URL,
  donation: config.DONATION_QUEUE_URL,
  allocation: config.ALLOCATION_QUEUE_URL,
  offers: config.OFFERS_QUEUE_URL,
  mail: config.MAIL_QUEUE_URL,
});
