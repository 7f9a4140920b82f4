import { SQSClient } from '@aws-sdk/client-sqs';
import type { Fact } from '../../events/catalogue.ts';
import type { Deps } from '../commands/deps.ts';
import { recordOvertaken } from '../commands/record-overtaken.ts';
import { createLog } from '../runtime/log.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { createQuarantine, type Quarantine } from '../runtime/quarantine.ts';
import type { Refusal } from '../runtime/reply.ts';
import type { Observers } from '../runtime/wrap-handler.ts';

/** What every worker of a queue has besides its reaction. */
export interface Worker extends Observers {
  readonly quarantine: Quarantine;
  recordOvertaken(fact: Fact, refusal: Refusal): Promise<void>;
}

export const observe = (): Observers => ({ log: createLog(), metrics: createMetrics() });

export const composeWorker = (deps: Deps, environment: { readonly DEAD_LETTER_QUEUE_URL: string }): Worker => ({
  ...observe(),
  quarantine: createQuarantine(new SQSClient(), environment.DEAD_LETTER_QUEUE_URL),
  recordOvertaken: (fact, refusal) => recordOvertaken(deps, fact, refusal.because),
});
