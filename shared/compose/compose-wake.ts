import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Fact } from '../../events/catalogue.ts';
import { source } from '../../events/envelope.ts';
import type { EmailId, Instant, ReferralId } from '../../events/values.ts';
import type { Wake } from '../commands/sweep.ts';
import { createWakePool } from '../runtime/wake-up.ts';

interface Queues {
  readonly ALLOCATION_QUEUE_URL: string;
  readonly OFFERS_QUEUE_URL: string;
  readonly MAIL_QUEUE_URL: string;
}

/** Wakes workers as a fact would: they read the truth, so that a wake-up too many changes nothing. */
export function composeWake(sqs: SQSClient, queues: Queues, now: () => Instant): Wake {
  const wakePool = createWakePool(sqs, queues.ALLOCATION_QUEUE_URL);
  const send = async (queueUrl: string, fact: Fact): Promise<void> => {
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(fact) }));
  };
  const envelope = (subject: string) =>
    ({
      specversion: '1.0',
      id: `sweep.${subject}.${now()}`,
      source,
      subject,
      time: now(),
      datacontenttype: 'application/json',
    }) as const;
  return {
    pool: (poolId) => wakePool(poolId, `sweep.${now()}`),
    search: (referralId: ReferralId) =>
      send(queues.OFFERS_QUEUE_URL, {
        ...envelope(`referral/${referralId}`),
        type: 'uk.sponsored-places.therapist.sought.v1',
        data: { referralId },
      }),
    email: (emailId: EmailId) =>
      send(queues.MAIL_QUEUE_URL, {
        ...envelope(`email/${emailId}`),
        type: 'uk.sponsored-places.email.requested.v1',
        data: { emailId },
      }),
  };
}
