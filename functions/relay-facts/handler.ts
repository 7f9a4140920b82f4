/**
 * Trigger: the stream of the audit table. The audit entry is the outbox: what was decided and what it says are one write.
 * Writes: nothing; sends each fact to the queues that hear it, by the catalogue.
 * A failure hurts: everybody a little later; the stream retries in order, and what it gives up on is an alarm.
 * Redrive: `npm run relay -- --since INSTANT` sends any facts again, which is harmless.
 */
import { SQSClient } from '@aws-sdk/client-sqs';
import { observe } from '../../shared/compose/compose-worker.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { consumeStream } from '../../shared/runtime/consume-stream.ts';
import { createRelay } from '../../shared/runtime/relay.ts';
import { readAuditImage } from '../../shared/store/audit-stream.ts';
import { Config, queueUrlsOf } from './config.ts';

const config = readConfig(Config);
const observers = observe();
const relay = createRelay({ sqs: new SQSClient(), log: observers.log, queueUrls: queueUrlsOf(config) });

export const handler = consumeStream({ ...observers, read: readAuditImage, deliver: (facts) => relay(facts) });
