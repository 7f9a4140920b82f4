import { setTimeout as wait } from 'node:timers/promises';
import { auditLedger } from '../../../shared/commands/audit-ledger.ts';
import { later } from '../../../shared/domain/office-days.ts';
import type { StoreContent } from '../../../shared/store/store-content.ts';
import { dynamoClient } from '../../support/dynamo-tables.ts';
import { readContent } from '../../support/store-twins.ts';
import { createRandom } from '../random.ts';
import { endRefunds, flushWebhooks, payOutAll } from './at-provider.ts';
import { messagesLeft, replayDeadLetters } from './dead-letters.ts';
import type { Addresses, KilledStack } from './killed-stack.ts';
import { mailUnderWay } from './mail-under-way.ts';
import { type Environment, soakDepsOf, storeOver, tableNamesOf } from './soak-deps.ts';

export const schedules = ['deadlines', 'pools', 'mail', 'payments', 'payouts', 'ledger-audit'] as const;

export const scheduleNamed = (name: (typeof schedules)[number]): string => `sponsored-places-demo-schedule-${name}`;

export interface Rested {
  readonly content: StoreContent;
  readonly deadLetters: number;
  /** What did not come to rest. */
  readonly problems: readonly string[];
}

/** Everything that the tables of a stack hold. */
export async function readTables({ data }: Addresses, environment: Environment): Promise<StoreContent> {
  const client = dynamoClient(data);
  try {
    return await readContent(client, tableNamesOf(environment));
  } finally {
    client.destroy();
  }
}

/**
 * Lets everything come to rest: nothing goes wrong any more, refunds reach their donors, the schedules run, every webhook arrives, every dead letter
 * is sent again, payouts reach the bank, a mail whose sender died is sent when its claim is old enough, and the ledger
 * is audited.
 * @param patienceMinutes how long a mail is waited for
 */
export async function comeToRest(
  stack: KilledStack,
  addresses: Addresses,
  environment: Environment,
  patienceMinutes: number,
): Promise<Rested> {
  const problems: string[] = [];
  let deadLetters = 0;
  const run = async (...names: readonly (typeof schedules)[number][]): Promise<void> => {
    for (const name of names) {
      const failed = await stack.order({ do: 'schedule', name: scheduleNamed(name) });
      if (failed !== undefined) problems.push(`${name}: ${failed}`);
    }
  };
  const rest = async (): Promise<void> => {
    let failed: string | undefined;
    for (let attempt = 0; attempt < 4; attempt += 1) {
      failed = await stack.order({ do: 'rest' });
      if (failed === undefined) return;
    }
    problems.push(`rest: ${failed}`);
  };
  await stack.order({ do: 'calm' });
  await endRefunds(addresses.payments, createRandom(1));
  for (let round = 0; round < 3; round += 1) {
    await run('deadlines', 'pools', 'mail', 'payments', 'payouts');
    for (let attempt = 0; attempt < 20 && (await flushWebhooks(addresses.payments)) > 0; attempt += 1) await wait(200);
    await payOutAll(addresses.payments, createRandom(1));
    await rest();
    deadLetters += await replayDeadLetters(addresses.queues);
    await rest();
  }
  await run('payments', 'payouts', 'deadlines', 'pools');
  await rest();
  const until = Date.now() + patienceMinutes * 60_000;
  let content = await readTables(addresses, environment);
  for (let left = mailUnderWay(content); left.length > 0 && Date.now() < until; left = mailUnderWay(content)) {
    process.stderr.write(
      `${left.length} mails wait until the claim of a sender that was killed is a quarter of an hour old\n`,
    );
    await wait(Math.min(30_000, until - Date.now()));
    await run('mail');
    await rest();
    content = await readTables(addresses, environment);
  }
  await auditEverything(addresses, environment);
  problems.push(...(await messagesLeft(addresses.queues)));
  return { content: await readTables(addresses, environment), deadLetters, problems };
}

/** The audit trails ten minutes behind the clock: on one that is ahead it replays everything now. */
async function auditEverything(addresses: Addresses, environment: Environment): Promise<void> {
  const client = dynamoClient(addresses.data);
  const deps = soakDepsOf(addresses, environment, storeOver(client, environment));
  for (const minutes of [15, 30, 45])
    await auditLedger({ ...deps, now: () => later(deps.now(), { minutes }) }, { mayGoOn: () => true });
  client.destroy();
}
