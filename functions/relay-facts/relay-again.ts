// `npm run relay -- --since INSTANT`: sends every fact since then again. Harmless: whoever hears one reads the truth.
// Needs the environment of the function (AUDIT_TABLE and the addresses of the queues).
import { parseArgs } from 'node:util';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Instant } from '../../events/values.ts';
import { name, readConfig } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/log.ts';
import { createRelay } from '../../shared/runtime/relay.ts';
import { openDynamoStore } from '../../shared/store/dynamo-store.ts';
import { Config, queueUrlsOf } from './config.ts';

const { values } = parseArgs({ options: { since: { type: 'string' } } });
const since = Instant.safeParse(values.since);
if (!since.success) {
  console.error('Say since when, as in: npm run relay -- --since 2027-03-01T10:00:00.000Z');
  process.exit(1);
}

const config = readConfig({ ...Config, AUDIT_TABLE: name });
const store = openDynamoStore({ audit: config.AUDIT_TABLE });
const relay = createRelay({ sqs: new SQSClient(), log: createLog(), queueUrls: queueUrlsOf(config) });
const dayLength = 24 * 60 * 60 * 1000;

let sent = 0;
let failed = 0;
for (let at = Date.parse(since.data.slice(0, 10)); at <= Date.now(); at += dayLength) {
  const day = new Date(at).toISOString().slice(0, 10);
  let after: string | undefined;
  do {
    const page = await store.decisionsOf(day, { limit: 100, after });
    const facts = page.items.filter((entry) => entry.at >= since.data).flatMap((entry) => entry.facts);
    const notTaken = await relay(facts, `again-${Date.now()}`);
    sent += facts.length - notTaken.size;
    failed += notTaken.size;
    after = page.next;
  } while (after !== undefined);
}
console.info(`${sent} facts sent again, ${failed} not taken.`);
process.exitCode = failed === 0 ? 0 : 1;
