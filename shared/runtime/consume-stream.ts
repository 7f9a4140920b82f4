import * as z from 'zod';
import type { Fact } from '../../events/catalogue.ts';
import type { BatchResponse } from './queue-batch.ts';
import { type Observers, type WrappedHandler, wrapHandler } from './wrap-handler.ts';

const StreamRecord = z.lazy(() =>
  z.object({
    // DynamoDB Local calls expiries UNKNOWN_TO_SDK_VERSION, AWS calls them REMOVE: no decisions, and no image.
    eventName: z.string().optional(),
    dynamodb: z.object({ SequenceNumber: z.string(), NewImage: z.unknown().optional() }),
  }),
);

const StreamBatch = z.lazy(() => z.object({ Records: z.array(StreamRecord) }));

/** What the store makes of an item's new image. */
export type ImageReading =
  | { readonly ok: true; readonly entry: { readonly facts: readonly Fact[] } }
  | { readonly ok: false; readonly reason: string };

export interface StreamConsumer extends Observers {
  /** Reads an audit entry from a record's new image. */
  read(image: unknown): ImageReading;
  /** Sends facts on, in their order. @returns the ids of those that were not taken. */
  deliver(facts: readonly Fact[]): Promise<ReadonlySet<string>>;
}

/**
 * Makes the handler of the audit table's stream: every new entry's facts are delivered. The answer names the first
 * record that failed; Lambda then hands out that record and all after it again, so that the order of a shard is kept
 * and nothing is lost. A record that cannot be read fails alone, after what came before it was delivered. An entry that was
 * changed or removed is none of ours: nobody may do either, so it is counted, for an alarm, and nothing is sent on.
 */
export function consumeStream({ read, deliver, ...observers }: StreamConsumer): WrappedHandler<BatchResponse> {
  const { log, metrics } = observers;
  return wrapHandler(observers, async (event) => {
    const carriers: { readonly sequence: string; readonly facts: readonly Fact[] }[] = [];
    let unreadable: string | undefined;
    for (const { eventName, dynamodb } of StreamBatch.parse(event).Records) {
      if (eventName !== 'INSERT') {
        tellTampering(observers, eventName);
        continue;
      }
      const reading = read(dynamodb.NewImage);
      if (!reading.ok) {
        unreadable = dynamodb.SequenceNumber;
        log.error('facts not relayed', { reason: 'unreadable' });
        break;
      }
      carriers.push({ sequence: dynamodb.SequenceNumber, facts: reading.entry.facts });
    }

    const facts = carriers.flatMap((carrier) => carrier.facts);
    const failed = facts.length === 0 ? new Set<string>() : await deliver(facts);
    const firstFailed = carriers.find((carrier) => carrier.facts.some(({ id }) => failed.has(id)))?.sequence;
    if (failed.size > 0) {
      metrics.count('MessagesRetried', failed.size);
      log.warn('facts not relayed', { count: failed.size, reason: 'not-taken' });
    }
    if (facts.length > failed.size) {
      metrics.count('MessagesHandled', facts.length - failed.size);
      log.info('facts relayed', { count: facts.length - failed.size });
    }
    const from = firstFailed ?? unreadable;
    return { batchItemFailures: from === undefined ? [] : [{ itemIdentifier: from }] };
  });
}

/** Nobody may change or remove an entry: whoever did is looked for. */
function tellTampering({ log, metrics }: Observers, eventName: string | undefined): void {
  if (eventName !== 'MODIFY' && eventName !== 'REMOVE') return;
  metrics.count('TrailTampered', 1);
  log.error('trail tampered with', { reason: eventName.toLowerCase() });
}
