import type { SQSClient } from '@aws-sdk/client-sqs';
import { createSendBack, openDeadLetters } from '../../shared/runtime/dead-letters.ts';
import type { Relay } from '../../shared/runtime/relay.ts';
import type { Store } from '../../shared/store/interface.ts';
import type { Config } from './config.ts';
import type { DeadLetterBox, DeadLetterBoxes } from './dead-letter-boxes.ts';
import { relayAgain } from './relay-again.ts';

/** The queues of what was given up, and where each letter goes from there. */
export function openBoxes(config: Config, sqs: SQSClient, store: Store, relay: Relay): DeadLetterBoxes {
  const worker = (deadLetters: string, queue: string): DeadLetterBox => ({
    letters: openDeadLetters(sqs, deadLetters),
    sendAgain: createSendBack(sqs, queue),
  });
  return {
    referral: worker(config.REFERRAL_DEAD_LETTER_QUEUE_URL, config.REFERRAL_QUEUE_URL),
    assessment: worker(config.ASSESSMENT_DEAD_LETTER_QUEUE_URL, config.ASSESSMENT_QUEUE_URL),
    donation: worker(config.DONATION_DEAD_LETTER_QUEUE_URL, config.DONATION_QUEUE_URL),
    allocation: worker(config.ALLOCATION_DEAD_LETTER_QUEUE_URL, config.ALLOCATION_QUEUE_URL),
    offers: worker(config.OFFERS_DEAD_LETTER_QUEUE_URL, config.OFFERS_QUEUE_URL),
    mail: worker(config.MAIL_DEAD_LETTER_QUEUE_URL, config.MAIL_QUEUE_URL),
    'mail-reports': worker(config.MAIL_REPORTS_DEAD_LETTER_QUEUE_URL, config.MAIL_REPORTS_QUEUE_URL),
    'facts-not-relayed': {
      letters: openDeadLetters(sqs, config.FACTS_NOT_RELAYED_QUEUE_URL),
      sendAgain: ({ body }, occasion) => relayAgain(store, relay, body, occasion),
    },
    'sweeps-not-started': {
      letters: openDeadLetters(sqs, config.SWEEPS_NOT_STARTED_QUEUE_URL),
      // The next sweep sees all that the missed one would have.
      sendAgain: async () => undefined,
    },
  };
}
